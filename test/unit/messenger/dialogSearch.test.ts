import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { findInList, type FoundDialog, mergeFound } from '../../../src/messenger/dialogSearch.ts';
import { dialogOf } from './dialogs.ts';

const dialogs = [
  dialogOf({ id: '7', title: 'Lê Văn Tài', kind: 'person', unread: 3 }),
  dialogOf({ id: 'chat97', title: 'Отчёты: Release 7.2' }),
  dialogOf({ id: '9', title: 'Đạt Nguyễn' }),
  dialogOf({ id: 'chat5', title: 'C++ (backend)' }),
  dialogOf({ id: 'chat6', title: '張 さくら' }),
];

function found(query: string, limit = 10): readonly string[] {
  return findInList(dialogs, query, limit).map((dialog) => dialog.dialogId);
}

describe('messenger: finding a dialog in the list', () => {
  const table: readonly (readonly [query: string, ids: readonly string[]])[] = [
    ['tai', ['7']],
    ['TÀI lê', ['7']],
    ['ta', ['7']],
    ['ai', []],
    ['dat', ['9']],
    ['отчеты', ['chat97']],
    ['release 7', ['chat97']],
    ['c++', ['chat5']],
    ['back', ['chat5']],
    ['張', ['chat6']],
    ['chat6', ['chat6']],
    [' CHAT6 ', ['chat6']],
    ['!!!', []],
  ];
  for (const [query, ids] of table) {
    it(`gives ${ids.length === 0 ? 'nobody' : ids.join()} for "${query}"`, () =>
      assert.deepEqual(found(query), ids));
  }

  it('puts the dialog whose id was typed first, and keeps the list’s order for the rest', () => {
    assert.deepEqual(found('7'), ['7', 'chat97']);
    const many = Array.from({ length: 50 }, (_, index) =>
      dialogOf({ id: `chat${index}`, title: `7 ${index}` }),
    );
    assert.equal(findInList([...many, ...dialogs], '7', 5)[0]?.dialogId, '7');
  });

  it('gives the list’s beginning for nothing typed, no more than asked for', () => {
    assert.deepEqual(found('', 2), ['7', 'chat97']);
    assert.deepEqual(found('   ', 1), ['7']);
  });

  it('adds what the portal found behind, each dialog once', () => {
    const local = findInList(dialogs, 'tai', 10);
    const remote: FoundDialog[] = ['7', '70'].map((dialogId) => ({
      dialogId,
      title: 'Tài',
      kind: 'person',
      detail: '',
      unread: 0,
    }));
    assert.deepEqual(
      mergeFound(local, remote).map(({ dialogId, unread }) => [dialogId, unread]),
      [
        ['7', 3],
        ['70', 0],
      ],
    );
  });
});
