// Where each dialog stands, and what stays where it is while somebody is at the list.
import { strict as assert } from 'node:assert';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import {
  arrange,
  type Arrangement,
  countOf,
  heldArrangement,
  lingeringIn,
  type ListOptions,
} from '../../../../src/messenger/list/arrangement.ts';
import { shareOfTotal } from '../../../../src/messenger/unreadTotal.ts';
import type { Dialog, DialogKind } from '../../../../src/model/dialog.ts';
import { SECTIONS } from '../../../../src/model/section.ts';
import { dialogOf, listEvent, PortalList } from '../dialogs.ts';

const whole: ListOptions = { sections: SECTIONS, isUnreadOnly: false };
const flat: ListOptions = { sections: undefined, isUnreadOnly: false };

describe('the arrangement of the list', () => {
  const kinds: readonly (readonly [DialogKind, string])[] = [
    ['person', 'people'],
    ['notes', 'people'],
    ['chat', 'chats'],
    ['openChat', 'chats'],
    ['calendar', 'chats'],
    ['crm', 'chats'],
    ['workgroup', 'chats'],
    ['videoconf', 'chats'],
    ['support', 'chats'],
    ['channel', 'channels'],
    ['collab', 'collabs'],
    ['lines', 'lines'],
    ['task', 'tasks'],
    ['bot', 'bots'],
    ['copilot', 'bots'],
  ];
  for (const [kind, section] of kinds) {
    it(`a dialog of kind ${kind} stands among ${section}`, () => {
      assert.equal(text(arrange([dialogOf({ id: 'chat1', kind })], whole)), `${section}: chat1`);
    });
  }

  const cases: readonly Case[] = [
    ['pinned comes before unread', { isPinned: true, unread: 3 }, whole, 'pinned: chat1'],
    ['what is unread stands there', { unread: 3 }, whole, 'unread: chat1'],
    ['a manual mark is unread', { isMarkedUnread: true }, whole, 'unread: chat1'],
    ['a muted chat is never among the unread', { unread: 3, isMuted: true }, whole, 'chats: chat1'],
    ['a person cannot be muted', { id: '7', kind: 'person', unread: 1, isMuted: true }, whole, 'unread: 7'],
    ['with pinned hidden, by its kind', { isPinned: true }, only('chats', 'unread'), 'chats: chat1'],
    ['with unread hidden, by its kind', { unread: 3 }, only('chats', 'pinned'), 'chats: chat1'],
    ['a hidden kind stays hidden when unread', { unread: 3, kind: 'lines' }, only('unread', 'chats'), ''],
    ['a pin shows a hidden kind', { isPinned: true, kind: 'lines' }, only('pinned'), 'pinned: chat1'],
    ['unread only leaves out what is read', {}, { ...whole, isUnreadOnly: true }, ''],
    ['unread only shows muted', { unread: 1, isMuted: true }, { ...flat, isUnreadOnly: true }, 'flat: chat1'],
    [
      'unread only shows a manual mark',
      { isMarkedUnread: true },
      { ...flat, isUnreadOnly: true },
      'flat: chat1',
    ],
    ['a flat list shows every kind', { kind: 'lines' }, flat, 'flat: chat1'],
  ];
  for (const [what, given, options, expected] of cases) {
    it(what, () => {
      assert.equal(text(arrange([dialogOf({ id: 'chat1', ...given })], options)), expected);
    });
  }

  it('sections come in the order that is asked for, their rows in the list’s', () => {
    const dialogs = [
      dialogOf({ id: 'chat1' }),
      dialogOf({ id: '7', kind: 'person' }),
      dialogOf({ id: 'chat2' }),
      dialogOf({ id: '8', kind: 'person' }),
    ];
    assert.equal(text(arrange(dialogs, only('chats', 'people'))), 'chats: chat1 chat2; people: 7 8');
    assert.equal(text(arrange(dialogs, only('people', 'chats'))), 'people: 7 8; chats: chat1 chat2');
    assert.equal(text(arrange(dialogs, flat)), 'flat: chat1 7 chat2 8');
  });

  it('who was opened among the unread stays there until another one is', () => {
    const read = [dialogOf({ id: 'chat1' }), dialogOf({ id: 'chat2' })];
    const before = parse('unread: chat1; chats: chat2');
    const lingering = (id: string) => lingeringIn(before, whole, [id]);
    assert.equal(text(arrange(read, whole, lingering('chat1'))), 'unread: chat1; chats: chat2');
    assert.equal(text(arrange(read, whole, lingering('chat2'))), 'chats: chat1 chat2');
    const filtered = { ...flat, isUnreadOnly: true };
    const still = lingeringIn(parse('flat: chat1'), filtered, ['chat1']);
    assert.equal(text(arrange(read, filtered, still)), 'flat: chat1');
  });

  it('every dialog stands once at most, and in a whole list exactly once', () => {
    fc.assert(
      fc.property(fc.array(listEvent, { maxLength: 30 }), fc.subarray([...SECTIONS]), (events, sections) => {
        const portal = new PortalList(20, 0);
        for (const event of events) portal.apply(event);
        const dialogs = portal.dialogs;
        const ids = (options: ListOptions) => arrange(dialogs, options).flatMap(({ dialogIds }) => dialogIds);
        assert.deepEqual([...ids(whole)].sort(), dialogs.map(({ id }) => id).sort());
        assert.equal(new Set(ids({ ...whole, sections })).size, ids({ ...whole, sections }).length);
      }),
      { numRuns: 50 },
    );
  });
});

describe('the order while somebody is at the list', () => {
  const cases: readonly (readonly [what: string, shown: string, next: string, held: string])[] = [
    ['a dialog that moves up waits', 'flat: 1 2 3', 'flat: 3 1 2', 'flat: 1 2 3'],
    ['a new one on top waits', 'flat: 1 2', 'flat: 9 1 2', 'flat: 1 2'],
    ['what is gone goes', 'flat: 1 2 3', 'flat: 1 3', 'flat: 1 3'],
    ['further pages come in below', 'flat: 1 2', 'flat: 1 2 3 4', 'flat: 1 2 3 4'],
    ['further pages come while others move', 'flat: 1 2', 'flat: 2 1 3', 'flat: 1 2 3'],
    ['no dialog changes its section', 'unread: 1; chats: 2', 'chats: 1 2', 'unread: 1; chats: 2'],
    ['no section comes in between', 'chats: 2 3', 'unread: 3; chats: 2', 'chats: 2 3'],
    ['an empty list holds nothing', '', 'flat: 1 2', 'flat: 1 2'],
  ];
  for (const [what, shown, next, held] of cases) {
    it(what, () => {
      const there = parse(next).flatMap(({ dialogIds }) => dialogIds);
      assert.equal(text(heldArrangement(parse(shown), parse(next), (id) => there.includes(id))), held);
    });
  }
});

describe('what a section counts', () => {
  it('keeps muted chats apart, and adds up to the portal’s total where no kind has its own', () => {
    const dialogs: readonly Dialog[] = [
      dialogOf({ id: 'chat1', unread: 3 }),
      dialogOf({ id: 'chat2', unread: 4, isMuted: true }),
      dialogOf({ id: 'chat3', isMarkedUnread: true }),
      dialogOf({ id: 'chat4', isMarkedUnread: true, isMuted: true }),
      dialogOf({ id: '7', kind: 'person', unread: 2, isMuted: true }),
    ];
    assert.deepEqual(countOf(dialogs), { unread: 6, muted: 4 });
    assert.equal(
      dialogs.reduce((sum, dialog) => sum + shareOfTotal(dialog), 0),
      6,
    );
    assert.deepEqual(countOf([dialogOf({ id: 'chat5', kind: 'lines', unread: 2 })]), { unread: 2, muted: 0 });
  });
});

type Case = readonly [what: string, given: Partial<Dialog>, options: ListOptions, expected: string];

function only(...sections: NonNullable<ListOptions['sections']>): ListOptions {
  return { sections, isUnreadOnly: false };
}

function text(groups: Arrangement): string {
  return groups.map(({ section, dialogIds }) => `${section ?? 'flat'}: ${dialogIds.join(' ')}`).join('; ');
}

function parse(written: string): Arrangement {
  return written.split('; ').flatMap((group) => {
    const [name = '', ids = ''] = group.split(': ');
    const section = SECTIONS.find((each) => each === name);
    return ids === '' ? [] : { section, dialogIds: ids.split(' ') };
  });
}
