import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { decodeRecentPage, recentListCommand } from '../../../../src/bitrix24/api/recentApi.ts';
import type { Dialog } from '../../../../src/model/dialog.ts';
import { contextOf, documentedResult } from './apiFixtures.ts';

const page = { offset: 0, limit: 50 };

const row = {
  id: 'chat97',
  chat_id: 97,
  type: 'chat',
  title: 'Team',
  chat: { id: 97, name: 'Team', type: 'chat', message_type: 'C' },
};

function decodeRow(change: Record<string, unknown>, ownUserId = 503): Dialog {
  const [dialog] = decodeRecentPage({ items: [{ ...row, ...change }] }, page, contextOf(ownUserId)).dialogs;
  assert.ok(dialog);
  return dialog;
}

describe('recentApi', () => {
  it('reads the documented page', () => {
    const context = contextOf();
    const { dialogs, users, hasMore, nextOffset } = decodeRecentPage(
      documentedResult('im.recent.list'),
      page,
      context,
    );
    assert.deepEqual(dialogs, [
      {
        id: '547',
        chatId: 1231,
        kind: 'person',
        title: 'John Doe',
        color: '#1eb4aa',
        unread: 1,
        isMarkedUnread: false,
        isPinned: false,
        isMuted: false,
        canWrite: true,
        lastReadId: 82363,
        lastMessage: {
          id: 84415,
          text: 'ntcn',
          authorId: 547,
          authorName: 'John Doe',
          date: Date.parse('2026-02-25T12:07:10+01:00'),
          uuid: '0c3c5ad6-a1b8-4d4d-9234-f137ef862a77',
          hasFile: false,
        },
        lastActivityAt: Date.parse('2026-02-25T12:07:10+01:00'),
        memberCount: undefined,
        peerStatus: 'online',
      },
      {
        id: 'chat1317',
        chatId: 1317,
        kind: 'chat',
        title: 'I want a green chat',
        color: '#4ba984',
        avatarUrl:
          'https://cdn.com.bitrix24.com/b17053/resize_cache/54309/ff58db95aecdfa09ae61b51b5fd8f63f/im/553/5539ce72ef842ca40efd35b54322d828/7qd8lz4rsqwubjru086fst8tx6uhkxa9',
        unread: 1,
        isMarkedUnread: false,
        isPinned: false,
        isMuted: true,
        canWrite: true,
        lastReadId: 82447,
        lastMessage: {
          id: 84413,
          text: 'ntcn',
          authorId: 547,
          authorName: 'John Doe',
          date: Date.parse('2026-02-25T12:07:05+01:00'),
          uuid: 'f4721d3d-68c6-473e-a899-3b96b0ee18db',
          hasFile: false,
        },
        lastActivityAt: Date.parse('2026-02-25T12:07:05+01:00'),
        memberCount: 2,
        peerStatus: undefined,
      },
    ]);
    assert.deepEqual(
      users.map((user) => [user.id, user.name]),
      [[547, 'John Doe']],
    );
    assert.deepEqual([hasMore, nextOffset], [false, 50]);
    assert.deepEqual(context.logger.lines, []);
  });

  it('reads the rows the documents give elsewhere', () => {
    const context = contextOf();
    const items = documentedResult('im.recent.get') as unknown[];
    const { dialogs } = decodeRecentPage({ items }, page, context);
    assert.equal(dialogs.length, items.length);
    assert.deepEqual([dialogs[0]?.id, dialogs[0]?.kind], ['chat1451', 'task']);
    assert.equal(dialogs[0]?.lastMessage?.authorId, 0);
    assert.equal(dialogs[0]?.lastMessage?.authorName, undefined);
    assert.deepEqual(context.logger.lines, []);
  });

  it('steps by what it asked for, not by what came', () => {
    const context = contextOf();
    const empty = decodeRecentPage(
      { items: [], hasMore: true, hasMorePages: true },
      { offset: 50, limit: 50 },
      context,
    );
    assert.deepEqual([empty.dialogs.length, empty.hasMore, empty.nextOffset], [0, true, 100]);
    assert.deepEqual(recentListCommand({ offset: 100, limit: 500 }).params, { OFFSET: 100, LIMIT: 200 });
    assert.deepEqual(recentListCommand({ offset: 0, limit: 0 }).params, { OFFSET: 0, LIMIT: 1 });
  });

  it('takes a dialog that stands twice once', () => {
    const { dialogs } = decodeRecentPage({ items: [row, { ...row, title: 'again' }] }, page, contextOf());
    assert.deepEqual(
      dialogs.map((dialog) => dialog.title),
      ['Team'],
    );
  });

  it('leaves out the row it cannot read, notes that without its content, and keeps the rest', () => {
    const context = contextOf();
    const items = [{ ...row, id: 'between us' }, null, 'x', row, { title: 'no id, between us' }];
    const { dialogs } = decodeRecentPage({ items }, page, context);
    assert.deepEqual(
      dialogs.map((dialog) => dialog.id),
      ['chat97'],
    );
    assert.deepEqual(context.logger.lines, [
      {
        level: 'warn',
        message: 'The portal sent rows that cannot be read',
        details: { what: 'dialog', count: 3, field: 'id' },
      },
    ]);
  });

  it('reads a list with a hole', () => {
    const { dialogs } = decodeRecentPage({ items: { 0: row, 2: { ...row, id: 5 } } }, page, contextOf());
    assert.deepEqual(
      dialogs.map((dialog) => dialog.id),
      ['chat97', '5'],
    );
  });

  it('makes do with almost nothing', () => {
    assert.deepEqual(decodeRecentPage({ items: [{ id: '7' }] }, page, contextOf()).dialogs, [
      {
        id: '7',
        chatId: 0,
        kind: 'person',
        title: '7',
        color: undefined,
        unread: 0,
        isMarkedUnread: false,
        isPinned: false,
        isMuted: false,
        canWrite: true,
        lastReadId: 0,
        lastMessage: undefined,
        lastActivityAt: 0,
        memberCount: undefined,
        peerStatus: undefined,
      },
    ]);
  });

  it('takes odd values for what they mean', () => {
    const dialog = decodeRow({
      chat_id: '97',
      counter: '3',
      last_id: null,
      pinned: 'Y',
      unread: 'true',
      title: false,
      avatar: [],
      options: [],
      date_last_activity: false,
      date_update: '',
      message: { id: 0, text: null, author_id: false, date: '2026-03-04T14:48:32+01:00', file: [], uuid: '' },
    });
    assert.equal(dialog.chatId, 97);
    assert.equal(dialog.unread, 3);
    assert.equal(dialog.lastReadId, 0);
    assert.deepEqual([dialog.isPinned, dialog.isMarkedUnread], [true, true]);
    assert.equal(dialog.title, 'Team');
    assert.equal(dialog.lastActivityAt, Date.parse('2026-03-04T14:48:32+01:00'));
    assert.deepEqual([dialog.lastMessage?.text, dialog.lastMessage?.uuid], ['', undefined]);
  });

  it('knows a file in every way of saying so', () => {
    const has = (file: unknown): boolean | undefined =>
      decodeRow({ message: { id: 1, file } }).lastMessage?.hasFile;
    assert.equal(has(false), false);
    assert.equal(has(null), false);
    assert.equal(has(true), true);
    assert.equal(has({ id: 1, type: 'image', name: 'a.png' }), true);
  });

  it('knows who muted in every shape of the list', () => {
    const isMuted = (muteList: unknown): boolean =>
      decodeRow({ chat: { ...row.chat, mute_list: muteList } }).isMuted;
    for (const muteList of [[], {}, null, { 7: true }, [7], { 503: false }])
      assert.equal(isMuted(muteList), false);
    for (const muteList of [{ 503: true }, [503], ['503'], { 7: true, 503: 'Y' }])
      assert.equal(isMuted(muteList), true);
  });

  it('knows where one may not write', () => {
    const canWrite = (chat: object): boolean => decodeRow({ chat: { ...row.chat, ...chat } }).canWrite;
    const onlyManagers = { permissions: { can_post: 'manager' } };
    assert.equal(canWrite({}), true);
    assert.equal(canWrite({ text_field_enabled: false }), false);
    assert.equal(canWrite({ text_field_enabled: 'N' }), false);
    assert.equal(canWrite({ restrictions: { send: false } }), false);
    assert.equal(canWrite({ ...onlyManagers, role: 'MEMBER' }), false);
    assert.equal(canWrite({ ...onlyManagers, role: 'manager' }), true);
    assert.equal(canWrite({ ...onlyManagers, role: 'OWNER' }), true);
    assert.equal(canWrite({ permissions: { can_post: 'none' }, role: 'OWNER' }), false);
    assert.equal(canWrite({ permissions: [], restrictions: [], role: 'GUEST' }), true);
  });

  it('tells the kinds apart', () => {
    const kindOf = (type: string, messageType: string): string =>
      decodeRow({ chat: { ...row.chat, type, message_type: messageType } }).kind;
    const kinds: readonly (readonly [string, string, string])[] = [
      ['open', 'O', 'openChat'],
      ['general', 'O', 'openChat'],
      ['openChannel', 'J', 'channel'],
      ['channel', 'N', 'channel'],
      ['collab', 'B', 'collab'],
      ['copilot', 'A', 'copilot'],
      ['lines', 'L', 'lines'],
      ['tasksTask', 'X', 'task'],
      ['sonetGroup', 'C', 'workgroup'],
      ['videoconf', 'C', 'videoconf'],
      ['myOwnEntity', 'C', 'chat'],
      ['', 'J', 'channel'],
      ['constructor', '', 'chat'],
    ];
    for (const [type, messageType, kind] of kinds) assert.equal(kindOf(type, messageType), kind, type);

    const peer = { id: 9, name: 'Helper', bot: true };
    assert.equal(decodeRow({ id: 9, chat: undefined, user: peer }).kind, 'bot');
    assert.equal(decodeRow({ id: 503, chat: undefined, user: { id: 503, name: 'Me' } }).kind, 'notes');
  });

  it('names the author of a last message only when it is the one beside it', () => {
    const user = { id: 547, name: 'Anna' };
    assert.equal(decodeRow({ user, message: { id: 1, author_id: 547 } }).lastMessage?.authorName, 'Anna');
    assert.equal(decodeRow({ user, message: { id: 1, author_id: 7 } }).lastMessage?.authorName, undefined);
    assert.equal(
      decodeRow({ user: { id: 0 }, message: { id: 1, author_id: 0 } }).lastMessage?.authorName,
      undefined,
    );
  });

  it('refuses what is no page', () => {
    for (const result of [true, null, 'x', 7]) {
      assert.throws(() => decodeRecentPage(result, page, contextOf()), {
        kind: 'malformed',
        outcome: 'unknown',
      });
    }
  });
});
