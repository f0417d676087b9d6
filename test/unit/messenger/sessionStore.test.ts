import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { Account } from '../../../src/messenger/account.ts';
import type { Session } from '../../../src/messenger/session.ts';
import { Gate } from '../../portal/faults.ts';
import type { Portal } from '../../portal/portal.ts';
import { ids, startFixture } from '../../portal/portalFixture.ts';
import { callsOf, makeSession, problemOf, untilAllSent, writeInVain } from './sessionFixture.ts';
import { LateSecretStore } from './memoryPorts.ts';
import { type Computer, makeComputer, openWindow, signInWith, type Window } from './windowFixture.ts';

const GROUP = `chat${ids.group}`;
const NEW_CODE = 'anothercode12345';
const INDEX = 'bitrix24.currentAccount';

describe('messenger: who is signed in', () => {
  let portal: Portal;
  let computer: Computer;
  const windows: Window[] = [];

  beforeEach(async () => {
    ({ portal } = await startFixture());
    computer = makeComputer();
  });

  afterEach(async () => {
    for (const window of windows.splice(0)) window.dispose();
    await portal.stop();
  });

  function open(create?: (account: Account) => Promise<Session>): Window {
    const window = openWindow(portal, computer, create);
    windows.push(window);
    return window;
  }

  /** How many are signed in, at every change. */
  function countsOf(window: Window): number[] {
    const counts: number[] = [];
    window.sessions.onDidChange(() => counts.push(window.sessions.all.length));
    return counts;
  }

  async function signOut(window: Window): Promise<void> {
    await window.sessions.signOut(window.sessions.require().account.id);
  }

  function entriesOf(...sessions: readonly Session[]): readonly string[] {
    return [...sessions.map(({ account }) => `bitrix24.account.${account.id}`), INDEX].sort();
  }

  function secretKeys(): readonly string[] {
    return [...computer.secrets.entries.keys()].sort();
  }

  it('is nobody on a new computer', async () => {
    const window = open();
    const counts = countsOf(window);
    assert.equal(window.sessions.isKnown, false);
    assert.deepEqual(await window.sessions.restore(), []);
    assert.deepEqual(await window.sessions.restore(), []);
    assert.equal(window.sessions.isKnown, true);
    assert.deepEqual(counts, [0]);
    assert.throws(() => window.sessions.require(), { problem: { kind: 'signedOut' } });
  });

  it('is remembered by the next window, without asking the portal again who it is', async () => {
    const session = await signInWith(open(), portal.webhookUrl());
    portal.clearCalls();
    const next = open();
    await next.sessions.restore();
    assert.deepEqual(next.sessions.require().account, session.account);
    assert.deepEqual(callsOf(portal, 'profile'), []);
  });

  it('is the same in all windows: they follow a sign-in and a sign-out', async () => {
    const [one, other] = [open(), open()];
    await other.sessions.restore();
    const counts = countsOf(other);
    await signInWith(one, portal.webhookUrl());
    await other.sessions.restore();
    assert.equal(other.sessions.require().account.id, one.sessions.require().account.id);
    await signOut(other);
    assert.deepEqual(await one.sessions.restore(), []);
    assert.deepEqual(counts, [1, 0]);
  });

  it('removes the files of the account that signs out, and of no other', async () => {
    const window = open();
    const { account } = await signInWith(window, portal.webhookUrl());
    await computer.folder.subfolder(account.id).subfolder('outbox').write('waiting.json', '{}');
    await computer.folder.subfolder('another').write('kept.json', '{}');
    await signOut(window);

    assert.equal(
      await computer.folder.subfolder(account.id).subfolder('outbox').read('waiting.json'),
      undefined,
    );
    assert.equal(await computer.folder.subfolder('another').read('kept.json'), '{}');
  });

  it('leaves nothing behind at sign-out, not even what another window writes late', async () => {
    const [one, other] = [open(), open()];
    const session = await signInWith(one, portal.webhookUrl());
    await other.sessions.restore();
    const late = other.sessions.require();
    session.drafts.set(GROUP, 'half a sentence');
    await session.drafts.flush();
    const fault = portal.faults.add('*', { kind: 'drop', when: 'before' }, Infinity);
    await writeInVain(session, { to: GROUP, text: 'unsent' });
    fault.dispose();
    const files = join(computer.folder.path, session.account.id);
    assert.ok(existsSync(join(files, 'drafts')));
    const signingOut = signOut(one);
    late.drafts.set('7', 'written meanwhile');
    await signingOut;
    await other.sessions.restore();
    late.drafts.set('7', 'written after it');
    session.drafts.set('7', 'and by the page of a panel that closes');
    assert.deepEqual([secretKeys(), computer.state.keys], [[], []]);
    assert.ok(!existsSync(files));
  });

  it('cleans up behind itself what it wrote before it heard of a sign-out elsewhere', async () => {
    const late = new LateSecretStore(computer.secrets);
    const other = openWindow(portal, { ...computer, secrets: late });
    windows.push(other);
    const one = open();
    await signInWith(one, portal.webhookUrl());
    await other.sessions.restore();
    await signOut(one);
    const { account, drafts } = other.sessions.require();
    drafts.set(GROUP, 'not yet heard of it');
    await drafts.flush();
    const files = join(computer.folder.path, account.id);
    assert.ok(existsSync(files));
    late.catchUp();
    await other.sessions.restore();
    assert.deepEqual([other.sessions.all, existsSync(files)], [[], false]);
  });

  it('lets the same person’s drafts and unsent messages stay when the code is renewed', async () => {
    const window = open();
    const before = await signInWith(window, portal.webhookUrl());
    before.drafts.set(GROUP, 'half a sentence');
    portal.faults.add('im.message.add', { kind: 'error', status: 401, error: 'INVALID_CREDENTIALS' });
    await writeInVain(before, { to: GROUP, text: 'unsent' });
    portal.world.credentials.addWebhook({ userId: ids.me, code: NEW_CODE, scopes: ['im'] });
    const after = await signInWith(window, `${portal.url}/rest/${ids.me}/${NEW_CODE}/`);
    assert.notEqual(after, before);
    assert.equal(after.account.id, before.account.id);
    assert.deepEqual(after.account.credential, { kind: 'webhook', code: NEW_CODE });
    await after.drafts.read(GROUP);
    assert.equal(after.drafts.get(GROUP), 'half a sentence');
    await after.startSending();
    await untilAllSent(after);
    assert.equal(portal.world.chat(ids.group).messages.at(-1)?.text, 'unsent');
  });

  it('gives nobody the former session while the next one is made', async () => {
    const gate = new Gate();
    const window = open(async (account) => {
      const { credential } = account;
      if (credential.kind === 'webhook' && credential.code === NEW_CODE) await gate.pass();
      return makeSession(portal, { account, state: computer.state }).session;
    });
    const before = await signInWith(window, portal.webhookUrl());
    portal.world.credentials.addWebhook({ userId: ids.me, code: NEW_CODE, scopes: ['im'] });
    const signingIn = signInWith(window, `${portal.url}/rest/${ids.me}/${NEW_CODE}/`);
    await gate.reached;
    assert.throws(() => window.sessions.require(), { problem: { kind: 'signedOut' } });
    assert.equal(window.sessions.has(before), false);
    gate.open();
    assert.equal(await signingIn, window.sessions.require());
  });

  it('is nobody after a sign-out that was asked for while somebody signed in', async () => {
    const gate = new Gate();
    let accountId = '';
    const window = open(async (account) => {
      accountId = account.id;
      await gate.pass();
      return makeSession(portal, { account, state: computer.state }).session;
    });
    const signingIn = signInWith(window, portal.webhookUrl());
    await gate.reached;
    const signingOut = window.sessions.signOut(accountId);
    assert.throws(() => window.sessions.require());
    gate.open();
    const session = await signingIn;
    await signingOut;
    assert.deepEqual(window.sessions.all, []);
    assert.deepEqual(secretKeys(), []);
    assert.deepEqual(await problemOf(session.send({ ...content }, { keepFailed: true })), {
      kind: 'signedOut',
    });
  });

  it('is nobody, and says so, when a stored account cannot be read; what it has on disk stays', async () => {
    const first = openWindow(portal, computer);
    const signedIn = await signInWith(first, portal.webhookUrl());
    signedIn.drafts.set(GROUP, 'half a sentence');
    first.dispose();
    await first.sessions.closed;
    const key = `bitrix24.account.${signedIn.account.id}`;
    const good = computer.secrets.entries.get(key) ?? '';
    const newer = JSON.stringify({ ...(JSON.parse(good) as object), version: 2 });
    const foreign = good.replace(signedIn.account.id, crypto.randomUUID());
    for (const damaged of ['', '{', 'null', '{"version":1}', newer, foreign]) {
      computer.secrets.entries.set(key, damaged);
      const window = openWindow(portal, computer);
      assert.deepEqual(await window.sessions.restore(), [], damaged);
      window.dispose();
    }
    const drafts = computer.folder.subfolder(signedIn.account.id).subfolder('drafts');
    assert.match((await drafts.read(`${GROUP}.json`)) ?? '', /half a sentence/);
    const lines = computer.logger.lines.filter((line) => line.level === 'warn');
    assert.equal(lines.length, 6);
    // Signing in again leaves no trace of the damaged one.
    const window = open();
    const session = await signInWith(window, portal.webhookUrl());
    assert.deepEqual(secretKeys(), entriesOf(session));
    assert.deepEqual(computer.state.keys, []);
  });

  it('is nobody when the keyring does not open, and is found when it does', async () => {
    await signInWith(open(), portal.webhookUrl());
    const window = open();
    computer.secrets.isLocked = true;
    await assert.rejects(window.sessions.restore(), /locked/);
    assert.deepEqual([window.sessions.all, window.sessions.isKnown], [[], true]);
    computer.secrets.isLocked = false;
    assert.equal((await window.sessions.restore()).length, 1);
  });

  it('stays who it was when the keyring refuses the new one, and keeps no secret that nothing names', async () => {
    const window = open();
    const before = await signInWith(window, portal.webhookUrl());
    const keys = secretKeys();
    computer.secrets.failing.add(INDEX);
    await assert.rejects(signInWith(window, portal.webhookUrl(ids.guest)), /locked/);
    assert.equal(window.sessions.require(), before);
    assert.deepEqual(secretKeys(), keys);
    await assert.rejects(signOut(window), /locked/);
    assert.equal(window.sessions.require(), before);
    computer.secrets.failing.clear();
    await signOut(window);
    assert.deepEqual(secretKeys(), []);
  });

  it('is nobody when the session cannot be made, until it can', async () => {
    let isBroken = true;
    const window = open(async (account) => {
      if (isBroken) throw new Error('no such module');
      return makeSession(portal, { account, state: computer.state }).session;
    });
    await assert.rejects(signInWith(window, portal.webhookUrl()), /no such module/);
    assert.deepEqual(window.sessions.all, []);
    isBroken = false;
    assert.equal((await window.sessions.restore()).length, 1);
  });

  it('leaves no session running in a window that closes while one is made', async () => {
    const gate = new Gate();
    const made: Session[] = [];
    const window = open(async (account) => {
      await gate.pass();
      const { session } = makeSession(portal, { account, state: computer.state });
      made.push(session);
      return session;
    });
    const signingIn = signInWith(window, portal.webhookUrl());
    await gate.reached;
    portal.clearCalls();
    window.sessions.dispose();
    gate.open();
    assert.deepEqual(await problemOf(signingIn), { kind: 'signedOut' });
    assert.deepEqual(await problemOf(window.sessions.restore()), { kind: 'signedOut' });
    assert.equal(made.length, 1);
    await assert.rejects(made[0]?.refresh() ?? Promise.resolve(), { code: 'ABORTED' });
    assert.deepEqual(portal.calls, []);
  });

  it('ends what is on its way at sign-out, and nothing of it stays on disk', async () => {
    const window = open();
    const session = await signInWith(window, portal.webhookUrl());
    const gate = portal.faults.hold('im.message.add');
    const sending = await session.send({ ...content, text: 'on its way' }, { keepFailed: true });
    const waiting = session.send({ ...content, text: 'behind it' }, { keepFailed: true });
    await gate.reached;
    const { stored } = await waiting;
    await signOut(window);
    gate.open();
    assert.deepEqual(await problemOf(sending.stored), { kind: 'signedOut' });
    assert.deepEqual(await problemOf(stored), { kind: 'signedOut' });
    assert.deepEqual([secretKeys(), computer.state.keys], [[], []]);
  });
});

const content = {
  kind: 'message' as const,
  dialogId: GROUP,
  text: 'hello',
  attach: undefined,
  keyboard: undefined,
  menu: undefined,
  isSystem: false,
  urlPreview: undefined,
  replyTo: undefined,
};
