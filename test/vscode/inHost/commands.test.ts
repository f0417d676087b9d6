// Every command with its arguments and results, called as another extension would, against a portal over HTTP.
import { strict as assert } from 'node:assert';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { type Portal, startPortal } from '../../portal/portal.ts';
import type { PortalCall } from '../../portal/callLog.ts';
import { seeds } from '../../portal/seeds/index.ts';
import { getApi, rejection, workspaceFile } from './product.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe('commands', () => {
  let portal: Portal;

  before(async () => {
    portal = await startPortal({ seed: seeds.paper, rate: 'off' });
    await vscode.commands.executeCommand('bitrix24.signIn', { method: 'webhook', url: portal.webhookUrl() });
  });
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await portal.stop();
  });
  beforeEach(() => portal.clearCalls());

  const callsOf = (method: string): readonly PortalCall[] =>
    portal.calls.filter((call) => call.method === method);

  /** Of the account that is signed in: the same person signing in again keeps it. */
  const accountId = async (): Promise<string> => {
    const signIn = { method: 'webhook', url: portal.webhookUrl() };
    return (await vscode.commands.executeCommand<{ accountId: string }>('bitrix24.signIn', signIn)).accountId;
  };

  it('signs in again and tells who it is, without the secret', async () => {
    const signedIn = await vscode.commands.executeCommand<Record<string, unknown>>('bitrix24.signIn', {
      method: 'webhook',
      url: ` "${portal.webhookUrl()}profile.json" `,
    });
    assert.deepEqual(Object.keys(signedIn).sort(), ['accountId', 'portal', 'userId', 'userName']);
    assert.equal(signedIn['portal'], portal.url);
    assert.equal(signedIn['userId'], 1);
    assert.equal(signedIn['userName'], 'Trung Nguyễn');
    assert.ok(!JSON.stringify(signedIn).includes(secretOf(portal)));
  });

  it('refreshes the list at once', async () => {
    await portal.as(7).post('chat97', 'Is anybody there?');
    await vscode.commands.executeCommand('bitrix24.refresh');
    const api = await getApi();
    const chat = api.dialogs().find(({ id }) => id === 'chat97');
    assert.equal(chat?.lastMessage?.text, 'Is anybody there?');
    assert.equal(chat?.unread, 2);
  });

  it('sends every parameter of im.message.add', async () => {
    const messageId = await vscode.commands.executeCommand<number>('bitrix24.sendMessage', {
      dialogId: 'chat97',
      message: 'Hello Tài',
      attach: [{ MESSAGE: 'From [B]VS Code[/B]' }],
      keyboard: [{ TEXT: 'Open', LINK: 'https://example.com/' }],
      menu: [{ TEXT: 'Open', LINK: 'https://example.com/' }],
      system: true,
      urlPreview: false,
      replyTo: 841,
    });
    const [call, ...others] = callsOf('im.message.add');
    assert.equal(others.length, 0);
    assert.ok(call);
    assert.equal(typeof messageId, 'number');
    assert.equal(call.params['DIALOG_ID'], 'chat97');
    assert.equal(call.params['MESSAGE'], 'Hello Tài');
    assert.equal(call.params['SYSTEM'], 'Y');
    assert.equal(call.params['URL_PREVIEW'], 'N');
    assert.equal(call.params['REPLY_ID'], 841);
    for (const part of ['ATTACH', 'KEYBOARD', 'MENU']) assert.ok(call.params[part], part);
    assert.match(textOf(call, 'TEMPLATE_ID'), UUID);
  });

  it('takes ATTACH as JSON text, too', async () => {
    await vscode.commands.executeCommand('bitrix24.sendMessage', {
      dialogId: '7',
      attach: '[{"MESSAGE":"one"}]',
    });
    assert.equal(callsOf('im.message.add').length, 1);
  });

  for (const { what, argument, says } of [
    {
      what: 'malformed ATTACH JSON',
      argument: { dialogId: '7', attach: '[{"MESSAGE":}]' },
      says: /ATTACH.*JSON.*1:13/,
    },
    {
      what: 'an unknown ATTACH block',
      argument: { dialogId: '7', attach: [{ NOPE: 1 }] },
      says: /ATTACH.*NOPE/,
    },
    {
      what: 'malformed KEYBOARD JSON',
      argument: { dialogId: '7', message: 'x', keyboard: '[' },
      says: /KEYBOARD.*JSON/,
    },
    {
      what: 'a button without a label',
      argument: { dialogId: '7', message: 'x', keyboard: [{}] },
      says: /TEXT/,
    },
    { what: 'malformed MENU JSON', argument: { dialogId: '7', message: 'x', menu: '{' }, says: /MENU.*JSON/ },
    { what: 'an empty message', argument: { dialogId: '7', message: '  ' }, says: /empty/ },
    {
      what: '20,001 characters',
      argument: { dialogId: '7', message: 'x'.repeat(20_001) },
      says: /20,001.*20,000/,
    },
    { what: 'no dialog id', argument: { dialogId: 'nobody', message: 'x' }, says: /dialog ID/ },
    { what: 'an argument of another kind', argument: 42, says: /bitrix24\.sendMessage/ },
  ]) {
    it(`refuses ${what} before anything is sent`, async () => {
      const error = await rejection('bitrix24.sendMessage', argument);
      assert.match(error.message, says);
      assert.deepEqual(callsOf('im.message.add'), []);
    });
  }

  for (const { what, dialogId } of [
    { what: 'an unknown dialog', dialogId: 'chat4711' },
    { what: 'an unknown user', dialogId: '4711' },
  ]) {
    it(`says so when sending to ${what}`, async () => {
      const error = await rejection('bitrix24.sendMessage', { dialogId, message: 'x' });
      assert.match(error.message, /dialog|access/);
    });
  }

  it('sends the selection with file, lines and language', async () => {
    const document = await vscode.workspace.openTextDocument(workspaceFile('billing/invoice.ts'));
    const editor = await vscode.window.showTextDocument(document);
    editor.selection = new vscode.Selection(1, 0, 3, 4);
    const messageId = await vscode.commands.executeCommand<number>('bitrix24.sendSelection', {
      dialogId: 'chat97',
      comment: 'Look here',
    });
    assert.equal(typeof messageId, 'number');
    const text = textOf(callsOf('im.message.add')[0], 'MESSAGE');
    assert.match(text, /^Look here\n/);
    assert.match(text, /invoice\.ts:2-4/);
    assert.match(text, /typescript/i);
    const selected = document.getText(editor.selection);
    assert.ok(text.includes(`[code]${selected}[/code]`), text);
  });

  it('sends the whole line when nothing is selected', async () => {
    const document = await vscode.workspace.openTextDocument(workspaceFile('billing/invoice.ts'));
    const editor = await vscode.window.showTextDocument(document);
    const line =
      [...Array(document.lineCount).keys()].find((at) => document.lineAt(at).text.trim() !== '') ?? 0;
    editor.selection = new vscode.Selection(line, 1, line, 1);
    await vscode.commands.executeCommand('bitrix24.sendSelection', { dialogId: '7' });
    const text = textOf(callsOf('im.message.add')[0], 'MESSAGE');
    assert.ok(text.includes(`[code]${document.lineAt(line).text}[/code]`), text);
  });

  it('tells nothing of where a file outside the workspace lies', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'private-folder-'));
    try {
      const path = join(folder, 'scratch.ts');
      await writeFile(path, 'const answer = 42;\n');
      await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(path));
      await vscode.commands.executeCommand('bitrix24.sendSelection', { dialogId: '7' });
      const text = textOf(callsOf('im.message.add')[0], 'MESSAGE');
      assert.match(text, /scratch\.ts:1/);
      assert.doesNotMatch(text, /private-folder/);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('copies the dialog id', async () => {
    assert.equal(await vscode.commands.executeCommand('bitrix24.copyDialogId', 'chat97'), 'chat97');
    assert.equal(await vscode.env.clipboard.readText(), 'chat97');
  });

  it('marks read up to a message, and to the end', async () => {
    const last = await portal.as(7).post('chat97', 'One more');
    await vscode.commands.executeCommand('bitrix24.markRead', { dialogId: 'chat97', messageId: 841 });
    await vscode.commands.executeCommand('bitrix24.markRead', 'chat97');
    assert.deepEqual(
      callsOf('im.dialog.read').map(({ params }) => params),
      [{ DIALOG_ID: 'chat97', MESSAGE_ID: 841 }, { DIALOG_ID: 'chat97' }],
    );
    await vscode.commands.executeCommand('bitrix24.refresh');
    const chat = (await getApi()).dialogs().find(({ id }) => id === 'chat97');
    assert.equal(chat?.unread, 0);
    assert.equal(chat?.lastMessage?.id, last);
  });

  it('pins, mutes, marks unread and hides, and takes each back', async () => {
    const shown = async (): Promise<Record<string, unknown> | undefined> => {
      const chat = (await getApi()).dialogs().find(({ id }) => id === 'chat97');
      return chat && { pinned: chat.pinned, muted: chat.muted };
    };
    const onPortal = (): unknown => {
      const { isPinned } = portal.world.recents(1).touch(97);
      return { pinned: isPinned, muted: portal.world.chat(97).members.get(1)?.isMuted };
    };
    for (const [command, now] of [
      ['bitrix24.pinDialog', { pinned: true, muted: false }],
      ['bitrix24.muteDialog', { pinned: true, muted: true }],
      ['bitrix24.unpinDialog', { pinned: false, muted: true }],
      ['bitrix24.unmuteDialog', { pinned: false, muted: false }],
    ] as const) {
      await vscode.commands.executeCommand(command, 'chat97');
      assert.deepEqual(await shown(), now, command);
      assert.deepEqual(onPortal(), now, command);
    }
    await vscode.commands.executeCommand('bitrix24.markUnread', 'chat97');
    assert.deepEqual(callsOf('im.recent.unread')[0]?.params, { DIALOG_ID: 'chat97', ACTION: 'Y' });
    await vscode.commands.executeCommand('bitrix24.markUnread', { dialogId: 'chat97', messageId: 841 });
    assert.deepEqual(callsOf('im.dialog.unread')[0]?.params, { DIALOG_ID: 'chat97', MESSAGE_ID: 841 });
    await vscode.commands.executeCommand('bitrix24.markAllRead', {});
    assert.equal(callsOf('im.dialog.read.all').length, 1);
    await vscode.commands.executeCommand('bitrix24.hideDialog', 'chat97');
    assert.equal(await shown(), undefined);
    await vscode.commands.executeCommand('bitrix24.refresh');
    assert.equal(await shown(), undefined);
    await portal.as(7).post('chat97', 'Back again');
    await vscode.commands.executeCommand('bitrix24.refresh');
    assert.ok(await shown());
  });

  it('puts a pin back that the portal refuses, and says why', async () => {
    portal.faults.add('im.recent.pin', { kind: 'error', status: 400, error: 'ACCESS_ERROR' });
    const error = await rejection('bitrix24.pinDialog', 'chat97');
    assert.match(error.message, /access/);
    assert.equal((await getApi()).dialogs().find(({ id }) => id === 'chat97')?.pinned, false);
  });

  it('opens one tab per dialog', async () => {
    await vscode.commands.executeCommand('bitrix24.openDialog', 'chat97');
    await vscode.commands.executeCommand('bitrix24.openDialog', { dialogId: '7', beside: true });
    await vscode.commands.executeCommand('bitrix24.openDialog', 'chat97');
    await untilTabs((tabs) => tabs.length === 2);
    assert.deepEqual(threadTabs().sort(), ['Trung, Tài', 'Tài Lê'].sort());
  });

  it('leaves no tab behind for a dialog that is not there', async () => {
    const error = await rejection('bitrix24.openDialog', 'chat4711');
    assert.match(error.message, /access|dialog/);
    assert.ok(!threadTabs().includes('chat4711'));
  });

  it('shows a dialog in the sidebar chat, and keeps it when another one is refused', async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await untilTabs((tabs) => tabs.length === 0);
    await vscode.commands.executeCommand('bitrix24.openChat', 'chat97');
    const opened = await portal.waitForCall(({ method }) => method === 'im.dialog.get');
    assert.deepEqual(opened.params, { DIALOG_ID: 'chat97' });
    const error = await rejection('bitrix24.openChat', 'chat4711');
    assert.match(error.message, /access|dialog/);
  });

  it('shows in the sidebar nothing of another account, though its dialog has the same id', async () => {
    await vscode.commands.executeCommand('bitrix24.openChat', 'chat97');
    const other = await startPortal({ seed: seeds.paper, rate: 'off' });
    const signIn = { method: 'webhook', url: other.webhookUrl() };
    const { accountId: second } = await vscode.commands.executeCommand<{ accountId: string }>(
      'bitrix24.signIn',
      signIn,
    );
    try {
      await vscode.commands.executeCommand('bitrix24.refresh');
      assert.deepEqual(
        other.calls.filter(({ method }) => method === 'im.dialog.get').map(({ params }) => params),
        [],
      );
    } finally {
      await vscode.commands.executeCommand('bitrix24.signOut', second);
      await other.stop();
    }
  });

  it('takes a row of the tree, or a number, for the dialog', async () => {
    await vscode.commands.executeCommand('bitrix24.copyDialogId', {
      kind: 'dialog',
      dialog: { id: 'chat97' },
    });
    assert.equal(await vscode.env.clipboard.readText(), 'chat97');
    await vscode.commands.executeCommand('bitrix24.markRead', { dialogId: 7 });
    assert.deepEqual(callsOf('im.dialog.read').at(-1)?.params, { DIALOG_ID: '7' });
  });

  it('gives other extensions dialogs, messages and sending', async () => {
    const api = await getApi();
    assert.equal(api.isSignedIn, true);
    const messages = await api.messages('chat97', { limit: 50 });
    assert.deepEqual(
      messages.find(({ id }) => id === 841),
      {
        id: 841,
        dialogId: 'chat97',
        accountId: await accountId(),
        authorId: 7,
        authorName: 'Tài Lê',
        date: messages.find(({ id }) => id === 841)?.date,
        text: 'Hello Trung',
        unread: false,
      },
    );
    const id = await api.sendMessage({ dialogId: 'chat97', message: 'By the API' });
    assert.ok((await api.messages('chat97')).some((message) => message.id === id));
    await assert.rejects(api.messages('nobody'), /dialog ID/);
  });

  it('opens the log', async () => {
    await vscode.commands.executeCommand('bitrix24.showLog');
  });

  it('says which part of an argument will not do', async () => {
    const wrongMessage = await rejection('bitrix24.markRead', { dialogId: 'chat97', messageId: 'last' });
    assert.match(wrongMessage.message, /message ID/);
    assert.match((await rejection('bitrix24.markRead', { messageId: 841 })).message, /dialog ID/);
  });

  it('tells other extensions that the list is another one', async () => {
    const api = await getApi();
    const account = await accountId();
    const changes: (readonly string[])[] = [];
    const subscription = api.onDidChangeDialogs((changed) => changes.push(changed));
    await vscode.commands.executeCommand('bitrix24.signOut', account);
    subscription.dispose();
    assert.deepEqual(changes.at(-1), []);
    assert.deepEqual(api.dialogs(), []);
    await vscode.commands.executeCommand('bitrix24.signIn', { method: 'webhook', url: portal.webhookUrl() });
  });

  it('refuses to sign out an account that is not signed in', async () => {
    assert.match((await rejection('bitrix24.signOut', 'another')).message, /No such account/);
    assert.equal((await getApi()).isSignedIn, true);
  });

  it('signs out: commands say so, and the portal is left alone', async () => {
    await vscode.commands.executeCommand('bitrix24.signOut', await accountId());
    assert.equal((await getApi()).isSignedIn, false);
    await untilTabs((tabs) => tabs.length === 0);
    portal.clearCalls();
    const error = await rejection('bitrix24.sendMessage', { dialogId: '7', message: 'x' });
    assert.match(error.message, /sign in/i);
    assert.deepEqual(portal.calls, []);
  });
});

function textOf(call: PortalCall | undefined, parameter: string): string {
  const value = call?.params[parameter];
  assert.ok(typeof value === 'string', `${parameter} is no text`);
  return value;
}

function threadTabs(): string[] {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(
      ({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith('bitrix24.thread'),
    )
    .map(({ label }) => label);
}

/** The host hears of tabs a moment after they came or went; the test's own time limit ends the wait. */
async function untilTabs(isReached: (labels: readonly string[]) => boolean): Promise<void> {
  while (!isReached(threadTabs())) {
    await new Promise<void>((resolve) => {
      const subscription = vscode.window.tabGroups.onDidChangeTabs(() => {
        subscription.dispose();
        resolve();
      });
    });
  }
}

function secretOf(portal: Portal): string {
  return new URL(portal.webhookUrl()).pathname.split('/').at(-2) ?? '';
}
