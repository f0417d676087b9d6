// Several accounts for programs: commands that name one, the API, the Accounts menu.
import { strict as assert } from 'node:assert';
import { after, before, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { type Portal, startPortal } from '../../portal/portal.ts';
import { seeds } from '../../portal/seeds/index.ts';
import { getApi, rejection } from './product.ts';

const CHAT = 'chat97';

describe('two accounts, for programs', () => {
  let first: Portal;
  let second: Portal;
  let firstId: string;
  let secondId: string;

  before(async () => {
    first = await startPortal({ seed: seeds.paper, rate: 'off' });
    second = await startPortal({ seed: seeds.paper, rate: 'off' });
    firstId = await signIn(first);
    secondId = await signIn(second);
    await vscode.commands.executeCommand('bitrix24.refresh');
  });
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    const api = await getApi();
    for (const { id } of api.accounts()) await vscode.commands.executeCommand('bitrix24.signOut', id);
    await first.stop();
    await second.stop();
  });
  beforeEach(() => {
    first.clearCalls();
    second.clearCalls();
  });

  const signIn = async (portal: Portal): Promise<string> => {
    const signedIn = await vscode.commands.executeCommand<{ accountId: string }>('bitrix24.signIn', {
      method: 'webhook',
      url: portal.webhookUrl(),
    });
    return signedIn.accountId;
  };
  const textsOf = (portal: Portal): readonly unknown[] =>
    portal.calls.filter(({ method }) => method === 'im.message.add').map(({ params }) => params['MESSAGE']);

  it('are both there; the one that signed in last is the default', async () => {
    const accounts = (await getApi()).accounts().map(({ id, portal, isDefault }) => [id, portal, isDefault]);
    assert.deepEqual(accounts, [
      [firstId, first.url, false],
      [secondId, second.url, true],
    ]);
    const known = await vscode.authentication.getAccounts('bitrix24');
    assert.deepEqual(known.map(({ id }) => id).sort(), [firstId, secondId].sort());
  });

  it('get what names them, by a field, in the id or by the portal, and the default one gets the rest', async () => {
    const send = (argument: object): Thenable<number> =>
      vscode.commands.executeCommand<number>('bitrix24.sendMessage', argument);
    await send({ dialogId: CHAT, accountId: firstId, message: 'by a field' });
    await send({ dialogId: `${firstId}/${CHAT}`, message: 'in the id' });
    await send({ dialogId: `${new URL(first.url).host}/${CHAT}`, message: 'by its portal' });
    await send({ dialogId: CHAT, message: 'to the default' });
    assert.deepEqual(textsOf(first), ['by a field', 'in the id', 'by its portal']);
    assert.deepEqual(textsOf(second), ['to the default']);
  });

  it('are told apart by commands that take a bare id', async () => {
    await vscode.commands.executeCommand('bitrix24.markRead', `${firstId}/${CHAT}`);
    await vscode.commands.executeCommand('bitrix24.pinDialog', { dialogId: 7, accountId: firstId });
    const methods = first.calls.map(({ method }) => method);
    assert.ok(methods.includes('im.dialog.read') && methods.includes('im.recent.pin'), methods.join());
    assert.deepEqual(
      second.calls.filter(({ method }) => method === 'im.dialog.read' || method === 'im.recent.pin'),
      [],
    );
  });

  it('say what is wrong with an account that is named', async () => {
    const unknown = await rejection('bitrix24.markRead', `${crypto.randomUUID()}/${CHAT}`);
    assert.match(unknown.message, /No such account/);
    const two = { dialogId: `${firstId}/${CHAT}`, accountId: secondId, message: 'whose?' };
    assert.match((await rejection('bitrix24.sendMessage', two)).message, /two accounts/);
    assert.match((await rejection('bitrix24.openDialog', `${firstId}/nobody`)).message, /dialog ID/);
    assert.match((await rejection('bitrix24.openDialog', `/${CHAT}`)).message, /dialog ID/);
    assert.deepEqual([textsOf(first), textsOf(second)], [[], []]);
  });

  it('have dialogs whose ids lead back to them', async () => {
    const api = await getApi();
    const chats = api.dialogs().filter(({ id }) => id.endsWith(CHAT));
    assert.deepEqual(
      chats.map(({ id, accountId }) => [id, accountId]),
      [
        [`${firstId}/${CHAT}`, firstId],
        [CHAT, secondId],
      ],
    );
    for (const { id } of chats) await api.sendMessage({ dialogId: id, message: `to ${id}` });
    assert.deepEqual(textsOf(first), [`to ${firstId}/${CHAT}`]);
    assert.deepEqual(textsOf(second), [`to ${CHAT}`]);
    const [newest] = (await api.messages(`${firstId}/${CHAT}`, { limit: 1 })).slice(-1);
    assert.deepEqual([newest?.dialogId, newest?.text], [`${firstId}/${CHAT}`, `to ${firstId}/${CHAT}`]);
  });

  it('have links that name their portal', async () => {
    const link = await vscode.commands.executeCommand<string>('bitrix24.copyLink', `${firstId}/${CHAT}`);
    const uri = vscode.Uri.parse(link, true);
    assert.equal(uri.path, `/dialog/${CHAT}`);
    assert.equal(new URLSearchParams(uri.query).get('portal'), new URL(first.url).host);
  });

  it('change places as the default one', async () => {
    await vscode.commands.executeCommand('bitrix24.switchAccount', firstId);
    await vscode.commands.executeCommand('bitrix24.sendMessage', { dialogId: CHAT, message: 'now here' });
    assert.deepEqual([textsOf(first), textsOf(second)], [['now here'], []]);
    const error = await rejection('bitrix24.switchAccount', 'another');
    assert.match(error.message, /No such account/);
  });

  it('sign out one by one, and the tabs of one go', async () => {
    await vscode.commands.executeCommand('bitrix24.openDialog', `${firstId}/${CHAT}`);
    await vscode.commands.executeCommand('bitrix24.openDialog', `${secondId}/${CHAT}`);
    await untilTabs(2);
    await vscode.commands.executeCommand('bitrix24.signOut', firstId);
    await untilTabs(1);
    const api = await getApi();
    assert.deepEqual(
      api.accounts().map(({ id, isDefault }) => [id, isDefault]),
      [[secondId, true]],
    );
    first.clearCalls();
    await api.sendMessage({ dialogId: CHAT, message: 'the other goes on' });
    assert.deepEqual(textsOf(second), ['the other goes on']);
    assert.deepEqual(first.calls, []);
  });
});

function untilTabs(count: number): Promise<void> {
  const isThere = (): boolean =>
    vscode.window.tabGroups.all
      .flatMap(({ tabs }) => tabs)
      .filter(({ input }) => input instanceof vscode.TabInputWebview).length === count;
  return new Promise((resolve) => {
    const look = (): void => {
      if (!isThere()) return;
      subscription.dispose();
      resolve();
    };
    const subscription = vscode.window.tabGroups.onDidChangeTabs(look);
    look();
  });
}
