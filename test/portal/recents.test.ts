import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import type { Portal } from './portal.ts';
import { failure, ids, post, result, startFixture } from './portalFixture.ts';
import type { World } from './world.ts';

type Item = Record<string, unknown> & {
  readonly id: number | string;
  readonly message: Record<string, unknown>;
  readonly chat?: Record<string, unknown>;
  readonly user?: Record<string, unknown>;
};
type List = { readonly items: readonly Item[]; readonly hasMore: boolean };

const MINUTE_MS = 60_000;

describe('portal: recent list', () => {
  let portal: Portal;

  afterEach(() => portal.stop());

  const list = (params: Record<string, unknown> = {}): Promise<List> =>
    result(portal, 'im.recent.list', params);
  const idsOf = (page: List): readonly unknown[] => page.items.map((item) => item.id);

  /** Chats 101 to 110, one minute apart, 110 the newest. */
  function tenChats(world: World): void {
    const startMs = world.clock.now() - 3600_000;
    for (let n = 1; n <= 10; n += 1) {
      world.addChat({ id: 100 + n, title: `Chat ${n}`, owner: ids.me, members: [ids.tai] });
      world.post({ chat: 100 + n, author: ids.tai, text: 'hi', dateMs: startMs + n * MINUTE_MS });
    }
    for (const chatId of [ids.group, ids.channel]) world.hide(ids.me, chatId);
  }

  it('shows people by number and chats as "chatN", newest first', async () => {
    ({ portal } = await startFixture({}, tenChats));
    await portal.as(ids.tai).post(ids.me, '[b]Hello[/b]\nthere');
    const { body } = await post(portal, 'im.recent.list', { LIMIT: 2 });
    const page = body['result'] as List;
    assert.deepEqual(idsOf(page), [ids.tai, 'chat110']);
    assert.equal(body['total'], -1);
    assert.equal(body['next'], 2);
    const [person, chat] = page.items;
    assert.equal(person?.message['text'], 'Hello there');
    assert.deepEqual(person?.chat, { text_field_enabled: true, background_id: null, mute_list: [] });
    assert.deepEqual(person?.['options'], []);
    assert.equal(chat?.chat?.['role'], 'OWNER');
    assert.equal(chat?.user?.['id'], ids.tai);
    const original = await list({ LIMIT: 1, GET_ORIGINAL_TEXT: 'Y' });
    assert.equal(original.items[0]?.message['text'], '[b]Hello[/b]\nthere');
  });

  it('has {id: 0} as author of system messages, and message id 0 without uuid where there is none', async () => {
    ({ portal } = await startFixture());
    await portal.as(ids.tai).call('im.chat.updateTitle', { CHAT_ID: ids.group, TITLE: 'Renamed' });
    const page = await list();
    const group = page.items.find((item) => item.id === 'chat97');
    const channel = page.items.find((item) => item.id === 'chat99');
    assert.deepEqual(group?.user, { id: 0 });
    assert.equal(group?.message['uuid'], null);
    assert.equal(group?.['counter'], 0, 'silent');
    assert.equal(channel?.message['id'], 0);
    assert.ok(!('uuid' in (channel?.message ?? {})));
  });

  it('drops rows after it has cut the page, so pages come short or empty with hasMore', async () => {
    ({ portal } = await startFixture({}, (world) => {
      tenChats(world);
      world.addStaleRecents(ids.me, 3, world.clock.now());
      world.post({ chat: world.privateChat(ids.me, ids.gone).id, author: ids.gone, text: 'bye' });
    }));
    const first = await post(portal, 'im.recent.list', { LIMIT: 4 });
    assert.deepEqual((first.body['result'] as List).items, []);
    assert.equal((first.body['result'] as List).hasMore, true);
    assert.equal(first.body['next'], 0, 'next counts items and stands still');
    assert.deepEqual(idsOf(await list({ LIMIT: 4, OFFSET: 4 })), [
      'chat110',
      'chat109',
      'chat108',
      'chat107',
    ]);
    const full = await list({ LIMIT: 2, OFFSET: 12 });
    assert.deepEqual([idsOf(full), full.hasMore], [['chat102', 'chat101'], true]);
    const last = await post(portal, 'im.recent.list', { LIMIT: 2, OFFSET: 14 });
    assert.deepEqual([(last.body['result'] as List).hasMore, 'next' in last.body], [false, false]);
  });

  it('has an inclusive date cursor that pinned rows ignore', async () => {
    ({ portal } = await startFixture({}, tenChats));
    await result(portal, 'im.recent.pin', { DIALOG_ID: 'chat110' });
    const page = await list({ LIMIT: 3 });
    assert.deepEqual(idsOf(page), ['chat110', 'chat109', 'chat108']);
    const cursor = page.items[2]?.['date_last_activity'];
    assert.deepEqual(idsOf(await list({ LIMIT: 3, LAST_MESSAGE_DATE: cursor })), [
      'chat110',
      'chat108',
      'chat107',
    ]);
    const broken = String(cursor).replace('+', ' ');
    assert.deepEqual(
      idsOf(await list({ LIMIT: 3, LAST_MESSAGE_DATE: broken })),
      idsOf(page),
      'unreadable: first page',
    );
  });

  it('limits pages to 50 and 200 and knows the birthdays of the first page', async () => {
    ({ portal } = await startFixture({}, (world) => {
      world.user(ids.tai).birthday = '22-11';
      for (let n = 0; n < 230; n += 1) world.addChat({ title: `c${n}`, owner: ids.me, members: [] });
    }));
    assert.equal((await list()).items.length, 50);
    assert.equal((await list({ LIMIT: 0 })).items.length, 50);
    const page = await list({ LIMIT: 500 });
    assert.equal(page.items.length, 200);
    const [born] = (page as unknown as { birthdayList: Record<string, unknown>[] }).birthdayList;
    assert.equal(born?.['firstName'], 'Tài');
    assert.ok(!('birthdayList' in (await list({ OFFSET: 50 }))));
  });

  it('takes flags only as the exact Y', async () => {
    ({ portal } = await startFixture({}, tenChats));
    await portal.as(ids.tai).post(ids.me, 'hello');
    assert.deepEqual(idsOf(await list({ SKIP_CHAT: 'Y', LIMIT: 20 })), [ids.tai]);
    assert.equal((await list({ SKIP_CHAT: true, LIMIT: 20 })).items.length, 11);
    assert.equal((await list({ SKIP_CHAT: 'y', LIMIT: 20 })).items.length, 11);
    await result(portal, 'im.dialog.read.all');
    await result(portal, 'im.recent.unread', { DIALOG_ID: 'chat103' });
    assert.deepEqual(idsOf(await list({ UNREAD_ONLY: 'Y' })), ['chat103']);
    assert.ok(!('counter' in ((await list({ WITH_COUNTERS: 'N' })).items[0] ?? {})));
  });

  it('pins at most 45 dialogs', async () => {
    ({ portal } = await startFixture({}, (world) => {
      for (let id = 200; id < 246; id += 1)
        world.addChat({ id, title: `c${id}`, owner: ids.me, members: [] });
    }));
    for (let id = 200; id < 245; id += 1) {
      assert.equal(await result(portal, 'im.recent.pin', { DIALOG_ID: `chat${id}` }), true);
    }
    assert.equal(await result(portal, 'im.recent.pin', { DIALOG_ID: 'chat245' }), false);
    assert.equal(await result(portal, 'im.recent.pin', { DIALOG_ID: 'chat200', PIN: 'N' }), true);
    assert.equal(await result(portal, 'im.recent.pin', { DIALOG_ID: 'chat245' }), true);
    assert.equal(await failure(portal, 'im.recent.pin', { DIALOG_ID: 'chat98' }), '400 ACCESS_ERROR');
    assert.equal(await failure(portal, 'im.recent.pin', { DIALOG_ID: 'x' }), '400 DIALOG_ID_EMPTY');
  });

  it('hides until the next message, and creates private chats unseen', async () => {
    ({ portal } = await startFixture({}, tenChats));
    assert.equal(await result(portal, 'im.recent.hide', { DIALOG_ID: 'chat110' }), true);
    assert.ok(!idsOf(await list()).includes('chat110'));
    await portal.as(ids.tai).post('chat110', 'again');
    assert.equal(idsOf(await list())[0], 'chat110');
    await result(portal, 'im.dialog.get', { DIALOG_ID: ids.linh });
    assert.ok(!idsOf(await list()).includes(ids.linh));
  });

  it('mutes groups only', async () => {
    ({ portal } = await startFixture());
    assert.equal(await result(portal, 'im.chat.mute', { CHAT_ID: ids.group }), true);
    const group = (await list()).items.find((item) => item.id === 'chat97');
    assert.deepEqual(group?.chat?.['mute_list'], { '1': true });
    const dialog = await result<Record<string, unknown>>(portal, 'im.dialog.get', { DIALOG_ID: 'chat97' });
    assert.deepEqual(dialog['mute_list'], [1]);
    assert.equal(await failure(portal, 'im.chat.mute', { DIALOG_ID: 7 }), '400 DIALOG_ID_EMPTY');
    assert.equal(await failure(portal, 'im.chat.mute', {}), '400 CHAT_ID_EMPTY');
    assert.equal(await failure(portal, 'im.chat.mute', { CHAT_ID: ids.foreign }), '403 ACCESS_ERROR');
  });

  it('gives im.recent.get as a plain list of 30 days, or since a date of at most 7', async () => {
    ({ portal } = await startFixture({}, (world) => {
      const ageDays = { 301: 2, 302: 10, 303: 40 };
      for (const [id, days] of Object.entries(ageDays)) {
        const chat = world.addChat({
          id: Number(id),
          title: id,
          owner: ids.me,
          members: [],
          dateCreateMs: 0,
        });
        world.post({
          chat: chat.id,
          author: ids.me,
          text: 'x',
          dateMs: world.clock.now() - days * 24 * 3600_000,
        });
      }
      for (const chatId of [ids.group, ids.channel]) world.hide(ids.me, chatId);
    }));
    const get = async (params: Record<string, unknown>): Promise<unknown[]> =>
      (await result<Item[]>(portal, 'im.recent.get', params)).map((item) => item.id);
    assert.deepEqual(await get({}), ['chat301', 'chat302']);
    assert.deepEqual(await get({ LAST_SYNC_DATE: '2026-01-01T00:00:00+00:00' }), ['chat301']);
    await result(portal, 'im.recent.pin', { DIALOG_ID: 'chat303' });
    assert.deepEqual(await get({ LAST_UPDATE: '2026-11-22T00:00:00+00:00' }), ['chat303']);
  });

  it('lists invited people without a dialog at the end', async () => {
    ({ portal } = await startFixture({}, (world) => {
      world.addUser({ id: 50, firstName: 'New', lastName: 'Hire', invitedBy: ids.tai });
    }));
    const last = (await list()).items.at(-1);
    assert.deepEqual(last?.['options'], { default_user_record: true });
    assert.deepEqual(last?.['invited'], { originator_id: ids.tai, can_resend: true });
  });
});
