import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { decodeCounters, countersCommand } from '../../../../src/bitrix24/api/countersApi.ts';
import {
  decodeMessages,
  messageAddCommand,
  messagesCommand,
} from '../../../../src/bitrix24/api/messagesApi.ts';
import { decodeRecentPage, recentListCommand } from '../../../../src/bitrix24/api/recentApi.ts';
import type { Fault } from '../../../portal/faults.ts';
import type { Features } from '../../../portal/methods/call.ts';
import { startPortal, type Portal, type PortalOptions } from '../../../portal/portal.ts';
import { ids, startFixture } from '../../../portal/portalFixture.ts';
import { paperSeed } from '../../../portal/seeds/paper.ts';
import { connect, type PortalHarness } from './portalHarness.ts';

const uuid = '0c3c5ad6-a1b8-4d4d-9234-f137ef862a77';

describe('the portal client at the simulated portal', () => {
  let portal: Portal;
  let here: PortalHarness;

  afterEach(async () => {
    here.client.dispose();
    await portal.stop();
  });

  async function startPaper(options: Partial<PortalOptions> = {}): Promise<void> {
    portal = await startPortal({ seed: paperSeed, ...options });
    here = connect(portal);
  }

  /** `read` messages of Linh, then `unread` ones of Tài, in the group. */
  async function startGroup(
    read: number,
    unread: number,
    features: Partial<Features> = {},
  ): Promise<readonly number[]> {
    const posted: number[] = [];
    ({ portal } = await startFixture({ features }, (world) => {
      for (let n = 0; n < read; n++)
        posted.push(world.post({ chat: ids.group, author: ids.linh, text: `old ${n}` }).id);
      world.readAll(ids.me, ids.group);
      for (let n = 0; n < unread; n++)
        posted.push(world.post({ chat: ids.group, author: ids.tai, text: `new ${n}` }).id);
    }));
    here = connect(portal);
    return posted;
  }

  describe('signing in', () => {
    it('learns who it is and what it may, in one request', async () => {
      await startPaper();
      assert.deepEqual(await here.account.probe(), {
        userId: 1,
        userName: 'Trung Nguyễn',
        isAdmin: true,
        scopes: ['im', 'user', 'disk', 'department'],
        areScopesKnown: true,
      });
      assert.equal(portal.calls.filter((call) => call.batch === undefined).length, 1);
    });

    it('fails on a revoked webhook', async () => {
      await startPaper();
      portal.revokeWebhook();
      await assert.rejects(here.account.probe(), { kind: 'auth' });
    });

    it('fails on a plan without REST', async () => {
      await startPaper();
      portal.faults.add('batch', { kind: 'noPlan' });
      await assert.rejects(here.account.probe(), { kind: 'plan' });
    });

    it('works below a sub-path', async () => {
      await startPaper({ basePath: '/crm' });
      assert.equal((await here.account.probe()).userId, 1);
    });
  });

  describe('the instruction’s exchanges', () => {
    it('work literally', async () => {
      await startPaper();
      const sentId = await here.messages.send({ dialogId: '7', text: 'Hello Tài', uuid });
      assert.ok(sentId > 841);

      const { page, users } = await here.messages.newest('chat97', 50);
      const message = page.messages.find(({ id }) => id === 841);
      assert.deepEqual([message?.authorId, message?.text, message?.isUnread], [7, 'Hello Trung', true]);
      assert.deepEqual(
        users.map((user) => user.name),
        ['Tài Lê'],
      );
      assert.deepEqual(await here.dialogs.read('chat97', 841), {
        dialogId: 'chat97',
        chatId: 97,
        lastId: 841,
        counter: 0,
      });
      assert.equal(await here.dialogs.read('chat97', 841), undefined);
      assert.deepEqual(
        here.logger.lines.filter((line) => line.level === 'warn'),
        [],
      );
    });
  });

  describe('the list', () => {
    it('comes with counts and the newest messages, all in one request', async () => {
      await startPaper();
      const page = { offset: 0, limit: 50 };
      const context = { ownUserId: 1, logger: here.logger };
      const answer = await here.client.batch({
        counters: countersCommand(),
        recents: recentListCommand(page),
        messages: messagesCommand('chat97', { kind: 'after', id: 0 }, 50),
      });
      assert.ok(answer.counters.ok && answer.recents.ok && answer.messages.ok);

      const { dialogs, users } = decodeRecentPage(answer.recents.result, page, context);
      assert.deepEqual(
        dialogs.map(({ id, kind, title, unread }) => ({ id, kind, title, unread })),
        [
          { id: 'chat97', kind: 'chat', title: 'Trung, Tài', unread: 1 },
          { id: '7', kind: 'person', title: 'Tài Lê', unread: 0 },
        ],
      );
      assert.equal(dialogs[0]?.lastMessage?.text, 'Hello Trung');
      assert.equal(dialogs[0].lastMessage.authorName, 'Tài Lê');
      assert.ok(users.some((user) => user.id === 7));
      assert.equal(decodeCounters(answer.counters.result).byDialog.get('chat97'), 1);
      assert.ok(
        decodeMessages(answer.messages.result, 50, context).page.messages.some(({ id }) => id === 841),
      );
      assert.equal(portal.calls.filter((call) => call.batch === undefined).length, 1);
    });

    it('is complete after all its pages, whatever they skip', async () => {
      ({ portal } = await startFixture({}, (world) => {
        for (let id = 1_000; id < 1_060; id++) {
          world.addChat({ id, title: `Chat ${id}`, owner: ids.tai, members: [ids.me] });
          world.post({ chat: id, author: ids.tai, text: 'x' });
        }
      }));
      here = connect(portal);
      const found = new Set<string>();
      let offset = 0;
      for (let isMore = true; isMore;) {
        const page = await here.recents({ offset, limit: 25 });
        for (const dialog of page.dialogs) found.add(dialog.id);
        [offset, isMore] = [page.nextOffset, page.hasMore];
      }
      for (let id = 1_000; id < 1_060; id++) assert.ok(found.has(`chat${id}`));
      assert.ok(offset <= 125);
    });
  });

  describe('a dialog', () => {
    it('says what it is and how far others have read', async () => {
      const posted = await startGroup(3, 2);
      await portal.as(ids.linh).read('chat97');
      const details = await here.dialogs.get('chat97');
      assert.deepEqual(
        [
          details.chatId,
          details.title,
          details.unread,
          details.lastReadId,
          details.lastMessageId,
          details.memberCount,
        ],
        [97, 'Release', 2, posted[2], posted[4], 4],
      );
      assert.equal(details.readBy.find((mark) => mark.userId === ids.linh)?.messageId, posted[4]);
    });

    it('of others is refused', async () => {
      await startGroup(1, 0);
      await assert.rejects(here.dialogs.get('chat98'), {
        kind: 'rejected',
        code: 'ACCESS_ERROR',
        outcome: 'rejected',
      });
    });
  });

  describe('messages', () => {
    it('give the newest page although more are unread than fit', async () => {
      const posted = await startGroup(80, 137);
      const { page } = await here.messages.newest('chat97', 50);
      assert.deepEqual(
        page.messages.map(({ id }) => id),
        posted.slice(-50),
      );
      assert.equal(portal.calls.length, 2, 'one more look: a page of the oldest unread ones looks the same');
    });

    for (const [read, unread] of [
      [80, 137],
      [0, 137],
      [80, 20],
      [5, 0],
      [0, 0],
    ] as const) {
      it(`give it on a portal that takes LAST_ID 0 for none (${read} read, ${unread} unread)`, async () => {
        const posted = await startGroup(read, unread, { lastIdZero: false });
        const { page } = await here.messages.newest('chat97', 50);
        const shown = page.messages.map(({ id }) => id).filter((id) => posted.includes(id));
        assert.deepEqual(shown.slice(-50), posted.slice(-50));
      });
    }

    it('page back to the beginning and forth to the end', async () => {
      const posted = await startGroup(120, 0);
      const back: number[] = [];
      for (let oldest = (posted.at(-1) ?? 0) + 1, isLast = false; !isLast;) {
        const { page } = await here.messages.before('chat97', oldest, 50);
        back.unshift(...page.messages.map(({ id }) => id));
        [oldest, isLast] = [page.messages[0]?.id ?? 0, page.isLast];
      }
      assert.deepEqual(
        back.filter((id) => posted.includes(id)),
        posted,
      );
      const forth = await here.messages.after('chat97', posted[99] ?? 0, 50);
      assert.deepEqual(
        forth.page.messages.map(({ id }) => id),
        posted.slice(100),
      );
      assert.equal(forth.page.isLast, true);
    });

    it('keep any script, and know a deleted one', async () => {
      await startGroup(1, 0);
      const text = 'Xin chào, привет, مرحبا, 👋🏽\n[b]bold[/b] & <tag> ?a=1+1';
      const id = await portal.as(ids.tai).post('chat97', text);
      const gone = await portal.as(ids.tai).post('chat97', 'gone');
      await portal.as(ids.tai).delete(gone);
      const { page } = await here.messages.after('chat97', id - 1, 50);
      assert.deepEqual(
        page.messages.map((message) => [message.id, message.isDeleted]),
        [
          [id, false],
          [gone, true],
        ],
      );
      assert.equal(page.messages[0]?.text, text);
    });
  });

  describe('sending', () => {
    it('again with the same uuid gives the first id and stores nothing more', async () => {
      await startGroup(1, 0);
      const message = { dialogId: 'chat97', text: 'once', uuid };
      const first = await here.messages.send(message);
      assert.equal(await here.messages.send({ ...message, uuid: uuid.toUpperCase() }), first);
      const { page } = await here.messages.newest('chat97', 50);
      assert.equal(page.messages.filter(({ text }) => text === 'once').length, 1);
      assert.equal(page.messages.at(-1)?.uuid, uuid);
    });

    it('carries attach, keyboard, reply and the rest, as a call and in a batch', async () => {
      await startGroup(1, 0);
      const [replyTo] = (await here.messages.newest('chat97', 1)).page.messages;
      const message = {
        dialogId: 'chat97',
        text: 'Build & deploy',
        attach: {
          BLOCKS: [{ MESSAGE: '[b]ok[/b]' }, { LINK: { LINK: 'https://example.com/?a=1&b=2', NAME: 'Log' } }],
        },
        keyboard: [{ TEXT: 'Open', LINK: 'https://example.com/' }],
        replyTo: replyTo?.id,
        urlPreview: false,
        uuid,
      };
      const id = await here.messages.send(message);
      const command = messageAddCommand({ ...message, uuid: 'b2e826ad-dd18-4ab5-b76c-4084e106ee28' });
      const { send } = await here.client.batch({ send: command });
      assert.ok(send.ok);
      const { page } = await here.messages.after('chat97', id - 1, 10);
      assert.equal(page.messages.length, 2);
      const [called, batched] = page.messages;
      assert.equal(called?.attach.length, 1);
      assert.equal(called.keyboard.length, 1);
      assert.deepEqual(batched?.attach.map(withoutId), called.attach.map(withoutId));
      assert.deepEqual(batched?.keyboard, called.keyboard);
    });

    const faults: readonly Fault[] = [
      { kind: 'drop', when: 'after' },
      { kind: 'gateway', when: 'after', status: 502 },
      { kind: 'cutJson' },
      { kind: 'serverError' },
    ];
    for (const fault of faults) {
      it(`leaves one copy and says that it does not know, after ${fault.kind}`, async () => {
        await startGroup(1, 0);
        portal.faults.add('im.message.add', fault);
        await assert.rejects(here.messages.send({ dialogId: 'chat97', text: 'x1', uuid }), {
          outcome: 'unknown',
        });
        const { page } = await here.messages.newest('chat97', 50);
        assert.equal(page.messages.filter((message) => message.uuid === uuid).length, 1);
      });
    }

    it('gets through a full bucket, once', async () => {
      await startGroup(1, 0);
      portal.faults.add('im.message.add', { kind: 'queryLimit' }, 2);
      await here.messages.send({ dialogId: 'chat97', text: 'x2', uuid }, { lane: 'person' });
      assert.equal(
        portal.calls.filter((call) => call.method === 'im.message.add' && call.status === 200).length,
        1,
      );
    });

    it('says until when the method is blocked', async () => {
      await startGroup(1, 0);
      const resetAtSeconds = here.clock.now() / 1000 + 200;
      portal.faults.add('im.message.add', { kind: 'operatingLimit', resetAtSeconds });
      await assert.rejects(here.messages.send({ dialogId: 'chat97', text: 'x3', uuid }), {
        kind: 'budget',
        outcome: 'not-executed',
        retryAt: resetAtSeconds * 1000,
      });
    });

    it('to a captive portal or a portal that moved sends nothing', async () => {
      await startGroup(1, 0);
      portal.faults.add('im.message.add', { kind: 'captivePortal' });
      portal.faults.add('im.message.add', { kind: 'moved', origin: 'https://renamed.example' });
      const message = { dialogId: 'chat97', text: 'x4', uuid };
      await assert.rejects(here.messages.send(message), { kind: 'malformed', outcome: 'unknown' });
      await assert.rejects(here.messages.send(message), {
        kind: 'moved',
        movedTo: 'https://renamed.example',
      });
      const { page } = await here.messages.newest('chat97', 50);
      assert.ok(page.messages.every(({ text }) => text !== 'x4'));
    });
  });

  describe('people', () => {
    it('are found by name and by id', async () => {
      await startGroup(1, 0);
      const [found] = await here.search.users('Tài');
      assert.equal(found?.id, ids.tai);
      const users = await here.users.list([ids.tai, ids.gone, 99_999]);
      assert.deepEqual(
        users.map((user) => [user.id, user.isActive]),
        [
          [ids.tai, true],
          [ids.gone, false],
        ],
      );
      const [chat] = await here.search.chats('Rele');
      assert.deepEqual([chat?.id, chat?.title, chat?.memberCount], ['chat97', 'Release', 4]);
    });
  });

  describe('unread marks', () => {
    it('go up and down', async () => {
      const posted = await startGroup(3, 0);
      await here.dialogs.unread('chat97', posted[1] ?? 0);
      assert.equal((await here.counters()).byDialog.get('chat97'), 2);
      await here.dialogs.readAll();
      assert.equal((await here.counters()).byDialog.size, 0);
    });
  });
});

/** The portal numbers attaches anew. */
function withoutId(attach: unknown): unknown {
  return { ...(attach as Record<string, unknown>), ID: undefined };
}
