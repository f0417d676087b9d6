import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { Portal } from './portal.ts';
import { failure, ids, result, startFixture } from './portalFixture.ts';
import type { ChatRecord } from './records.ts';

const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=';

describe('portal: chats and people', () => {
  let portal: Portal;

  beforeEach(async () => {
    ({ portal } = await startFixture({}, (world) => {
      world.addChat({
        id: 150,
        title: 'Project',
        owner: ids.me,
        members: [ids.tai],
        entityType: 'SONET_GROUP',
        entityId: '12',
      });
      world.addChat({
        id: 151,
        title: 'Deal',
        owner: ids.me,
        members: [ids.tai],
        entityType: 'CRM',
        entityId: 'DEAL|15',
      });
      world.addChat({ id: 152, title: 'Everybody reads', messageType: 'O', owner: ids.tai, members: [] });
    }));
  });

  afterEach(() => portal.stop());

  const chat = (id: number): ChatRecord => portal.world.chat(id);
  const call = <T = unknown>(method: string, params: Record<string, unknown> = {}): Promise<T> =>
    result<T>(portal, method, params);
  const fails = (method: string, params: Record<string, unknown> = {}, userId?: number): Promise<string> =>
    failure(portal, method, params, userId);

  it('creates a chat owned by the caller and announces it silently', async () => {
    const id = await call<number>('im.chat.add', {
      USERS: '[7,9]',
      TITLE: ' New ',
      COLOR: 'PINK',
      MESSAGE: 'hello',
    });
    assert.deepEqual(
      [chat(id).title, chat(id).ownerId, chat(id).color, [...chat(id).members.keys()]],
      ['New', ids.me, '#f76187', [ids.me, ids.tai, ids.linh]],
    );
    const [created, invited, hello] = chat(id).messages;
    assert.deepEqual(
      [created?.authorId, invited?.params, hello?.text],
      [0, { CODE: ['CHAT_JOIN'], NOTIFY: 'N' }, 'hello'],
    );
    assert.equal(chat(id).members.get(ids.tai)?.unread, 1);
    const unnamed = await call<number>('im.chat.add');
    assert.notEqual(chat(unnamed).title, '');
    assert.equal(await fails('im.chat.add', { USERS: 'x' }), '400 INVALID_FORMAT');
  });

  it('finds chats by entity, and describes one by dialog id', async () => {
    assert.deepEqual(await call('im.chat.get', { ENTITY_TYPE: 'CRM', ENTITY_ID: 'DEAL|15' }), { ID: 151 });
    assert.equal(await call('im.chat.get', { ENTITY_TYPE: 'CRM', ENTITY_ID: 'DEAL|16' }), null);
    const same = await call('im.chat.get', { DIALOG_ID: 'chat151' });
    assert.deepEqual(same, await call('im.dialog.get', { DIALOG_ID: 'chat151' }));
  });

  it('describes dialogs with lower-case roles and echoes the id as sent', async () => {
    const deal = await call<Record<string, never>>('im.dialog.get', { DIALOG_ID: 'chat151' });
    assert.deepEqual(
      [
        deal['type'],
        deal['role'],
        deal['dialog_id'],
        deal['entity_link'],
        deal['restrictions']!['leave_owner'],
      ],
      ['crm', 'owner', 'chat151', { type: 'DEAL', url: '/crm/deal/details/15/', id: 'DEAL|15' }, false],
    );
    const person = await call<Record<string, never>>('im.dialog.get', { DIALOG_ID: 7 });
    assert.deepEqual([person['dialog_id'], person['name'], person['message_type']], [7, null, 'P']);
    assert.equal((await call<{ id: number }>('im.dialog.get', { DIALOG_ID: 'sg12' })).id, 150);
    const notes = await call<Record<string, never>>('im.dialog.get', { DIALOG_ID: String(ids.me) });
    assert.deepEqual([notes['entity_type'], notes['dialog_id'], notes['user_counter']], ['FAVORITE', '1', 1]);
    assert.equal(
      (await call<Record<string, unknown>>('im.dialog.get', { DIALOG_ID: 'chat152' }))['role'],
      'guest',
    );
    assert.equal(await fails('im.dialog.get', { DIALOG_ID: 'chat152' }, ids.guest), '403 ACCESS_ERROR');
    assert.equal(await fails('im.dialog.get', { DIALOG_ID: 999 }), '403 ACCESS_ERROR');
    assert.equal(await fails('im.dialog.get', { DIALOG_ID: '' }), '400 DIALOG_ID_EMPTY');
  });

  it('renames where it may, and says true where it may not', async () => {
    assert.equal(await call('im.chat.updateTitle', { CHAT_ID: ids.group, TITLE: 'x'.repeat(300) }), true);
    assert.equal(chat(ids.group).title.length, 255);
    assert.deepEqual(chat(ids.group).messages.at(-1)?.params['CODE'], ['CHAT_LEAVE']);
    assert.equal(await call('im.chat.updateTitle', { DIALOG_ID: 'chat150', TITLE: 'Other' }), true);
    assert.equal(chat(150).title, 'Project');
    assert.equal(await fails('im.chat.updateTitle', { CHAT_ID: ids.group, TITLE: ' ' }), '400 TITLE_EMPTY');
    assert.equal(
      await fails('im.chat.updateTitle', { CHAT_ID: ids.foreign, TITLE: 'x' }),
      '403 ACCESS_ERROR',
    );
    assert.equal(await fails('im.chat.updateTitle', { DIALOG_ID: 7, TITLE: 'x' }), '400 DIALOG_ID_EMPTY');
  });

  it('changes colour and picture', async () => {
    assert.equal(await call('im.chat.updateColor', { CHAT_ID: ids.group, COLOR: 'AQUA' }), true);
    assert.equal(
      await fails('im.chat.updateColor', { CHAT_ID: ids.group, COLOR: 'AQUA' }),
      '400 WRONG_REQUEST',
    );
    assert.equal(
      await fails('im.chat.updateColor', { CHAT_ID: ids.group, COLOR: 'aqua' }),
      '400 WRONG_COLOR',
    );
    assert.equal(await fails('im.chat.updateColor', { CHAT_ID: 4444, COLOR: 'RED' }), '400 WRONG_REQUEST');
    assert.equal(await call('im.chat.updateAvatar', { CHAT_ID: ids.group, AVATAR: PNG }), true);
    assert.match(
      (await call<{ avatar: string }>('im.dialog.get', { DIALOG_ID: 'chat97' })).avatar,
      /^http:.*\.png$/,
    );
    assert.equal(
      await fails('im.chat.updateAvatar', { CHAT_ID: ids.group, AVATAR: 'aGVsbG8=' }),
      '400 AVATAR_ERROR',
    );
    assert.equal(await fails('im.chat.updateAvatar', { CHAT_ID: 151, AVATAR: PNG }), '400 ACCESS_DENIED');
  });

  it('adds and removes members with the legacy codes', async () => {
    assert.equal(
      await call('im.chat.user.add', { CHAT_ID: ids.group, USERS: [ids.guest], HIDE_HISTORY: 'N' }),
      true,
    );
    assert.equal(chat(ids.group).members.get(ids.guest)?.historyStartId, 0);
    assert.equal(
      await call('im.chat.user.add', { CHAT_ID: ids.group, USERS: [ids.guest] }),
      true,
      'already inside',
    );
    assert.equal(
      await fails('im.chat.user.add', { CHAT_ID: 150, USERS: [ids.linh] }),
      '400 ACCESS_DENIED_EXTEND',
    );
    assert.equal(await fails('im.chat.user.add', { USERS: [ids.linh] }), '400 CHAT_ID_EMPTY');
    const kick = (USER_ID: number, CHAT_ID: number = ids.group): Promise<string> =>
      fails('im.chat.user.delete', { CHAT_ID, USER_ID });
    assert.equal(await kick(ids.linh), '400 ACCESS_DENIED_KICK');
    assert.equal(await kick(ids.gone), '400 USER_NOT_FOUND');
    assert.equal(await kick(0), '400 USER_ID_EMPTY');
    assert.equal(await call('im.chat.user.delete', { CHAT_ID: 151, USER_ID: ids.tai }), true);
    assert.ok(!chat(151).members.has(ids.tai));
  });

  it('lets members leave, but not everywhere', async () => {
    assert.equal(await fails('im.chat.leave', { CHAT_ID: 150 }), '400 ACCESS_DENIED_KICK');
    assert.equal(await fails('im.chat.leave', { CHAT_ID: 151 }), '403 LEAVE_OWNER_FORBIDDEN');
    assert.equal(await call('im.chat.leave', { CHAT_ID: ids.group }), true);
    assert.equal(await fails('im.dialog.get', { DIALOG_ID: 'chat97' }), '403 ACCESS_ERROR');
    const { items } = await call<{ items: { id: unknown }[] }>('im.recent.list');
    assert.ok(items.every((item) => item.id !== 'chat97'));
  });

  it('hands over ownership and names managers', async () => {
    const id = await call<number>('im.chat.add', { USERS: [ids.tai, ids.linh] });
    assert.equal(await call('im.chat.setManager', { CHAT_ID: id, USER_ID: ids.linh, IS_MANAGER: 'Y' }), true);
    assert.deepEqual(
      (await call<Record<string, unknown>>('im.dialog.get', { DIALOG_ID: `chat${id}` }))['manager_list'],
      [1, 9],
    );
    assert.equal(await fails('im.chat.setOwner', { CHAT_ID: id, USER_ID: ids.guest }), '400 WRONG_REQUEST');
    assert.equal(await call('im.chat.setOwner', { CHAT_ID: id, USER_ID: ids.tai }), true);
    assert.equal(
      await fails('im.chat.setOwner', { CHAT_ID: id, USER_ID: ids.linh }),
      '400 WRONG_REQUEST',
      'no longer mine',
    );
    assert.equal(chat(id).members.get(ids.me)?.role, 'member');
  });

  it('lists members', async () => {
    assert.deepEqual(await call('im.chat.user.list', { CHAT_ID: ids.group }), [
      ids.tai,
      ids.me,
      ids.linh,
      ids.bot,
    ]);
    assert.deepEqual(await call('im.chat.user.list', { CHAT_ID: ids.foreign }), []);
    assert.equal(await fails('im.chat.user.list'), '400 CHAT_ID_EMPTY');
    const list = async (params: Record<string, unknown>): Promise<number[]> =>
      (await call<{ id: number }[]>('im.dialog.users.list', { DIALOG_ID: 'chat97', ...params })).map(
        (user) => user.id,
      );
    assert.deepEqual(await list({ SKIP_EXTERNAL: 'Y' }), [ids.tai, ids.me, ids.linh]);
    assert.deepEqual(
      await list({ SKIP_EXTERNAL: 'Y', SKIP_EXTERNAL_EXCEPT_TYPES: 'bot,email', LIMIT: 2, OFFSET: 2 }),
      [9, 20],
    );
    assert.deepEqual(await list({ LAST_ID: 1, LIMIT: 2 }), [ids.tai, ids.linh]);
  });

  it('takes typing for other dialogs only', async () => {
    assert.equal(await call('im.dialog.writing', { DIALOG_ID: 7 }), true);
    assert.equal(await fails('im.dialog.writing', { DIALOG_ID: ids.me }), '403 ACCESS_ERROR');
    assert.equal(await fails('im.dialog.writing'), '400 DIALOG_ID_EMPTY');
  });

  it('gives users alone, in a map with nulls, and as a list', async () => {
    const me = await call<Record<string, unknown>>('im.user.get');
    assert.deepEqual(
      [me['id'], me['idle'], me['phones'], me['bot_data'], me['type']],
      [ids.me, false, false, null, 'user'],
    );
    assert.equal((await call<Record<string, unknown>>('im.user.get', { ID: ids.bot }))['type'], 'bot');
    assert.equal(await fails('im.user.get', { ID: -1 }), '400 ID_EMPTY');
    assert.equal(await fails('im.user.get', { ID: 999 }), '400 USER_NOT_EXISTS');
    assert.equal(await fails('im.user.get', { ID: ids.me }, ids.guest), '400 ACCESS_DENIED');
    const map = await call<Record<string, unknown>>('im.user.list.get', { ID: [7, 999] });
    assert.equal(map['999'], null);
    assert.equal(
      (await call<unknown[]>('im.user.list.get', { ID: [7, 999], RESULT_TYPE: 'array' })).length,
      1,
    );
    assert.equal(await fails('im.user.list.get', { ID: 7 }), '400 INVALID_FORMAT');
  });

  it('keeps the own status', async () => {
    assert.equal(await call('im.user.status.set', { STATUS: 'dnd' }), true);
    assert.equal(await call('im.user.status.get'), 'dnd');
    assert.equal(await fails('im.user.status.set', { STATUS: 'DND' }), '400 STATUS_ERROR');
    await call('im.user.status.idle.start', { AGO: 0 });
    assert.equal((await call<Record<string, unknown>>('im.user.get'))['idle'], '2026-11-22T10:59:00+01:00');
    await call('im.user.status.idle.end');
    assert.equal((await call<Record<string, unknown>>('im.user.get'))['idle'], false);
  });
});
