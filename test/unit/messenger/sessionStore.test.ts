import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { Account } from '../../../src/messenger/account.ts';
import type { Session } from '../../../src/messenger/session.ts';
import type { SessionState } from '../../../src/messenger/sessionStore.ts';
import { Gate } from '../../portal/faults.ts';
import type { Portal } from '../../portal/portal.ts';
import { ids, startFixture } from '../../portal/portalFixture.ts';
import { callsOf, makeSession, problemOf, untilAllSent, writeInVain } from './sessionFixture.ts';
import { LateSecretStore } from './memoryPorts.ts';
import { type Computer, makeComputer, openWindow, signInWith, type Window } from './windowFixture.ts';

const GROUP = `chat${ids.group}`;
const NEW_CODE = 'anothercode12345';

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

  function kindsOf(window: Window): SessionState['kind'][] {
    const kinds: SessionState['kind'][] = [];
    window.sessions.onDidChange((state) => kinds.push(state.kind));
    return kinds;
  }

  function secretKeys(): readonly string[] {
    return [...computer.secrets.entries.keys()].sort();
  }

  it('is nobody on a new computer', async () => {
    const window = open();
    const kinds = kindsOf(window);
    assert.equal(window.sessions.current.kind, 'restoring');
    assert.equal((await window.sessions.restore()).kind, 'signedOut');
    assert.equal((await window.sessions.restore()).kind, 'signedOut');
    assert.deepEqual(kinds, ['signedOut']);
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
    const kinds = kindsOf(other);
    await signInWith(one, portal.webhookUrl());
    await other.sessions.restore();
    assert.equal(other.sessions.require().account.id, one.sessions.require().account.id);
    await other.sessions.signOut();
    await one.sessions.restore();
    assert.equal(one.sessions.current.kind, 'signedOut');
    assert.deepEqual(kinds, ['signedIn', 'signedOut']);
  });

  it('removes the files of the account that signs out, and of no other', async () => {
    const window = open();
    const { account } = await signInWith(window, portal.webhookUrl());
    await computer.folder.subfolder(account.id).subfolder('outbox').write('waiting.json', '{}');
    await computer.folder.subfolder('another').write('kept.json', '{}');
    await window.sessions.signOut();

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
    const signingOut = one.sessions.signOut();
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
    await one.sessions.signOut();
    const { account, drafts } = other.sessions.require();
    drafts.set(GROUP, 'not yet heard of it');
    await drafts.flush();
    const files = join(computer.folder.path, account.id);
    assert.ok(existsSync(files));
    late.catchUp();
    await other.sessions.restore();
    assert.deepEqual([other.sessions.current.kind, existsSync(files)], ['signedOut', false]);
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

  it('forgets the former account when another person signs in', async () => {
    const window = open();
    const before = await signInWith(window, portal.webhookUrl());
    before.drafts.set(GROUP, 'of the first person');
    const after = await signInWith(window, portal.webhookUrl(ids.guest));
    assert.equal(after.ownId, ids.guest);
    assert.ok(!existsSync(join(computer.folder.path, before.account.id)));
    assert.deepEqual(secretKeys(), [`bitrix24.account.${after.account.id}`, 'bitrix24.currentAccount']);
  });

  it('is the last one of two who sign in at once', async () => {
    const window = open();
    const [first, second] = await Promise.all([
      signInWith(window, portal.webhookUrl()),
      signInWith(window, portal.webhookUrl(ids.guest)),
    ]);
    const current = window.sessions.require();
    const replaced = current === first ? second : first;
    assert.ok(current === first || current === second);
    assert.deepEqual(await problemOf(replaced.send({ ...content }, { keepFailed: true })), {
      kind: 'signedOut',
    });
    assert.deepEqual(secretKeys(), [`bitrix24.account.${current.account.id}`, 'bitrix24.currentAccount']);
  });

  it('gives nobody the former session while the next one is made', async () => {
    const gate = new Gate();
    const window = open(async (account) => {
      if (account.userId === ids.guest) await gate.pass();
      return makeSession(portal, { account, state: computer.state }).session;
    });
    await signInWith(window, portal.webhookUrl());
    const signingIn = signInWith(window, portal.webhookUrl(ids.guest));
    await gate.reached;
    assert.throws(() => window.sessions.require(), { problem: { kind: 'signedOut' } });
    gate.open();
    assert.equal(await signingIn, window.sessions.require());
  });

  it('is nobody after a sign-out that was asked for while somebody signed in', async () => {
    const gate = new Gate();
    const window = open(async (account) => {
      await gate.pass();
      return makeSession(portal, { account, state: computer.state }).session;
    });
    const signingIn = signInWith(window, portal.webhookUrl());
    await gate.reached;
    const signingOut = window.sessions.signOut();
    assert.throws(() => window.sessions.require());
    gate.open();
    const session = await signingIn;
    await signingOut;
    assert.equal(window.sessions.current.kind, 'signedOut');
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
      assert.equal((await window.sessions.restore()).kind, 'signedOut', damaged);
      window.dispose();
    }
    const drafts = computer.folder.subfolder(signedIn.account.id).subfolder('drafts');
    assert.match((await drafts.read(`${GROUP}.json`)) ?? '', /half a sentence/);
    const lines = computer.logger.lines.filter((line) => line.level === 'warn');
    assert.equal(lines.length, 6);
    // Signing in again leaves no trace of the damaged one.
    const window = open();
    const session = await signInWith(window, portal.webhookUrl());
    assert.deepEqual(secretKeys(), [`bitrix24.account.${session.account.id}`, 'bitrix24.currentAccount']);
    assert.deepEqual(computer.state.keys, []);
  });

  it('is nobody when the keyring does not open, and is found when it does', async () => {
    await signInWith(open(), portal.webhookUrl());
    const window = open();
    computer.secrets.isLocked = true;
    await assert.rejects(window.sessions.restore(), /locked/);
    assert.equal(window.sessions.current.kind, 'signedOut');
    computer.secrets.isLocked = false;
    assert.equal((await window.sessions.restore()).kind, 'signedIn');
  });

  it('stays who it was when the keyring refuses the new one, and keeps no secret that nothing names', async () => {
    const window = open();
    const before = await signInWith(window, portal.webhookUrl());
    const keys = secretKeys();
    computer.secrets.failing.add('bitrix24.currentAccount');
    await assert.rejects(signInWith(window, portal.webhookUrl(ids.guest)), /locked/);
    assert.equal(window.sessions.require(), before);
    assert.deepEqual(secretKeys(), keys);
    await assert.rejects(window.sessions.signOut(), /locked/);
    assert.equal(window.sessions.require(), before);
    computer.secrets.failing.clear();
    await window.sessions.signOut();
    assert.deepEqual(secretKeys(), []);
  });

  it('is nobody when a session cannot be made, until it can', async () => {
    let isBroken = true;
    const window = open(async (account) => {
      if (isBroken) throw new Error('no such module');
      return makeSession(portal, { account, state: computer.state }).session;
    });
    await assert.rejects(signInWith(window, portal.webhookUrl()), /no such module/);
    assert.equal(window.sessions.current.kind, 'signedOut');
    isBroken = false;
    assert.equal((await window.sessions.restore()).kind, 'signedIn');
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
    await window.sessions.signOut();
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
