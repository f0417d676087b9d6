import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import type { Portal } from './portal.ts';
import { failure, ids, result, startFixture } from './portalFixture.ts';

type Message = Record<string, unknown> & {
  readonly id: number;
  readonly text: string;
  readonly params: unknown;
};
type History = {
  readonly chat_id: number;
  readonly messages: readonly Message[];
  readonly users: readonly { readonly id: number }[];
  readonly files: readonly Record<string, unknown>[];
};

describe('portal: reading messages', () => {
  let portal: Portal;
  let sent: readonly number[];

  afterEach(() => portal.stop());

  /** `read` messages of Linh, then `unread` ones of Tài. */
  async function start(read: number, unread: number, options = {}): Promise<void> {
    ({ portal } = await startFixture(options, (world) => {
      const all: number[] = [];
      for (let n = 0; n < read; n += 1) {
        all.push(world.post({ chat: ids.group, author: ids.linh, text: `old ${n}` }).id);
      }
      world.readAll(ids.me, ids.group);
      for (let n = 0; n < unread; n += 1) {
        all.push(world.post({ chat: ids.group, author: ids.tai, text: `new ${n}` }).id);
      }
      sent = all;
    }));
  }

  const get = (params: Record<string, unknown> = {}): Promise<History> =>
    result(portal, 'im.dialog.messages.get', { DIALOG_ID: 'chat97', ...params });
  const idsOf = (history: History): number[] => history.messages.map((message) => message.id);
  const newestFirst = (from: number, to: number): number[] => sent.slice(from, to).toReversed();

  it('gives the newest page when all is read, 20 by default and 50 at most', async () => {
    await start(60, 0);
    assert.deepEqual(idsOf(await get()), newestFirst(40, 60));
    assert.equal((await get({ LIMIT: 100 })).messages.length, 50);
    assert.equal((await get({ LIMIT: 0 })).messages.length, 60, 'zero lifts the limit');
    assert.ok(
      sent.some((id, index) => index > 0 && id - (sent[index - 1] ?? id) > 1),
      'ids have gaps',
    );
  });

  it('pages by LAST_ID downwards and by FIRST_ID upwards', async () => {
    await start(30, 0);
    assert.deepEqual(idsOf(await get({ LAST_ID: sent[10], LIMIT: 5 })), newestFirst(5, 10));
    assert.deepEqual(idsOf(await get({ FIRST_ID: sent[10], LIMIT: 5 })), sent.slice(11, 16));
    assert.deepEqual(idsOf(await get({ FIRST_ID: 0, LIMIT: 5 })), sent.slice(0, 5));
    assert.deepEqual(idsOf(await get({ FIRST_ID: sent[2], LAST_ID: sent[20], LIMIT: 2 })), sent.slice(3, 5));
    assert.deepEqual(idsOf(await get({ LAST_ID: sent[0] })), []);
    assert.equal(
      await failure(portal, 'im.dialog.messages.get', { DIALOG_ID: 'chat97', LAST_ID: 'x' }),
      '400 LAST_ID_STRING',
    );
    assert.equal(
      await failure(portal, 'im.dialog.messages.get', { DIALOG_ID: 'chat97', FIRST_ID: 'x' }),
      '400 FIRST_ID_STRING',
    );
    assert.equal(
      await failure(portal, 'im.dialog.messages.get', { DIALOG_ID: 'chat98' }),
      '403 ACCESS_ERROR',
    );
    assert.equal(
      await failure(portal, 'im.dialog.messages.get', { DIALOG_ID: 'chat' }),
      '400 DIALOG_ID_EMPTY',
    );
  });

  it('adds read messages below few unread ones', async () => {
    await start(30, 5);
    const history = await get({ LIMIT: 10 });
    assert.deepEqual(idsOf(history), newestFirst(20, 35));
    assert.deepEqual(
      history.messages.map((message) => message['unread']),
      [...Array<boolean>(5).fill(true), ...Array<boolean>(10).fill(false)],
    );
  });

  it('starts at the oldest unread when there are more than a page, describing only those', async () => {
    await start(30, 25);
    const history = await get({ LIMIT: 10 });
    assert.deepEqual(idsOf(history), [...newestFirst(30, 40), ...newestFirst(20, 30)]);
    assert.deepEqual(
      history.users.map((user) => user.id),
      [ids.tai],
    );
  });

  it('gives exactly the newest page for LAST_ID=0, unless the portal takes it as not given', async () => {
    await start(30, 25);
    assert.deepEqual(idsOf(await get({ LIMIT: 10, LAST_ID: 0 })), newestFirst(45, 55));
    await portal.stop();
    await start(30, 25, { features: { lastIdZero: false } });
    assert.deepEqual(idsOf(await get({ LIMIT: 10, LAST_ID: 0 })).slice(0, 10), newestFirst(30, 40));
  });

  it('hides the history from members added without it', async () => {
    await start(5, 0);
    await portal
      .as(ids.tai)
      .call('im.chat.user.add', { CHAT_ID: ids.group, USERS: [ids.guest], HIDE_HISTORY: 'Y' });
    const later = await portal.as(ids.tai).post('chat97', 'welcome');
    const seen = await result<History>(portal, 'im.dialog.messages.get', { DIALOG_ID: 'chat97' }, ids.guest);
    assert.equal(seen.messages[0]?.id, later);
    assert.ok(seen.messages.every((message) => !sent.includes(message.id)));
  });

  it('wraps addresses, fills mentions, and has [] for no params', async () => {
    await start(0, 0);
    const shown = async (text: string): Promise<string> => {
      await portal.as(ids.tai).post('chat97', text);
      const [message] = (await get({ LAST_ID: 0, LIMIT: 1 })).messages;
      assert.deepEqual(message?.params, []);
      assert.deepEqual(message?.['replaces'], []);
      return message?.text ?? '';
    };
    assert.equal(await shown('see https://a.example/x?y=1.'), 'see [URL]https://a.example/x?y=1[/URL].');
    assert.equal(await shown('www.a.example'), '[URL]http://www.a.example[/URL]');
    assert.equal(await shown('mailto:a@b.example'), '[URL]mailto:a@b.example[/URL]');
    assert.equal(await shown('[url=https://a.example]a[/url]'), '[URL=https://a.example]a[/URL]');
    assert.equal(await shown('[url]https://a.example[/url]'), '[URL]https://a.example[/URL]');
    assert.equal(await shown('[code]https://a.example[/code]'), '[code]https://a.example[/code]');
    assert.equal(await shown('[USER=9][/USER] <b>&amp;'), '[USER=9 REPLACE]Linh Tran[/USER] <b>&amp;');
    assert.equal(await shown('[user=9]Linh[/user]'), '[user=9]Linh[/user]');
  });

  it('carries params, files of the chat and no reply link', async () => {
    await start(1, 0);
    const file = portal.world.addFile({
      name: 'plan.png',
      author: ids.tai,
      image: { width: 72, height: 61 },
    });
    const { id } = portal.world.post({
      chat: ids.group,
      author: ids.tai,
      text: '',
      files: [file.id],
      replyTo: sent[0] ?? 0,
      likes: [ids.linh],
    });
    const history = await get({ LAST_ID: 0, LIMIT: 1 });
    assert.equal(history.messages[0]?.text, '');
    assert.deepEqual(history.messages[0]?.params, { LIKE: [ids.linh], FILE_ID: [file.id] });
    assert.deepEqual(
      [
        history.files[0]?.['id'],
        history.files[0]?.['chatId'],
        history.files[0]?.['extension'],
        history.files[0]?.['image'],
      ],
      [file.id, ids.group, 'png', { height: 61, width: 72 }],
    );
    assert.deepEqual(
      history.users.map((user) => user.id),
      [ids.tai],
    );
    const found = await result<Record<string, Message[]>>(portal, 'im.dialog.messages.search', {
      CHAT_ID: ids.group,
      LIMIT: 1,
    });
    assert.deepEqual(
      [found['messages']?.[0]?.id, found['messages']?.[0]?.params],
      [id, { LIKE: ['9'], FILE_ID: [String(file.id)], REPLY_ID: String(sent[0]) }],
    );
    assert.equal(found['additionalMessages']?.[0]?.id, sent[0]);
    assert.deepEqual(found['reactions']?.[0]?.['reactionUsers'], { like: [ids.linh] });
  });

  it('shows empty messages as deleted, in the language of the portal', async () => {
    await start(0, 1, { language: 'vi' });
    await portal.as(ids.tai).delete(sent[0] ?? 0);
    const [message] = (await get({ LAST_ID: 0 })).messages;
    assert.deepEqual([message?.text, message?.params], ['Tin nhắn này đã bị xóa.', { IS_DELETED: 'Y' }]);
  });

  it('leaves uuids out on portals that do not show them', async () => {
    await start(0, 1, { features: { uuidShown: false } });
    assert.ok(!('uuid' in ((await get()).messages[0] ?? {})));
  });

  it('searches text from three characters on, by dates, in both orders', async () => {
    await start(12, 0);
    const search = async (params: Record<string, unknown>): Promise<number[]> =>
      idsOf(await result(portal, 'im.dialog.messages.search', { CHAT_ID: ids.group, ...params }));
    assert.deepEqual(await search({ SEARCH_MESSAGE: 'OLD 1' }), [sent[11], sent[10], sent[1]]);
    assert.equal((await search({ SEARCH_MESSAGE: '11' })).length, 12, 'too short to act');
    assert.deepEqual(await search({ ORDER: { ID: 'ASC' }, LIMIT: 2 }), sent.slice(0, 2));
    assert.deepEqual(await search({ LAST_ID: sent[2] }), newestFirst(0, 2));
    assert.deepEqual(await search({ DATE: '2026-11-20T00:00:00+01:00' }), []);
    assert.equal((await search({ DATE_FROM: '2026-11-22T00:00:00+01:00' })).length, 12);
    assert.equal(await failure(portal, 'im.dialog.messages.search'), '400 CHAT_ID_EMPTY');
    assert.equal(
      await failure(portal, 'im.dialog.messages.search', { CHAT_ID: ids.foreign }),
      '403 ACCESS_ERROR',
    );
    const around = await result<History>(portal, 'im.dialog.context.get', { MESSAGE_ID: sent[5], RANGE: 2 });
    assert.deepEqual(idsOf(around), newestFirst(3, 8));
  });
});
