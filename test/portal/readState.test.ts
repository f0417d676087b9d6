import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { Portal } from './portal.ts';
import { failure, ids, result, startFixture } from './portalFixture.ts';

describe('portal: read state', () => {
  let portal: Portal;

  beforeEach(async () => {
    ({ portal } = await startFixture());
  });

  afterEach(() => portal.stop());

  type Counters = Record<string, unknown> & { readonly TYPE: Record<string, number> };

  async function fill(dialogId: string | number, count: number): Promise<number[]> {
    const sent: number[] = [];
    for (let n = 0; n < count; n += 1) sent.push(await portal.as(ids.tai).post(dialogId, `message ${n}`));
    return sent;
  }

  it('reads up to a message, then to the end, then says false', async () => {
    const [first] = await fill('chat97', 3);
    assert.deepEqual(await result(portal, 'im.dialog.read', { DIALOG_ID: 'chat97', MESSAGE_ID: first }), {
      dialogId: 'chat97',
      chatId: ids.group,
      lastId: first,
      counter: 2,
    });
    const last = portal.world.chat(ids.group).messages.at(-1)?.id;
    assert.deepEqual(await result(portal, 'im.dialog.read', { DIALOG_ID: 'chat97' }), {
      dialogId: 'chat97',
      chatId: ids.group,
      lastId: last,
      counter: 0,
    });
    assert.equal(await result(portal, 'im.dialog.read', { DIALOG_ID: 'chat97' }), false);
    assert.equal(await result(portal, 'im.dialog.read', { DIALOG_ID: 'chat98' }), false, 'no access');
    assert.equal(await result(portal, 'im.dialog.read', { DIALOG_ID: 'notify' }), true);
    assert.equal(await failure(portal, 'im.dialog.read'), '400 DIALOG_ID_EMPTY');
  });

  it('gives the id of a private dialog as a number, and knows LAST_ID', async () => {
    const [first] = await fill(ids.me, 2);
    const chatId = portal.world.findPrivateChat(ids.me, ids.tai)?.id;
    assert.deepEqual(await result(portal, 'im.dialog.read', { DIALOG_ID: '7', LAST_ID: first }), {
      dialogId: 7,
      chatId,
      lastId: first,
      counter: 1,
    });
  });

  it('caps the counter left over at 100 in chats, not in private dialogs', async () => {
    const first = (await fill('chat97', 120))[0];
    const own = (await fill(ids.me, 120))[0];
    const chat = await result<{ counter: number }>(portal, 'im.dialog.read', {
      DIALOG_ID: 'chat97',
      MESSAGE_ID: first,
    });
    const person = await result<{ counter: number }>(portal, 'im.dialog.read', {
      DIALOG_ID: 7,
      MESSAGE_ID: own,
    });
    assert.deepEqual([chat.counter, person.counter], [100, 119]);
  });

  it('moves the own mark with an own message', async () => {
    await fill('chat97', 2);
    const sent = await result<number>(portal, 'im.message.add', { DIALOG_ID: 'chat97', MESSAGE: 'mine' });
    const dialog = await result<Record<string, unknown>>(portal, 'im.dialog.get', { DIALOG_ID: 'chat97' });
    assert.deepEqual([dialog['last_id'], dialog['counter'], dialog['unread_id']], [sent, 0, 0]);
  });

  it('sets everything from a message on unread', async () => {
    const [, second] = await fill('chat97', 3);
    await result(portal, 'im.dialog.read', { DIALOG_ID: 'chat97' });
    assert.equal(await result(portal, 'im.dialog.unread', { DIALOG_ID: 'chat97', MESSAGE_ID: second }), true);
    const dialog = await result<Record<string, unknown>>(portal, 'im.dialog.get', { DIALOG_ID: 'chat97' });
    assert.deepEqual([dialog['counter'], dialog['unread_id']], [2, second]);
    assert.equal(await failure(portal, 'im.dialog.unread', { DIALOG_ID: 'x' }), '400 MESSAGE_ID_ERROR');
    assert.equal(
      await failure(portal, 'im.dialog.unread', { DIALOG_ID: 'x', MESSAGE_ID: 5 }),
      '400 DIALOG_ID_EMPTY',
    );
  });

  it('keeps the manual mark apart from the counter', async () => {
    await fill('chat97', 1);
    await result(portal, 'im.dialog.read.all');
    assert.equal(await result(portal, 'im.recent.unread', { DIALOG_ID: 'chat97' }), true);
    const counters = await result<Counters>(portal, 'im.counters.get');
    assert.deepEqual([counters['CHAT'], counters['CHAT_UNREAD']], [[], { '97': 97 }]);
    assert.equal(await result(portal, 'im.recent.unread', { DIALOG_ID: 'chat97', ACTION: 'N' }), true);
    assert.deepEqual((await result<Counters>(portal, 'im.counters.get'))['CHAT_UNREAD'], []);
    assert.equal(await result(portal, 'im.recent.unread', { DIALOG_ID: 'chat123456' }), false);
  });

  it('counts in maps with string keys, [] when empty, muted chats apart', async () => {
    await fill('chat97', 2);
    await fill('chat99', 3);
    await fill(ids.me, 4);
    await result(portal, 'im.chat.mute', { CHAT_ID: ids.channel });
    const counters = await result<Counters>(portal, 'im.counters.get');
    assert.deepEqual(counters['CHAT'], { '97': 2 });
    assert.deepEqual(counters['CHAT_MUTED'], { '99': 3 });
    assert.deepEqual(counters['DIALOG'], { '7': 4 });
    assert.deepEqual(counters['LINES'], []);
    assert.deepEqual(counters['CHANNEL_COMMENT'], []);
    assert.deepEqual([counters.TYPE['ALL'], counters.TYPE['CHAT'], counters.TYPE['DIALOG']], [6, 2, 4]);
    const camel = await result<Record<string, unknown>>(portal, 'im.counters.get', { JSON: 'Y' });
    assert.deepEqual(camel['chatMuted'], { '99': 3 });
    assert.ok(
      'CHAT' in (await result<Counters>(portal, 'im.counters.get', { json: 'Y' })),
      'JSON is read exactly',
    );
  });

  it('shows the others what has been read', async () => {
    const sent = await result<number>(portal, 'im.message.add', { DIALOG_ID: 7, MESSAGE: 'seen?' });
    const views = async (): Promise<unknown[]> => {
      const dialog = await result<{
        readed_list?: Record<string, unknown>[];
        last_message_views?: Record<string, unknown>;
      }>(portal, 'im.dialog.get', { DIALOG_ID: 7 });
      return [dialog['readed_list']?.[0]?.['message_id'], dialog['last_message_views']?.['first_viewers']];
    };
    assert.deepEqual(await views(), [0, []]);
    await portal.as(ids.tai).read(ids.me);
    const [readId, viewers] = await views();
    assert.equal(readId, sent);
    assert.equal((viewers as { user_id: number }[])[0]?.user_id, ids.tai);
  });
});
