import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { Fetch } from '../../../src/base/ports.ts';
import { oauthEndpoint } from '../../../src/bitrix24/auth/oauthEndpoint.ts';
import { type OAuthApplication, TokenServer } from '../../../src/bitrix24/auth/tokenServer.ts';
import { createPortalClient, type PortalClient } from '../../../src/bitrix24/rest/portalClient.ts';
import type { DiskFolder } from '../../../src/editor/diskFolder.ts';
import type { Account, OAuthCredential } from '../../../src/messenger/account.ts';
import { AccountStore } from '../../../src/messenger/accountStore.ts';
import { ApplicationStore } from '../../../src/messenger/applicationStore.ts';
import { checkOAuth } from '../../../src/messenger/oauthSignIn.ts';
import { TokenKeeper } from '../../../src/messenger/tokenKeeper.ts';
import { probeWebhook } from '../../../src/messenger/webhookProbe.ts';
import { PASSWORD } from '../../portal/oauth/authorisePages.ts';
import type { Portal } from '../../portal/portal.ts';
import { type Fixture, ids, startFixture } from '../../portal/portalFixture.ts';
import { ManualClock } from '../manualClock.ts';
import { SilentLogger } from '../silentLogger.ts';
import { temporaryFolder } from '../temporaryFolder.ts';
import { MemorySecretStore } from './memoryPorts.ts';
import { callsOf, portalErrorOf, problemOf } from './sessionFixture.ts';

const application: OAuthApplication = { clientId: 'local.6a1', clientSecret: 'applicationsecret' };
const never = new AbortController().signal;

describe('messenger: signing in with OAuth', () => {
  let fixture: Fixture;
  let portal: Portal;
  let secrets: MemorySecretStore;
  let folder: DiskFolder;
  let logger: SilentLogger;
  let clients: PortalClient[];
  let wire: Fetch;

  beforeEach(async () => {
    fixture = await startFixture(
      {
        oauth: {
          applications: [{ ...application, redirectUri: 'http://127.0.0.1:9/', scopes: ['im', 'user'] }],
          accessSeconds: 60,
        },
      },
      (world) => {
        const tai = world.users.get(ids.tai);
        assert.ok(tai);
        tai.email = 'tai@example.com';
      },
    );
    portal = fixture.portal;
    secrets = new MemorySecretStore();
    folder = temporaryFolder();
    logger = new SilentLogger();
    clients = [];
    wire = (url, init) => fetch(url, init);
  });

  afterEach(async () => {
    for (const client of clients) client.dispose();
    await portal.stop();
  });

  /** What a browser does between the portal's page and the return address. */
  async function codeFromBrowser(): Promise<string> {
    const query = `?client_id=${application.clientId}&state=s`;
    const entered = await fetch(`${portal.url}/oauth/login/${query}`, {
      method: 'POST',
      body: new URLSearchParams({ login: 'tai@example.com', password: PASSWORD }),
      redirect: 'manual',
    });
    const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? '';
    const back = await fetch(new URL(entered.headers.get('location') ?? '', portal.url), {
      headers: { cookie },
      redirect: 'manual',
    });
    return new URL(back.headers.get('location') ?? '').searchParams.get('code') ?? '';
  }

  function ownClock(): ManualClock {
    return new ManualClock({ startMs: fixture.clock.now(), skipUpToMs: 5_000 });
  }

  async function check(code: string, keys = application) {
    return checkOAuth(
      { origin: portal.url, basePath: '' },
      keys,
      { code, tokenServer: portal.oauth.server.domain },
      {
        clock: ownClock(),
        networkClient: 'fetch',
        fetchOf: async () => wire,
        probe: async (endpoint, overFetch, signal) => {
          const client = createPortalClient({ endpoint, fetch: overFetch, clock: ownClock(), logger });
          return probeWebhook(client, signal).finally(() => client.dispose());
        },
      },
      never,
    );
  }

  async function signIn(): Promise<Account & { readonly credential: OAuthCredential }> {
    const { account } = await check(await codeFromBrowser());
    assert.equal(account.credential.kind, 'oauth');
    await new AccountStore(secrets, logger).save(account);
    return { ...account, credential: account.credential };
  }

  /** A window's way to the portal; each has a keeper of its own, over the same files and secrets. */
  function windowOf(account: Account & { readonly credential: OAuthCredential }): {
    readonly client: PortalClient;
    readonly keeper: TokenKeeper;
    readonly heard: string[];
  } {
    const clock = ownClock();
    const heard: string[] = [];
    const ports = {
      accounts: new AccountStore(secrets, logger),
      server: new TokenServer(wire, clock),
      folder,
      clock,
      logger,
    };
    const keeper = new TokenKeeper(account, account.credential, ports, (secret) => heard.push(secret));
    const client = createPortalClient({
      endpoint: oauthEndpoint(account.portal, keeper),
      fetch: wire,
      clock,
      logger,
    });
    clients.push(client);
    return { client, keeper, heard };
  }

  function renewals(): number {
    return portal.oauth.server.requests.filter((request) => request.grantType === 'refresh_token').length;
  }

  it('makes an account of the code, as the person who signed in in the browser', async () => {
    const { account, missingScopes } = await check(await codeFromBrowser());
    assert.deepEqual([account.userId, account.userName, account.scopes], [ids.tai, 'Tài Lê', ['im', 'user']]);
    assert.deepEqual(missingScopes, ['disk']);
    assert.equal(account.credential.kind, 'oauth');
  });

  it('sends the secret to the token server only, and the token in no address', async () => {
    const seen: { readonly url: string; readonly body: string | undefined }[] = [];
    wire = (url, init) => {
      seen.push({ url, body: init.body });
      return fetch(url, init);
    };
    const account = await signIn();
    await windowOf(account).client.call('profile');
    const toPortal = seen.filter(({ url }) => url.startsWith(portal.url));
    assert.equal(toPortal.length, 2);
    for (const { url, body } of toPortal) {
      assert.ok(!url.includes(account.credential.grant.accessToken));
      assert.ok(!`${url}${body ?? ''}`.includes(application.clientSecret));
      assert.ok(!`${url}${body ?? ''}`.includes(account.credential.grant.refreshToken));
    }
  });

  it('refuses wrong keys, a spent code and one that is too old, and keeps nothing', async () => {
    const code = await codeFromBrowser();
    const wrong = await portalErrorOf(check(code, { ...application, clientSecret: 'wrong' }));
    assert.deepEqual([wrong.kind, wrong.code], ['auth', 'INVALID_CLIENT']);
    await check(code);
    assert.equal((await portalErrorOf(check(code))).code, 'INVALID_GRANT');
    const late = await codeFromBrowser();
    fixture.clock.advance(31_000);
    assert.equal((await portalErrorOf(check(late))).code, 'INVALID_GRANT');
    assert.deepEqual([...secrets.entries], []);
  });

  it('refuses an application without the permission to chat', async () => {
    await portal.stop();
    fixture = await startFixture(
      { oauth: { applications: [{ ...application, redirectUri: 'http://127.0.0.1:9/', scopes: ['user'] }] } },
      (world) => {
        const tai = world.users.get(ids.tai);
        if (tai !== undefined) tai.email = 'tai@example.com';
      },
    );
    portal = fixture.portal;
    assert.deepEqual(await problemOf(check(await codeFromBrowser())), { kind: 'missingScope', scope: 'im' });
  });

  it('renews an expired token and repeats the call that met it, writes too', async () => {
    const account = await signIn();
    const { client, heard } = windowOf(account);
    fixture.clock.advance(61_000);
    const { result } = await client.call('im.message.add', {
      DIALOG_ID: `chat${ids.group}`,
      MESSAGE: 'once',
    });
    assert.equal(typeof result, 'number');
    assert.equal(renewals(), 1);
    const stored = portal.world.chat(ids.group).messages.filter((message) => message.text === 'once');
    assert.equal(stored.length, 1);
    assert.equal(heard.length >= 2, true, 'new secrets are told before they are used');
  });

  it('does not renew what is still good', async () => {
    const account = await signIn();
    const { client } = windowOf(account);
    await client.call('profile');
    fixture.clock.advance(59_000);
    await client.call('profile');
    assert.equal(renewals(), 0);
  });

  it('renews once however many calls and windows find it expired', async () => {
    const account = await signIn();
    const windows = [windowOf(account), windowOf(account)];
    fixture.clock.advance(61_000);
    const calls = windows.flatMap(({ client }) => Array.from({ length: 5 }, () => client.call('profile')));
    await Promise.all(calls);
    assert.equal(renewals(), 1);
    assert.equal(new Set(windows.map(({ keeper }) => keeper.accessToken)).size, 1);
    assert.equal(callsOf(portal, 'profile').filter((call) => call.status === 401).length, 10);
  });

  it('keeps the new pair before using it', async () => {
    const account = await signIn();
    const { client, keeper } = windowOf(account);
    fixture.clock.advance(61_000);
    secrets.failing.add('bitrix24.account.');
    await assert.rejects(client.call('profile'));
    assert.equal(
      keeper.accessToken,
      account.credential.grant.accessToken,
      'what could not be kept is not in use',
    );
  });

  it('takes the turn of a window that died while it renewed', async () => {
    const account = await signIn();
    const { client } = windowOf(account);
    fixture.clock.advance(61_000);
    await folder.write('renewal.json', '{}');
    await client.call('profile');
    assert.equal(renewals(), 1);
    assert.equal(await folder.read('renewal.json'), undefined);
  });

  it('says so, once for all who wait, when the sign-in has ended for good', async () => {
    const account = await signIn();
    const { client } = windowOf(account);
    portal.oauth.revokeAllOf(ids.tai);
    const errors = await Promise.all([client.call('profile'), client.call('scope')].map(portalErrorOf));
    assert.deepEqual(
      errors.map(({ kind, code, outcome }) => [kind, code, outcome]),
      [
        ['auth', 'INVALID_GRANT', 'rejected'],
        ['auth', 'INVALID_GRANT', 'rejected'],
      ],
    );
    assert.equal(renewals(), 1);
  });

  it('goes on with what another window signed in with anew', async () => {
    const account = await signIn();
    const { client } = windowOf(account);
    portal.oauth.revokeAllOf(ids.tai);
    await portalErrorOf(client.call('profile'));
    const again = await check(await codeFromBrowser());
    await new AccountStore(secrets, logger).save({ ...again.account, id: account.id });
    assert.equal(typeof (await client.call('profile')).result, 'object');
  });

  it('tells a token server that fails from a sign-in that has ended', async () => {
    const account = await signIn();
    const { client } = windowOf(account);
    fixture.clock.advance(61_000);
    portal.oauth.server.fail('html');
    assert.deepEqual([(await portalErrorOf(client.call('profile'))).kind], ['server']);
    portal.oauth.server.fail('drop');
    assert.deepEqual([(await portalErrorOf(client.call('profile'))).kind], ['network']);
    portal.oauth.setPaid(application.clientId, false);
    assert.deepEqual([(await portalErrorOf(client.call('profile'))).kind], ['plan']);
    portal.oauth.setPaid(application.clientId, true);
    await client.call('profile');
  });

  it('writes no secret into a log', async () => {
    const account = await signIn();
    const { client, keeper } = windowOf(account);
    fixture.clock.advance(61_000);
    portal.oauth.server.fail('drop');
    const failed = await portalErrorOf(client.call('profile'));
    await client.call('profile');
    const { grant } = account.credential;
    const told = [JSON.stringify(logger.lines), failed.message, failed.description, failed.stack ?? ''].join(
      '\n',
    );
    for (const secret of [
      application.clientSecret,
      grant.accessToken,
      grant.refreshToken,
      keeper.accessToken,
    ]) {
      assert.ok(!told.includes(secret));
    }
  });

  it('keeps an application for its portal, and nothing that cannot be read', async () => {
    const store = new ApplicationStore(secrets);
    const address = { origin: 'https://acme.bitrix24.com', basePath: '' };
    assert.equal(await store.get(address), undefined);
    await store.set(address, application);
    assert.deepEqual(await store.get(address), application);
    assert.equal(await store.get({ ...address, basePath: '/other' }), undefined);
    for (const key of secrets.entries.keys()) secrets.entries.set(key, '{"version":1}');
    assert.equal(await store.get(address), undefined);
    await store.forget(address);
    assert.deepEqual([...secrets.entries], []);
  });
});
