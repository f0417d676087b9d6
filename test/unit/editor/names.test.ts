// How a host's name is found out: slowly, wrongly, or as an address of a network that is not there.
import assert from 'node:assert/strict';
import dns, { type LookupAddress } from 'node:dns';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { createPortalClient, type PortalClient } from '../../../src/bitrix24/rest/portalClient.ts';
import { endpointAt, failureOf } from '../bitrix24/rest/clientHarness.ts';
import { HttpServer } from '../bitrix24/rest/httpServer.ts';
import { transports } from '../bitrix24/rest/transports.ts';
import { ManualClock } from '../manualClock.ts';
import { SilentLogger } from '../silentLogger.ts';

const NAME = 'portal.test';
// Of documentation: no network leads there.
const NO_ROUTE_6 = '2001:db8::1';

type Answer = (error: NodeJS.ErrnoException | null, addresses: readonly LookupAddress[]) => void;

for (const { name, fetch } of transports) {
  describe(`names of hosts over ${name}`, () => {
    const { lookup } = dns;
    let server: HttpServer;
    let client: PortalClient;
    let clock: ManualClock;
    let resolveName: (answer: Answer) => void;

    beforeEach(async () => {
      server = await new HttpServer().start();
      clock = new ManualClock({ skipUpToMs: 5_000 });
      const endpoint = endpointAt(`http://${NAME}:${new URL(server.origin).port}`);
      client = createPortalClient({ endpoint, fetch, clock, logger: new SilentLogger() });
      Object.assign(dns, {
        lookup: (
          host: string,
          options: { readonly all?: boolean },
          answer: (...given: readonly unknown[]) => void,
        ) => {
          assert.equal(host, NAME);
          resolveName((error, addresses) => {
            if (error !== null || options.all === true) answer(error, addresses);
            else answer(null, addresses[0]?.address, addresses[0]?.family);
          });
        },
      });
    });
    afterEach(async () => {
      Object.assign(dns, { lookup });
      client.dispose();
      await server.stop();
    });

    it('goes on to IPv4 where there is no IPv6', async () => {
      resolveName = (answer) =>
        setImmediate(answer, null, [
          { address: NO_ROUTE_6, family: 6 },
          { address: '127.0.0.1', family: 4 },
        ]);
      assert.equal((await client.call('profile')).result, true);
      assert.equal(server.requests.length, 1);
    });

    it('waits for a name that is slow to be found', async () => {
      const asked = Promise.withResolvers<Answer>();
      resolveName = asked.resolve;
      const calling = client.call('profile');
      const answer = await asked.promise;
      assert.equal(server.requests.length, 0);
      answer(null, [{ address: '127.0.0.1', family: 4 }]);
      assert.equal((await calling).result, true);
    });

    it('does not wait for ever, and sends nothing when the name comes too late', async () => {
      const asked = Promise.withResolvers<Answer>();
      resolveName = asked.resolve;
      const calling = failureOf(client.call('profile', {}, { lane: 'person' }));
      const answer = await asked.promise;
      clock.advance(15_000);
      assert.equal((await calling).kind, 'timeout');
      answer(null, [{ address: '127.0.0.1', family: 4 }]);
      await new Promise(setImmediate);
      assert.equal(server.requests.length, 0);
    });

    it('knows that nothing was sent where the name is not found', async () => {
      const notFound = Object.assign(new Error(`getaddrinfo ENOTFOUND ${NAME}`), {
        code: 'ENOTFOUND',
        syscall: 'getaddrinfo',
      });
      resolveName = (answer) => setImmediate(answer, notFound, []);
      const error = await failureOf(client.call('im.message.add'));
      assert.deepEqual([error.code, error.outcome], ['ENOTFOUND', 'not-executed']);
    });
  });
}
