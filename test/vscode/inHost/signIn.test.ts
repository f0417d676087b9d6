// What can be wrong at sign-in: one clear sentence each, nothing stored, no secret told.
import { strict as assert } from 'node:assert';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, afterEach, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { Fault } from '../../portal/faults.ts';
import { type Portal, startPortal } from '../../portal/portal.ts';
import { seeds } from '../../portal/seeds/index.ts';
import { getApi, rejection } from './product.ts';

describe('sign-in with a bad webhook', () => {
  let portal: Portal;
  let website: Server;

  before(async () => {
    portal = await startPortal({ seed: seeds.paper, rate: 'off' });
    website = createServer((_request, response) => {
      response.setHeader('content-type', 'text/html');
      response.end('<!doctype html><title>Welcome to the hotel</title>');
    });
    await new Promise<void>((resolve) => website.listen(0, '127.0.0.1', resolve));
  });
  after(async () => {
    website.closeAllConnections();
    website.close();
    await portal.stop();
  });
  afterEach(async () => {
    portal.faults.clear();
    portal.setScopes(1, ['im', 'user', 'disk']);
    assert.equal((await getApi()).isSignedIn, false);
  });

  // Reads are repeated, so the fault stays.
  const always = (fault: Fault): void => {
    portal.faults.add('*', fault, 100);
  };
  const refused = async (url: string): Promise<Error> => {
    const error = await rejection('bitrix24.signIn', { method: 'webhook', url });
    const secret = new URL(portal.webhookUrl()).pathname.split('/').at(-2) ?? '';
    const told = `${error.message}${error.stack}`;
    assert.ok(!told.includes(secret), `the secret is told: ${told}`);
    assert.ok(!error.message.includes('/rest/1/'), 'the webhook is told');
    return error;
  };
  const signIn = (): Promise<Error> => refused(portal.webhookUrl());

  it('that is no address', async () => {
    assert.match((await refused('my portal')).message, /no web address/);
  });

  it('that is empty', async () => {
    assert.match((await refused('  ')).message, /Paste the webhook/);
  });

  it('that lacks user and code', async () => {
    assert.match((await refused('https://company.bitrix24.vn/')).message, /lacks/);
  });

  it('over http to a host that is not this computer', async () => {
    assert.match((await refused('http://company.bitrix24.com/rest/1/abcdefgh12345678/')).message, /https/);
  });

  it('with a name before the host, which hides where it leads', async () => {
    const address = 'https://portal.bitrix24.com@example.invalid/rest/7/abcdefabcdef/';
    assert.match((await refused(address)).message, /before its host/);
  });

  it('with a wrong code', async () => {
    assert.match(
      (await refused(`${portal.url}/rest/1/wrongwrongwrong1/`)).message,
      /wrong, expired or was deleted/,
    );
  });

  it('that was deleted', async () => {
    always({
      kind: 'error',
      status: 401,
      error: 'NO_AUTH_FOUND',
      description: 'Wrong authorization data',
    });
    assert.match((await signIn()).message, /wrong, expired or was deleted/);
  });

  it('without the permission im', async () => {
    portal.setScopes(1, ['user']);
    assert.match((await signIn()).message, /“im”/);
  });

  it('on a plan without REST', async () => {
    always({ kind: 'noPlan' });
    assert.match((await signIn()).message, /plan/);
  });

  it('at an address where nothing answers', async () => {
    const free = createServer();
    await new Promise<void>((resolve) => free.listen(0, '127.0.0.1', resolve));
    const { port } = free.address() as AddressInfo;
    await new Promise((resolve) => free.close(resolve));
    const error = await refused(`http://127.0.0.1:${port}/rest/1/abcdefgh12345678/`);
    assert.match(error.message, /Nothing answers|cannot be reached/);
  });

  it('at any other website', async () => {
    const { port } = website.address() as AddressInfo;
    const error = await refused(`http://127.0.0.1:${port}/rest/1/abcdefgh12345678/`);
    assert.match(error.message, /not the portal’s REST/);
  });

  it('behind a network’s sign-in page', async () => {
    always({ kind: 'captivePortal' });
    assert.match((await signIn()).message, /sign-in page/);
  });

  it('of a portal that has moved: the other host hears nothing', async () => {
    let heard = 0;
    const other = createServer((_request, response) => {
      heard += 1;
      response.end('{}');
    });
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    always({ kind: 'moved', origin: `http://127.0.0.1:${port}` });
    const error = await signIn();
    assert.match(error.message, /moved/);
    assert.ok(error.message.includes(`127.0.0.1:${port}`));
    assert.equal(heard, 0);
    await new Promise((resolve) => other.close(resolve));
  });

  it('of a portal that was deleted, or suspended', async () => {
    for (const [why, words] of [
      ['deleted', /closed or deleted/],
      ['suspended', /suspended/],
    ] as const) {
      const closed = portal.close(why);
      assert.match((await signIn()).message, words);
      closed.dispose();
    }
  });

  it('that ended, in whichever way: each has its sentence', async () => {
    for (const [error, words] of [
      ['invalid_grant', /has ended/],
      ['PAYMENT_REQUIRED', /not paid/],
      ['user_access_error', /may not use this application/],
      ['APPLICATION_NOT_FOUND', /was removed/],
      ['invalid_client', /does not know this application/],
    ] as const) {
      always({ kind: 'error', status: 401, error });
      const { message } = await signIn();
      assert.match(message, words);
      assert.match(message, /[Ss]ign in again|Copy both/);
      portal.faults.clear();
    }
  });

  it('given as something else than an object with a url', async () => {
    const error = await rejection('bitrix24.signIn', { method: 'webhook' });
    assert.match(error.message, /bitrix24\.signIn/);
  });

  it('and a good one afterwards works, with node-fetch as well', async () => {
    const configuration = vscode.workspace.getConfiguration('bitrix24');
    await configuration.update('network.client', 'node-fetch', vscode.ConfigurationTarget.Global);
    try {
      const { accountId } = await vscode.commands.executeCommand<{ accountId: string }>('bitrix24.signIn', {
        method: 'webhook',
        url: portal.webhookUrl(),
      });
      await vscode.commands.executeCommand('bitrix24.refresh');
      assert.equal((await getApi()).dialogs().length, 2);
      await vscode.commands.executeCommand('bitrix24.signOut', accountId);
    } finally {
      await configuration.update('network.client', undefined, vscode.ConfigurationTarget.Global);
    }
  });
});

describe('a portal that moves while somebody is signed in', () => {
  let portal: Portal;
  let accountId: string;

  before(async () => {
    portal = await startPortal({ seed: seeds.paper, rate: 'off' });
    ({ accountId } = await vscode.commands.executeCommand<{ accountId: string }>('bitrix24.signIn', {
      method: 'webhook',
      url: portal.webhookUrl(),
    }));
  });
  after(async () => {
    await vscode.commands.executeCommand('bitrix24.signOut', accountId);
    assert.deepEqual(tabs(), []);
    await portal.stop();
  });

  const tabs = (): readonly string[] =>
    vscode.window.tabGroups.all
      .flatMap((group) => group.tabs)
      .filter(({ input }) => input instanceof vscode.TabInputWebview)
      .map(({ label }) => label);

  it('names its new address, which hears nothing before it is agreed to', async () => {
    await vscode.commands.executeCommand('bitrix24.openDialog', 'chat97');
    const address = await portal.move();
    portal.clearCalls();
    const api = await getApi();
    await assert.rejects(api.messages('chat97'), (error: Error) =>
      error.message.includes(`moved to ${address}`),
    );
    const other = await rejection('bitrix24.followMove', { portal: 'https://company.bitrix24.com' });
    assert.match(other.message, /does not say/);
    assert.deepEqual(portal.calls, []);
  });

  it('is gone on with there, as the same account', async () => {
    const portalAddress = await vscode.commands.executeCommand('bitrix24.followMove', { portal: portal.url });
    assert.equal(portalAddress, portal.url);
    await vscode.commands.executeCommand('bitrix24.refresh');
    assert.equal((await getApi()).dialogs().length, 2);
    const [account] = await vscode.authentication.getAccounts('bitrix24');
    assert.equal(account?.id, accountId);
    assert.ok(account.label.includes(new URL(portal.url).host));
  });

  it('leaves its open threads open: they go on there', async () => {
    assert.equal(tabs().length, 1);
    await vscode.commands.executeCommand('bitrix24.openDialog', 'chat97');
    assert.equal(tabs().length, 1);
  });
});
