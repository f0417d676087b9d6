import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { PortalAddress } from '../../../src/bitrix24/auth/webhookUrl.ts';
import { TokenServer } from '../../../src/bitrix24/auth/tokenServer.ts';
import { moveTarget } from '../../../src/bitrix24/rest/moveTarget.ts';
import { PortalError } from '../../../src/bitrix24/rest/portalError.ts';
import { builtInFetch } from '../../../src/editor/builtInFetch.ts';
import type { Account } from '../../../src/messenger/account.ts';
import { accountAfterMove, findMove, moveOf } from '../../../src/messenger/portalMove.ts';
import { textContent } from '../../../src/messenger/outgoing.ts';
import type { SignInPorts } from '../../../src/messenger/signIn.ts';
import { TokenKeeper } from '../../../src/messenger/tokenKeeper.ts';
import type { Portal } from '../../portal/portal.ts';
import { type Fixture, ids, startFixture } from '../../portal/portalFixture.ts';
import { ManualClock } from '../manualClock.ts';
import { portalErrorOf, problemOf, untilAllSent } from './sessionFixture.ts';
import {
  type Computer,
  makeComputer,
  openWindow,
  probePorts,
  signInWith,
  type Window,
} from './windowFixture.ts';

const never = new AbortController().signal;
const application = { clientId: 'local.6a1', clientSecret: 'applicationsecret' };
const GROUP = `chat${ids.group}`;

describe('messenger: where a redirect says the portal is', () => {
  const call = 'https://old.bitrix24.com/rest/7/k3v9x0q7w2e5r8t1/profile.json';

  for (const [what, location, expected] of [
    [
      'the same call at another host',
      'https://new.bitrix24.com/rest/7/k3v9x0q7w2e5r8t1/profile.json',
      'https://new.bitrix24.com',
    ],
    [
      'the same call below a sub-path',
      'https://box.example:8443/crm/rest/7/k3v9x0q7w2e5r8t1/profile.json',
      'https://box.example:8443/crm',
    ],
    ['a host alone', 'https://new.bitrix24.com/', 'https://new.bitrix24.com'],
    ['a network’s own page', 'https://wifi.example/login?to=portal', undefined],
    ['Bitrix24’s own site, as for a deleted portal', 'https://www.bitrix24.com/', undefined],
    ['another page of the portal', '/auth/', undefined],
    ['the front page of the portal', '/', undefined],
    ['the same address', call, undefined],
    ['a path that holds the secret', 'https://new.bitrix24.com/k3v9/rest/7/other/profile.json', undefined],
    ['no web address', 'ftp://new.bitrix24.com/rest/7/k3v9x0q7w2e5r8t1/profile.json', undefined],
  ] as const) {
    it(`${what}: ${expected ?? 'nowhere'}`, () => assert.equal(moveTarget(location, call), expected));
  }

  it('asks nobody to go where a sign-in must not', () => {
    const from: PortalAddress = { origin: 'https://old.bitrix24.com', basePath: '' };
    const to = (movedTo: string): PortalAddress | undefined =>
      moveOf(
        from,
        new PortalError({
          kind: 'moved',
          code: 'MOVED',
          outcome: 'not-executed',
          method: 'profile',
          movedTo,
        }),
      );
    assert.deepEqual(to('https://new.bitrix24.com'), { origin: 'https://new.bitrix24.com', basePath: '' });
    assert.equal(to('http://new.bitrix24.com'), undefined);
    assert.equal(to('http://127.0.0.1:8080'), undefined);
  });
});

describe('messenger: a portal that has moved', () => {
  let fixture: Fixture;
  let portal: Portal;
  let computer: Computer;
  let window: Window;

  beforeEach(async () => {
    fixture = await startFixture({
      oauth: {
        applications: [{ ...application, redirectUri: 'http://127.0.0.1:9/', scopes: ['im', 'user'] }],
      },
    });
    portal = fixture.portal;
    computer = makeComputer();
    window = openWindow(portal, computer);
  });
  afterEach(async () => {
    window.dispose();
    await portal.stop();
  });

  const ports = (): SignInPorts => ({
    networkClient: 'fetch',
    fetchOf: async () => builtInFetch,
    ...probePorts(computer.logger),
  });

  function keeperOf(account: Account): TokenKeeper {
    const { credential } = account;
    assert.equal(credential.kind, 'oauth');
    const clock = new ManualClock({ startMs: fixture.clock.now(), skipUpToMs: 5_000 });
    const server = new TokenServer(builtInFetch, clock);
    const folder = computer.folder.subfolder(account.id);
    return new TokenKeeper(
      account,
      credential,
      { accounts: window.accounts, server, folder, clock, logger: computer.logger },
      () => undefined,
    );
  }

  /** As after a sign-in in the browser. */
  async function oauthAccount(): Promise<Account> {
    const grant = portal.oauth.grantTo(ids.me, application.clientId);
    const account: Account = {
      id: crypto.randomUUID(),
      portal: { origin: portal.url, basePath: '' },
      userId: ids.me,
      userName: 'Trung Nguyen',
      scopes: ['im', 'user'],
      networkClient: 'fetch',
      credential: {
        kind: 'oauth',
        application,
        grant: { ...grant, memberId: portal.oauth.memberId, tokenServer: portal.oauth.server.domain },
      },
    };
    await window.accounts.save(account);
    return account;
  }

  it('says where it is, and nothing goes there before somebody agrees', async () => {
    const { account } = await signInWith(window, portal.webhookUrl());
    assert.equal(await findMove(account, ports(), never), undefined);
    const address = await portal.move();
    portal.clearCalls();
    assert.deepEqual(await findMove(account, ports(), never), { origin: address, basePath: '' });
    assert.deepEqual(portal.calls, []);
  });

  it('keeps a webhook’s account with its drafts and what waits', async () => {
    const session = await signInWith(window, portal.webhookUrl());
    await session.drafts.prepare();
    session.drafts.set(GROUP, 'half a sentence');
    await session.drafts.flush();
    const address = await portal.move();
    const { stored } = await session.send(textContent(GROUP, 'through the move'), { keepFailed: true });
    await assert.rejects(session.refresh(), { kind: 'moved', movedTo: address });
    const to = { origin: address, basePath: '' };
    const moved = await accountAfterMove(session.account, to, { ...ports(), keeper: undefined }, never);
    const after = await window.sessions.signIn(moved);
    stored.catch(() => undefined);
    assert.deepEqual([after.account.id, after.account.portal], [session.account.id, to]);
    await after.startSending();
    await untilAllSent(after);
    const texts = portal.world.chat(ids.group).messages.map((message) => message.text);
    assert.equal(texts.filter((text) => text === 'through the move').length, 1);
    await after.drafts.read(GROUP);
    assert.equal(after.drafts.get(GROUP), 'half a sentence');
    assert.deepEqual((await window.accounts.read(moved.id))?.portal, to);
  });

  it('is not taken for another one that answers there', async () => {
    const { account } = await signInWith(window, portal.webhookUrl());
    const other = await startFixture();
    try {
      other.portal.revokeWebhook();
      const to = { origin: other.portal.url, basePath: '' };
      const error = await portalErrorOf(
        accountAfterMove(account, to, { ...ports(), keeper: undefined }, never),
      );
      assert.equal(error.kind, 'auth');
      assert.deepEqual(await window.accounts.read(account.id), account);
    } finally {
      await other.portal.stop();
    }
  });

  it('is known again by its member id where somebody signed in in the browser', async () => {
    const account = await oauthAccount();
    const address = await portal.move();
    const to = { origin: address, basePath: '' };
    assert.deepEqual(await findMove(account, ports(), never), to);
    const moved = await accountAfterMove(account, to, { ...ports(), keeper: keeperOf(account) }, never);
    assert.deepEqual([moved.portal, moved.userId], [to, ids.me]);
    // What was renewed for the look is kept, or the next renewal would end the sign-in.
    const stored = await window.accounts.read(account.id);
    assert.deepEqual(stored?.credential, moved.credential);
  });

  it('gives no token to an address that the token server does not name', async () => {
    const account = await oauthAccount();
    const other = await startFixture();
    try {
      const to = { origin: other.portal.url, basePath: '' };
      const move = accountAfterMove(account, to, { ...ports(), keeper: keeperOf(account) }, never);
      assert.deepEqual(await problemOf(move), { kind: 'otherPortal' });
      assert.deepEqual(other.portal.calls, []);
    } finally {
      await other.portal.stop();
    }
  });

  it('that is deleted or suspended says so, and keeps what was written', async () => {
    const session = await signInWith(window, portal.webhookUrl());
    for (const [why, code] of [
      ['deleted', 'PORTAL_DELETED'],
      ['suspended', 'OVERLOAD_LIMIT'],
    ] as const) {
      const closed = portal.close(why);
      const error = await portalErrorOf(session.refresh());
      assert.deepEqual([error.kind, error.code, error.outcome], ['server', code, 'rejected']);
      const { stored } = await session.send(textContent(GROUP, why), { keepFailed: true });
      assert.equal(session.waitingCount, 1);
      closed.dispose();
      await session.refresh();
      assert.equal(typeof (await stored), 'number');
    }
  });
});
