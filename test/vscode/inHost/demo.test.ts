// The demo as somebody without an account meets it.
import { strict as assert } from 'node:assert';
import { after, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { type Portal, startPortal } from '../../portal/portal.ts';
import { seeds } from '../../portal/seeds/index.ts';
import { getApi } from './product.ts';

describe('the demo', () => {
  let portal: Portal | undefined;
  after(() => portal?.stop());

  it('begins without an account, with dialogs that can be written in', async () => {
    const api = await getApi();
    assert.equal(api.isSignedIn, false);
    await vscode.commands.executeCommand('bitrix24.startDemo', {});
    await vscode.commands.executeCommand('bitrix24.refresh');
    assert.equal(api.dialogs().length, 3);
    const messageId = await api.sendMessage({ dialogId: 'chat2', message: 'Hello' });
    assert.equal((await api.messages('chat2')).find(({ id }) => id === messageId)?.text, 'Hello');
  });

  it('is no account for VS Code and other extensions', async () => {
    assert.deepEqual(await vscode.authentication.getAccounts('bitrix24'), []);
    assert.equal(await vscode.authentication.getSession('bitrix24', [], { silent: true }), undefined);
  });

  it('ends when asked to, and can begin anew as it was', async () => {
    const api = await getApi();
    await vscode.commands.executeCommand('bitrix24.endDemo', {});
    assert.equal(api.isSignedIn, false);
    await vscode.commands.executeCommand('bitrix24.startDemo', {});
    assert.ok((await api.messages('chat2')).every(({ text }) => text !== 'Hello'));
  });

  it('makes room for a real account', async () => {
    portal = await startPortal({ seed: seeds.paper, rate: 'off' });
    const argument = { method: 'webhook', url: portal.webhookUrl() };
    const { accountId } = await vscode.commands.executeCommand<{ accountId: string }>(
      'bitrix24.signIn',
      argument,
    );
    await vscode.commands.executeCommand('bitrix24.endDemo', {});
    await vscode.commands.executeCommand('bitrix24.refresh');
    const api = await getApi();
    assert.equal(api.dialogs().length, 2);
    await vscode.commands.executeCommand('bitrix24.signOut', accountId);
    assert.equal(api.isSignedIn, false);
  });
});
