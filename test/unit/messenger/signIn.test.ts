import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import nodeFetch from 'node-fetch';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { Fetch } from '../../../src/base/ports.ts';
import { createPortalClient } from '../../../src/bitrix24/rest/portalClient.ts';
import type { NetworkClient } from '../../../src/messenger/account.ts';
import { checkWebhook, type SignInPorts } from '../../../src/messenger/signIn.ts';
import { probeWebhook } from '../../../src/messenger/webhookProbe.ts';
import type { Features } from '../../portal/methods/call.ts';
import type { Portal } from '../../portal/portal.ts';
import { ids, startFixture } from '../../portal/portalFixture.ts';
import { ManualClock } from '../manualClock.ts';
import { SilentLogger } from '../silentLogger.ts';
import { methods, portalErrorOf, problemOf, webhookOf } from './sessionFixture.ts';
import { check } from './windowFixture.ts';

const throughNode = nodeFetch as unknown as Fetch;
const throughBuiltIn: Fetch = (url, init) => fetch(url, init);
const never = new AbortController().signal;

describe('messenger: checking a webhook', () => {
  let portal: Portal;

  async function start(features: Partial<Features> = {}): Promise<void> {
    ({ portal } = await startFixture({ features }));
  }

  afterEach(() => portal.stop());

  it('asks who it is and what it may do, in one request, and makes an account of the answer', async () => {
    await start();
    const webhook = webhookOf(portal);
    const { account, missingScopes } = await check(webhook, new SilentLogger());
    assert.deepEqual(methods(portal), ['profile', 'scope']);
    assert.deepEqual(
      { ...account, id: '' },
      {
        id: '',
        portal: { origin: webhook.origin, basePath: '' },
        userId: webhook.userId,
        credential: { kind: 'webhook', code: webhook.code },
        userName: 'Trung Nguyen',
        scopes: ['im', 'user'],
        networkClient: 'fetch',
      },
    );
    assert.match(account.id, /^[0-9a-f-]{36}$/);
    assert.deepEqual(missingScopes, ['disk']);
  });

  it('takes any size of the user scope', async () => {
    await start();
    portal.setScopes(ids.me, ['im', 'user_brief', 'disk']);
    assert.deepEqual((await check(webhookOf(portal), new SilentLogger())).missingScopes, []);
  });

  it('names somebody without a name as the portal does', async () => {
    await start();
    Object.assign(portal.world.user(ids.me), { firstName: '', lastName: '' });
    assert.equal((await check(webhookOf(portal), new SilentLogger())).account.userName, `#${ids.me}`);
  });

  it('says that the im scope is missing', async () => {
    await start();
    portal.setScopes(ids.me, ['user', 'disk']);
    assert.deepEqual(await problemOf(check(webhookOf(portal), new SilentLogger())), {
      kind: 'missingScope',
      scope: 'im',
    });
  });

  describe('on a portal that does not list scopes', () => {
    it('tries a harmless method instead, and claims nothing of the rest', async () => {
      await start({ missingMethods: ['scope'] });
      const { account, missingScopes } = await check(webhookOf(portal), new SilentLogger());
      assert.deepEqual(methods(portal), ['profile', 'scope', 'im.revision.get']);
      assert.deepEqual([account.scopes, missingScopes], [['im'], []]);
    });

    it('still says that the im scope is missing', async () => {
      await start({ missingMethods: ['scope'] });
      portal.setScopes(ids.me, ['user']);
      assert.deepEqual(await problemOf(check(webhookOf(portal), new SilentLogger())), {
        kind: 'missingScope',
        scope: 'im',
      });
    });

    it('does not take any other trouble for a missing scope', async () => {
      await start({ missingMethods: ['scope'] });
      portal.faults.add('im.revision.get', { kind: 'error', status: 403, error: 'ACCESS_DENIED' });
      const error = await portalErrorOf(check(webhookOf(portal), new SilentLogger()));
      assert.equal(error.kind, 'rejected');
    });
  });

  it('refuses a webhook that is another person’s than its address says', async () => {
    await start();
    const ports: SignInPorts = {
      networkClient: 'fetch',
      fetchOf: async () => throughBuiltIn,
      probe: async () => ({ userId: 8, userName: 'Somebody', scopes: ['im'], areScopesKnown: true }),
    };
    assert.deepEqual(await problemOf(checkWebhook(webhookOf(portal), ports, never)), { kind: 'wrongUser' });
  });

  describe('through a network that breaks one way', () => {
    let proxy: Server;
    let closedOrigin: string;
    let pageOrigin: string;
    let ways: NetworkClient[];

    beforeEach(async () => {
      await start();
      const closed = createServer();
      closedOrigin = await originOf(closed);
      await new Promise((resolve) => closed.close(resolve));
      proxy = createServer((_request, response) => {
        response.writeHead(407, { 'Content-Type': 'text/html' }).end('<html>Proxy sign-in</html>');
      });
      pageOrigin = await originOf(proxy);
      ways = [];
    });

    afterEach(() => {
      proxy.close();
      proxy.closeAllConnections();
    });

    async function originOf(server: Server): Promise<string> {
      await new Promise<void>((resolve) => {
        server.listen(0, '127.0.0.1', resolve);
      });
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    }

    /** Leads where a broken way through leads: to nobody, or to the proxy's own page. */
    function detour(fetch: Fetch, origin: string | undefined): Fetch {
      return (url, init) => fetch(origin === undefined ? url : url.replace(portal.url, origin), init);
    }

    function checkThrough(
      setting: SignInPorts['networkClient'],
      builtIn: string | undefined,
      node: string | undefined,
      signal = never,
    ): ReturnType<typeof checkWebhook> {
      const ports: SignInPorts = {
        networkClient: setting,
        fetchOf: async (client) => {
          ways.push(client);
          return client === 'fetch' ? detour(throughBuiltIn, builtIn) : detour(throughNode, node);
        },
        probe: async (endpoint, fetch, probeSignal) => {
          const client = createPortalClient({
            endpoint,
            fetch,
            clock: new ManualClock({ skipUpToMs: 5_000 }),
            logger: new SilentLogger(),
          });
          return probeWebhook(client, probeSignal).finally(() => client.dispose());
        },
      };
      return checkWebhook(webhookOf(portal), ports, signal);
    }

    it('takes the built-in way where it works', async () => {
      const { account } = await checkThrough('auto', undefined, undefined);
      assert.deepEqual([account.networkClient, ways], ['fetch', ['fetch']]);
    });

    for (const what of ['is cut off', 'ends at a proxy’s page'] as const) {
      it(`finds the other way where the built-in one ${what}, and keeps it`, async () => {
        const { account } = await checkThrough(
          'auto',
          what === 'is cut off' ? closedOrigin : pageOrigin,
          undefined,
        );
        assert.deepEqual([account.networkClient, ways], ['node-fetch', ['fetch', 'node-fetch']]);
      });
    }

    it('says what the first way met where neither leads anywhere', async () => {
      const error = await portalErrorOf(checkThrough('auto', closedOrigin, pageOrigin));
      assert.deepEqual([error.kind, error.code], ['network', 'ECONNREFUSED']);
    });

    it('says what the portal says where the other way meets it', async () => {
      portal.revokeWebhook();
      const error = await portalErrorOf(checkThrough('auto', closedOrigin, undefined));
      assert.equal(error.kind, 'auth');
    });

    it('tries no other way after the portal’s own no', async () => {
      portal.revokeWebhook();
      const error = await portalErrorOf(checkThrough('auto', undefined, undefined));
      assert.deepEqual([error.kind, ways], ['auth', ['fetch']]);
    });

    it('takes the way that was chosen, and no other', async () => {
      const error = await portalErrorOf(checkThrough('fetch', closedOrigin, undefined));
      assert.deepEqual([error.code, ways], ['ECONNREFUSED', ['fetch']]);
      const { account } = await checkThrough('node-fetch', closedOrigin, undefined);
      assert.equal(account.networkClient, 'node-fetch');
    });

    it('stops where the person thinks better of it', async () => {
      const abort = new AbortController();
      const gate = portal.faults.hold('profile');
      const checking = checkThrough('auto', undefined, undefined, abort.signal);
      await gate.reached;
      abort.abort();
      const error = await portalErrorOf(checking);
      assert.deepEqual([error.kind, ways], ['aborted', ['fetch']]);
    });
  });
});
