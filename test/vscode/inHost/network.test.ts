// Companies' networks: a proxy, with and without a name, and authorities of their own; in the extension host, where VS
// Code leads every request by its own settings.
import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { after, afterEach, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { type ForwardProxy, startForwardProxy } from '../../portal/forwardProxy.ts';
import { type Portal, startPortal } from '../../portal/portal.ts';
import { seeds } from '../../portal/seeds/index.ts';
import {
  type CertificateOptions,
  certificateOf,
  throwAwayAuthority,
  type ThrowAwayAuthority,
} from '../../portal/throwAwayCertificate.ts';
import { getApi, rejection } from './product.ts';

const HOST = 'company.bitrix24.test';
const EXTRA = 'extra.bitrix24.test';
const EXPIRED = 'expired.bitrix24.test';
const UNKNOWN = 'unknown.bitrix24.test';
const OTHER_NAME = 'other-name.bitrix24.test';
const PERSON = 'clerk:pass word';

describe('in a company’s network', () => {
  const portals = new Map<string, Portal>();
  let open: ForwardProxy;
  let guarded: ForwardProxy;

  before(async () => {
    await getApi();
    const { system, extra } = JSON.parse(
      readFileSync(process.env['TEST_AUTHORITIES_FILE'] ?? '', 'utf8'),
    ) as {
      readonly system: ThrowAwayAuthority;
      readonly extra: ThrowAwayAuthority;
    };
    const certificates: readonly (readonly [string, ThrowAwayAuthority, CertificateOptions])[] = [
      [HOST, system, {}],
      [EXTRA, extra, {}],
      [EXPIRED, system, { validDays: [-9, -2] }],
      [UNKNOWN, throwAwayAuthority('of nobody'), {}],
      [OTHER_NAME, system, { hosts: [HOST] }],
    ];
    for (const [host, authority, options] of certificates) {
      const tls = certificateOf(authority, { hosts: [host], ...options });
      portals.set(host, await startPortal({ seed: seeds.paper, rate: 'off', tls }));
    }
    const hosts = Object.fromEntries([...portals].map(([host, { port }]) => [host, port]));
    open = await startForwardProxy({ hosts });
    guarded = await startForwardProxy({ hosts, credentials: PERSON });
  });
  after(async () => {
    await Promise.all([open.stop(), guarded.stop(), ...[...portals.values()].map((portal) => portal.stop())]);
  });
  afterEach(async () => {
    for (const name of ['http.proxy', 'http.noProxy', 'bitrix24.network.client']) await set(name, undefined);
    assert.equal((await getApi()).isSignedIn, false);
  });

  async function set(name: string, value: unknown): Promise<void> {
    await vscode.workspace.getConfiguration().update(name, value, vscode.ConfigurationTarget.Global);
  }

  function address(host: string): string {
    const { pathname } = new URL(portals.get(HOST)?.webhookUrl() ?? '');
    return `https://${host}${pathname}`;
  }

  async function signIn(host: string): Promise<void> {
    const argument = { method: 'webhook', url: address(host) };
    const { accountId } = await vscode.commands.executeCommand<{ accountId: string }>(
      'bitrix24.signIn',
      argument,
    );
    await vscode.commands.executeCommand('bitrix24.refresh');
    assert.equal((await getApi()).dialogs().length, 2);
    await vscode.commands.executeCommand('bitrix24.signOut', accountId);
  }

  async function refusal(host: string): Promise<string> {
    const { message } = await rejection('bitrix24.signIn', { method: 'webhook', url: address(host) });
    assert.ok(!message.includes(new URL(address(host)).pathname.split('/')[3] ?? ''));
    return message;
  }

  for (const client of ['fetch', 'node-fetch']) {
    describe(`with bitrix24.network.client ${client}`, () => {
      const through = async (proxy: ForwardProxy, person = ''): Promise<void> => {
        await set('bitrix24.network.client', client);
        await set('http.proxy', `http://${person}127.0.0.1:${proxy.port}`);
      };

      it('goes through http.proxy, and trusts the company’s authority', async () => {
        await through(open);
        const before = open.tunnels.length;
        await signIn(HOST);
        const targets = open.tunnels.slice(before).map(({ target }) => target);
        assert.deepEqual([...new Set(targets)], [`${HOST}:443`]);
      });

      it('tells the proxy who is asking, where http.proxy says it', async () => {
        await through(guarded, `${PERSON.replace(' ', '%20')}@`);
        await signIn(HOST);
        assert.deepEqual(
          [guarded.tunnels.at(-1)?.credentials, guarded.tunnels.at(-1)?.status],
          [PERSON, 200],
        );
      });

      it('says that the proxy wants a name', async () => {
        await through(guarded);
        assert.match(await refusal(HOST), /proxy wants a name/);
      });

      it('says that the proxy does not let it through', async () => {
        await through(open);
        assert.match(await refusal('forbidden.bitrix24.test'), /proxy/);
      });

      for (const [what, host, words] of [
        ['an authority that nobody knows', UNKNOWN, /authority that is not trusted/],
        ['a certificate that is out of date', EXPIRED, /date and time/],
        ['another address’s certificate', OTHER_NAME, /another address/],
      ] as const) {
        it(`refuses ${what}, and sends nothing`, async () => {
          await through(open);
          assert.match(await refusal(host), words);
          assert.deepEqual(portals.get(host)?.calls, []);
        });
      }
    });
  }

  it('finds the way that works, and keeps to it', async () => {
    await set('http.proxy', `http://127.0.0.1:${open.port}`);
    // Only Node is told of this authority, not the built-in way of the host.
    await signIn(EXTRA);
    await set('bitrix24.network.client', 'fetch');
    assert.match(await refusal(EXTRA), /authority that is not trusted/);
  });

  it('takes the other way from the next request on, and loses none that is on its way', async () => {
    await set('http.proxy', `http://127.0.0.1:${open.port}`);
    const portal = portals.get(EXTRA);
    assert.ok(portal);
    const argument = { method: 'webhook', url: address(EXTRA) };
    const { accountId } = await vscode.commands.executeCommand<{ accountId: string }>(
      'bitrix24.signIn',
      argument,
    );
    const api = await getApi();
    const gate = portal.faults.hold('im.message.add');
    const sending = api.sendMessage({ dialogId: 'chat97', message: 'on its way' });
    await gate.reached;
    await set('bitrix24.network.client', 'fetch');
    await assert.rejects(api.messages('chat97'), /authority that is not trusted/);
    gate.open();
    const messageId = await sending;
    await set('bitrix24.network.client', 'node-fetch');
    const newest = await api.messages('chat97');
    assert.equal(newest.at(-1)?.id, messageId);
    const sent = portal.calls.filter(({ method }) => method === 'im.message.add');
    assert.equal(sent.length, 1);
    await vscode.commands.executeCommand('bitrix24.signOut', accountId);
  });

  it('goes past the proxy where http.noProxy says so, and says that the address cannot be found', async () => {
    await set('http.proxy', `http://127.0.0.1:${open.port}`);
    await set('http.noProxy', [HOST]);
    const before = open.tunnels.length;
    assert.match(await refusal(HOST), /cannot be found/);
    assert.equal(open.tunnels.length, before);
  });
});
