// The account as VS Code itself and other extensions see it.
import { strict as assert } from 'node:assert';
import { after, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { type Portal, startPortal } from '../../portal/portal.ts';
import { seeds } from '../../portal/seeds/index.ts';
import { getApi } from './product.ts';

describe('the account for VS Code', () => {
  let portal: Portal;

  before(async () => {
    portal = await startPortal({ seed: seeds.paper, rate: 'off' });
    await getApi();
  });
  after(async () => {
    if ((await getApi()).isSignedIn)
      await vscode.commands.executeCommand('bitrix24.signOut', await accountId());
    await portal.stop();
  });

  const accountId = async (): Promise<string | undefined> => (await accounts())[0]?.id;
  const accounts = (): Thenable<readonly vscode.AuthenticationSessionAccountInformation[]> =>
    vscode.authentication.getAccounts('bitrix24');
  const changed = (): Promise<void> =>
    new Promise((resolve) => {
      const subscription = vscode.authentication.onDidChangeSessions(({ provider }) => {
        if (provider.id !== 'bitrix24') return;
        subscription.dispose();
        resolve();
      });
    });

  it('is none before somebody signs in, and nothing is asked', async () => {
    assert.deepEqual(await accounts(), []);
    assert.equal(await vscode.authentication.getSession('bitrix24', [], { silent: true }), undefined);
  });

  it('comes with the sign-in, named by person and portal', async () => {
    const change = changed();
    const signedIn = await vscode.commands.executeCommand<{ readonly accountId: string }>('bitrix24.signIn', {
      method: 'webhook',
      url: portal.webhookUrl(),
    });
    await change;
    const named = (await accounts()).map(({ id, label }) => ({ id, label }));
    const host = new URL(portal.url).host;
    assert.deepEqual(named, [{ id: signedIn.accountId, label: `Trung Nguyễn (${host})` }]);
  });

  it('goes with the sign-out', async () => {
    const change = changed();
    await vscode.commands.executeCommand('bitrix24.signOut', await accountId());
    await change;
    assert.deepEqual(await accounts(), []);
  });
});
