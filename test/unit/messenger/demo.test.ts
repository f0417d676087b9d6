import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { AccountStore } from '../../../src/messenger/accountStore.ts';
import { AccountsWithDemo } from '../../../src/messenger/demo/accountsWithDemo.ts';
import { demoAccount } from '../../../src/messenger/demo/demoAccount.ts';
import { createDemoClient } from '../../../src/messenger/demo/demoClient.ts';
import { DemoFolder } from '../../../src/messenger/demo/demoFolder.ts';
import { DemoPortal } from '../../../src/messenger/demo/demoPortal.ts';
import type { DemoStory } from '../../../src/messenger/demo/demoStory.ts';
import { leadsAlone } from '../../../src/messenger/leadership.ts';
import { textContent } from '../../../src/messenger/outgoing.ts';
import { Portal } from '../../../src/messenger/portal.ts';
import { Session } from '../../../src/messenger/session.ts';
import { SessionStore } from '../../../src/messenger/sessionStore.ts';
import { ids, startFixture } from '../../portal/portalFixture.ts';
import { ManualClock } from '../manualClock.ts';
import { SilentLogger } from '../silentLogger.ts';
import { temporaryFolder } from '../temporaryFolder.ts';
import { MemorySecretStore, MemoryStateStore } from './memoryPorts.ts';
import { check } from './windowFixture.ts';
import { openVisible, webhookOf } from './sessionFixture.ts';

const GUIDE = 'chat1';
const MAYA = '4';

const story: DemoStory = {
  people: [
    { id: 1, name: 'You', position: '', color: '#1eb4aa' },
    { id: 4, name: 'Maya', position: 'Designer', color: '#4ba5fb' },
  ],
  dialogs: [
    {
      id: GUIDE,
      title: 'Start here',
      isPinned: true,
      unread: 1,
      memberIds: [1, 4],
      messages: [
        { authorId: 4, text: 'This is a demo', minutesAgo: 9 },
        { authorId: 4, text: '[B]Write[/B]', minutesAgo: 8 },
      ],
    },
    {
      id: MAYA,
      title: 'Maya',
      isPinned: false,
      unread: 0,
      memberIds: [4, 1],
      messages: [{ authorId: 1, text: 'hi', minutesAgo: 2 }],
    },
  ],
  answers: ['Got it', 'Seen'],
};

describe('messenger: the demo', () => {
  let clock: ManualClock;
  let logger: SilentLogger;
  let session: Session;

  function makeDemo(account = demoAccount(1, 'You')): Session {
    const client = createDemoClient(new DemoPortal(story, clock));
    const ports = {
      clock,
      logger,
      state: new MemoryStateStore(),
      folder: new DemoFolder(),
      leadership: leadsAlone,
    };
    return new Session(account, new Portal(client, 1, logger), ports);
  }

  beforeEach(() => {
    clock = new ManualClock({ skipUpToMs: 500 });
    logger = new SilentLogger();
    session = makeDemo();
    session.setWindowFocused(false);
    session.setListVisible(false);
  });
  afterEach(() => session.dispose());

  it('shows its dialogs, with what is unread', async () => {
    await session.refresh();
    assert.deepEqual(
      session.dialogs.dialogs.map(({ id, title, unread, isPinned }) => [id, title, unread, isPinned]),
      [
        [GUIDE, 'Start here', 1, true],
        [MAYA, 'Maya', 0, false],
      ],
    );
    assert.equal(session.dialogs.total, 1);
  });

  it('takes a message, once, and somebody answers after a moment', async () => {
    await session.refresh();
    const thread = await openVisible(session, MAYA);
    const { stored } = await session.send(textContent(MAYA, 'Hello'), { keepFailed: true });
    assert.equal(typeof (await stored), 'number');
    clock.advance(2_000);
    await session.refresh();
    assert.deepEqual(
      thread.timeline.messages.map(({ authorId, text }) => [authorId, text]),
      [
        [1, 'hi'],
        [1, 'Hello'],
        [4, 'Got it'],
      ],
    );
  });

  it('notifies of an answer that nobody looks at', async () => {
    session.setWindowFocused(true);
    session.inbox.start();
    await session.refresh();
    const told: string[] = [];
    session.inbox.notifier.onDidTell(({ items }) => told.push(...items.map(({ dialogId }) => dialogId)));
    const { stored } = await session.send(textContent(MAYA, 'Hello'), { keepFailed: true });
    await stored;
    clock.advance(2_000);
    await session.refresh();
    clock.advance(1_000);
    while (!session.inbox.notifier.isIdle) await new Promise(setImmediate);
    assert.deepEqual(told, [MAYA]);
  });

  it('lets everything be done that it shows: read, like, edit, delete, pin, mute, find', async () => {
    await session.refresh();
    const thread = await openVisible(session, GUIDE);
    const [first] = thread.timeline.messages;
    assert.ok(first);
    await session.actions.like(GUIDE, first.id, true);
    await session.marks.pin(GUIDE, false);
    await session.marks.mute(GUIDE, true);
    await session.portal.dialogApi.read(GUIDE);
    await session.refresh();
    const dialog = session.dialogs.get(GUIDE);
    assert.deepEqual([dialog?.unread, dialog?.isPinned, dialog?.isMuted], [0, false, true]);
    const found = await session.portal.search.find(['may'], new AbortController().signal);
    assert.deepEqual(
      found.dialogs.map(({ dialogId }) => dialogId),
      [MAYA],
    );
    assert.deepEqual(
      logger.lines.filter(({ level }) => level === 'warn' || level === 'error'),
      [],
    );
  });

  it('is an account of this window alone: nothing is kept, and it goes when somebody signs in', async () => {
    const { portal } = await startFixture();
    const secrets = new MemorySecretStore();
    const state = new MemoryStateStore();
    const stored = new AccountStore(secrets, logger);
    const accounts = new AccountsWithDemo(stored);
    const folder = temporaryFolder();
    const sessions = new SessionStore(accounts, state, folder, async (account) => makeDemo(account));
    try {
      const demo = await sessions.signIn(demoAccount(1, 'You'));
      assert.deepEqual([sessions.default, accounts.demo?.id], [demo, demo.account.id]);
      await demo.send(textContent(MAYA, 'Hello'), { keepFailed: true });
      assert.deepEqual([[...secrets.entries], state.keys, await folder.list()], [[], [], []]);
      // Another window knows nothing of it.
      assert.deepEqual((await stored.load()).ids, []);

      const { account } = await check(webhookOf(portal, ids.me), logger);
      await sessions.signIn(account);
      assert.deepEqual(
        sessions.all.map((each) => each.account.id),
        [account.id, demo.account.id],
      );
      assert.equal(sessions.default?.account.id, account.id);
      await sessions.signOut(demo.account.id);
      assert.deepEqual([accounts.demo, sessions.all.length], [undefined, 1]);
    } finally {
      sessions.dispose();
      accounts.dispose();
      stored.dispose();
      await portal.stop();
    }
  });
});
