// Several accounts at once: on two portals, or two people on one.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { Account } from '../../../src/messenger/account.ts';
import type { Session } from '../../../src/messenger/session.ts';
import { Gate } from '../../portal/faults.ts';
import type { Portal } from '../../portal/portal.ts';
import { ids, startFixture } from '../../portal/portalFixture.ts';
import { makeSession, problemOf } from './sessionFixture.ts';
import { textContent } from '../../../src/messenger/outgoing.ts';
import { type Computer, makeComputer, openWindow, signInWith, type Window } from './windowFixture.ts';

const GROUP = `chat${ids.group}`;
const NEW_CODE = 'anothercode12345';
const INDEX = 'bitrix24.currentAccount';

describe('messenger: several accounts', () => {
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

  function secretKeys(): readonly string[] {
    return [...computer.secrets.entries.keys()].sort();
  }

  function entriesOf(...sessions: readonly Session[]): readonly string[] {
    return [...sessions.map(({ account }) => `bitrix24.account.${account.id}`), INDEX].sort();
  }

  it('keeps everybody who signed in, each with its own; the last is the default', async () => {
    const window = open();
    const first = await signInWith(window, portal.webhookUrl());
    first.drafts.set(GROUP, 'of the first person');
    const second = await signInWith(window, portal.webhookUrl(ids.guest));
    assert.deepEqual(window.sessions.all, [first, second]);
    assert.equal(window.sessions.require(), second);
    assert.equal(window.sessions.require(first.account.id), first);
    assert.deepEqual([first.drafts.get(GROUP), second.drafts.get(GROUP)], ['of the first person', '']);
    assert.deepEqual(secretKeys(), entriesOf(first, second));
  });

  it('refuses an id that is not signed in', async () => {
    const window = open();
    await signInWith(window, portal.webhookUrl());
    assert.throws(() => window.sessions.require(crypto.randomUUID()), {
      problem: { kind: 'unknownAccount' },
    });
  });

  it('is found by its portal, where nobody else is signed in there', async () => {
    const window = open();
    const first = await signInWith(window, portal.webhookUrl());
    const { host } = new URL(portal.url);
    assert.equal(window.sessions.require(host.toUpperCase()), first);
    const second = await signInWith(window, portal.webhookUrl(ids.guest));
    assert.throws(() => window.sessions.require(host), { problem: { kind: 'unknownAccount' } });
    await window.sessions.signOut(first.account.id);
    assert.equal(window.sessions.require(host), second);
  });

  it('leaves the others at work when the default one signs out, and makes the first of them the default', async () => {
    const [window, other] = [open(), open()];
    const staying = await signInWith(window, portal.webhookUrl());
    const leaving = await signInWith(window, portal.webhookUrl(ids.guest));
    staying.drafts.set(GROUP, 'stays');
    await staying.drafts.flush();
    await other.sessions.restore();
    const changes: string[][] = [];
    window.sessions.onDidChange(({ added, removed }) =>
      changes.push([...added.map(() => 'added'), ...removed.map(({ account }) => account.id)]),
    );
    await window.sessions.signOut(leaving.account.id);
    assert.deepEqual(changes, [[leaving.account.id]]);
    assert.deepEqual([window.sessions.all, window.sessions.default], [[staying], staying]);
    await staying.refresh();
    assert.deepEqual(await problemOf(leaving.send(textContent(GROUP, 'hello'), { keepFailed: true })), {
      kind: 'signedOut',
    });
    assert.ok(!existsSync(join(computer.folder.path, leaving.account.id)));
    assert.ok(existsSync(join(computer.folder.path, staying.account.id, 'drafts')));
    assert.deepEqual(secretKeys(), entriesOf(staying));
    const elsewhere = await other.sessions.restore();
    assert.deepEqual(
      elsewhere.map(({ account }) => account.id),
      [staying.account.id],
    );
  });

  it('has the default that was chosen, in all windows and after a restart', async () => {
    const [window, other] = [open(), open()];
    const first = await signInWith(window, portal.webhookUrl());
    await signInWith(window, portal.webhookUrl(ids.guest));
    await other.sessions.restore();
    const counts = countsOf(other);
    await window.sessions.setDefault(first.account.id);
    assert.equal(window.sessions.default, first);
    await other.sessions.restore();
    assert.deepEqual([counts, other.sessions.default?.account.id], [[2], first.account.id]);
    const next = open();
    await next.sessions.restore();
    assert.deepEqual(
      next.sessions.all.map(({ ownId }) => ownId),
      [ids.me, ids.guest],
    );
    assert.equal(next.sessions.require().ownId, ids.me);
    await assert.rejects(window.sessions.setDefault(crypto.randomUUID()), {
      problem: { kind: 'unknownAccount' },
    });
  });

  it('renews, and does not double, whoever signs in again beside others', async () => {
    const window = open();
    const before = await signInWith(window, portal.webhookUrl());
    const other = await signInWith(window, portal.webhookUrl(ids.guest));
    portal.world.credentials.addWebhook({ userId: ids.me, code: NEW_CODE, scopes: ['im'] });
    const after = await signInWith(window, `${portal.url}/rest/${ids.me}/${NEW_CODE}/`);
    assert.equal(after.account.id, before.account.id);
    assert.deepEqual([window.sessions.all, window.sessions.default], [[after, other], after]);
  });

  it('takes ten at most, and the same person may still come again', async () => {
    const window = open();
    const account = (await signInWith(window, portal.webhookUrl())).account;
    const another = (userId: number): Account => ({ ...account, id: crypto.randomUUID(), userId });
    for (let userId = 1001; userId < 1010; userId += 1) await window.sessions.signIn(another(userId));
    const keys = secretKeys();
    await assert.rejects(window.sessions.signIn(another(2001)), {
      problem: { kind: 'tooManyAccounts', limit: 10 },
    });
    assert.deepEqual([window.sessions.all.length, secretKeys()], [10, keys]);
    await window.sessions.signIn(another(1001));
    assert.equal(window.sessions.all.length, 10);
  });

  it('lets no other account stand in for the default one while that is renewed', async () => {
    const gate = new Gate();
    const window = open(async (account) => {
      const { credential } = account;
      if (credential.kind === 'webhook' && credential.code === NEW_CODE) await gate.pass();
      return makeSession(portal, { account, state: computer.state }).session;
    });
    await signInWith(window, portal.webhookUrl(ids.guest));
    await signInWith(window, portal.webhookUrl());
    portal.world.credentials.addWebhook({ userId: ids.me, code: NEW_CODE, scopes: ['im'] });
    const signingIn = signInWith(window, `${portal.url}/rest/${ids.me}/${NEW_CODE}/`);
    await gate.reached;
    assert.equal(window.sessions.all.length, 1);
    assert.throws(() => window.sessions.require(), { problem: { kind: 'signedOut' } });
    gate.open();
    assert.equal(await signingIn, window.sessions.require());
  });

  it('stays out when tokens are renewed while it signs out', async () => {
    const window = open();
    const { account } = await signInWith(window, portal.webhookUrl());
    await signInWith(window, portal.webhookUrl(ids.guest));
    const renewing = window.accounts.replace(account);
    const signingOut = window.sessions.signOut(account.id);
    await Promise.all([renewing, signingOut]);
    assert.equal(computer.secrets.entries.has(`bitrix24.account.${account.id}`), false);
    assert.equal((await window.sessions.restore()).length, 1);
  });

  it('keeps whoever signed in with a version that knew one account', async () => {
    const first = openWindow(portal, computer);
    const { account } = await signInWith(first, portal.webhookUrl());
    first.dispose();
    computer.secrets.entries.set(INDEX, account.id);
    const window = open();
    await window.sessions.restore();
    assert.deepEqual(window.sessions.require().account, account);
    const second = await signInWith(window, portal.webhookUrl(ids.guest));
    assert.deepEqual(window.sessions.all, [window.sessions.require(account.id), second]);
  });

  it('signs both of two in who come at once', async () => {
    const window = open();
    const sessions = await Promise.all([
      signInWith(window, portal.webhookUrl()),
      signInWith(window, portal.webhookUrl(ids.guest)),
    ]);
    assert.deepEqual(new Set(window.sessions.all), new Set(sessions));
    assert.deepEqual(secretKeys(), entriesOf(...sessions));
  });

  it('loses nobody when two windows write at once who is signed in', async () => {
    const window = open();
    const first = await signInWith(window, portal.webhookUrl());
    const alone = computer.secrets.entries.get(INDEX) ?? '';
    const second = await signInWith(window, portal.webhookUrl(ids.guest));
    // The other window had read before the second one was named, and writes after it.
    await computer.secrets.set(INDEX, alone);
    await window.sessions.restore();
    assert.deepEqual(window.sessions.all, [first, second]);
    const next = open();
    assert.equal((await next.sessions.restore()).length, 2);
  });

  it('lets one that cannot be started keep no other from starting', async () => {
    await signInWith(open(), portal.webhookUrl());
    await signInWith(open(), portal.webhookUrl(ids.guest));
    const window = open(async (account) => {
      if (account.userId === ids.me) throw new Error('no such module');
      return makeSession(portal, { account, state: computer.state }).session;
    });
    await assert.rejects(window.sessions.restore(), /no such module/);
    assert.equal(window.sessions.require().ownId, ids.guest);
    assert.equal((await window.sessions.restored()).length, 1);
  });
});
