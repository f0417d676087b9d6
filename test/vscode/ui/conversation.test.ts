// Reading and acting in a real VS Code, against a portal over HTTP: code, buttons, people, jumps, menus, files.
import { strict as assert } from 'node:assert';
import { join, resolve } from 'node:path';
import { after, before, describe, it } from 'mocha';
import type { FrameLocator, Locator } from 'playwright-core';
import { chooseFromMenu } from '../../host/chooseFromMenu.ts';
import { openWorkbench, type Workbench } from '../../host/workbench.ts';
import type { PortalCall } from '../../portal/callLog.ts';
import { type Portal, startPortal } from '../../portal/portal.ts';
import { seeds } from '../../portal/seeds/index.ts';
import type { World } from '../../portal/world.ts';

const root = resolve(import.meta.dirname, '../../..');
const OWN_ID = 1;
const COLLEAGUE = 7;
const BOT_ID = 50;
const CHAT_ID = 98;
const DIALOG = 'Lab';
const MINUTE_MS = 60_000;
const FENCE = '-'.repeat(54);
const CODE = 'const answer = 42;\nexport { answer };';

describe('the conversation', () => {
  let portal: Portal;
  let workbench: Workbench;
  let thread: FrameLocator;
  let ids: Lab;

  before(async () => {
    portal = await startPortal({
      seed: (world) => {
        const seeded = seeds.paper.build(world);
        ids = buildLab(world);
        const tai = world.users.get(7);
        if (tai !== undefined) tai.avatar = '/upload/main/tai.png';
        return seeded;
      },
    });
    workbench = await openWorkbench({
      extensionPath: root,
      folder: join(root, 'test', 'host', 'workspace'),
      theme: 'Default Dark Modern',
      env: { BITRIX24_DEV_WEBHOOK: portal.webhookUrl() },
    });
    await workbench.openFile('billing/invoice.ts');
    thread = await openDialog(DIALOG);
  });
  after(async () => {
    await workbench?.close();
    await portal?.stop();
  });

  const composer = (): Locator => thread.getByRole('textbox', { name: 'Message', exact: true });
  const message = (id: number): Locator => thread.locator(`[data-message-id="${id}"]`);
  const key = (name: string): Locator => message(ids.keyboard).getByRole('button', { name });
  const asks = (): Locator => workbench.page.getByRole('dialog');
  const tab = (name: string): Locator => workbench.page.locator('.tab').filter({ hasText: name });
  const clipboard = (): Promise<string> => workbench.page.evaluate(() => navigator.clipboard.readText());
  const callOf = (method: string): Promise<PortalCall> =>
    portal.waitForCall((call) => call.method === method && call.status === 200);

  async function openDialog(name: string): Promise<FrameLocator> {
    await workbench.runCommand('Bitrix24: Focus on Dialogs View');
    await workbench.page.getByRole('treeitem').filter({ hasText: name }).click();
    const opened = await workbench.webview(name);
    await opened.getByRole('textbox', { name: 'Message', exact: true }).waitFor();
    return opened;
  }

  /** A page that was hidden is made anew when it is shown again. */
  async function backToLab(): Promise<void> {
    await tab(DIALOG).click();
    thread = await workbench.webview(DIALOG);
    await composer().waitFor();
  }

  async function chooseInMenu(id: number, name: string): Promise<void> {
    await message(id).focus();
    await workbench.page.keyboard.press('Shift+F10');
    await thread.getByRole('menuitem', { name }).click();
  }

  async function useCode(name: string): Promise<void> {
    const code = message(ids.code).getByRole('group', { name: /^Code/ });
    await code.hover();
    await code.getByRole('button', { name }).click();
  }

  it('opens code of a message as a document', async () => {
    await useCode('Open in an editor');
    const opened = workbench.page.locator('.monaco-editor[data-uri^="untitled:"]');
    await opened.getByText('answer').first().waitFor();
    await workbench.runCommand('View: Close Editor');
    await workbench.page.getByRole('button', { name: /Don't Save/ }).click();
    await backToLab();
  });

  it('compares it with the file that was used last', async () => {
    await useCode('Compare with the active file');
    await workbench.page.locator('.monaco-diff-editor').getByText('answer').first().waitFor();
    await tab('invoice.ts ↔ code from a message').waitFor();
    await workbench.runCommand('View: Close Editor');
    await backToLab();
  });

  it('inserts it there, though another dialog was opened meanwhile, and undo takes it back', async () => {
    await openDialog('Tài Lê');
    thread = await openDialog(DIALOG);
    await useCode('Insert at the cursor');
    const file = workbench.page.locator('.monaco-editor[data-uri$="/billing/invoice.ts"]');
    await file.getByText('answer').first().waitFor();
    await workbench.page.keyboard.press('Control+z');
    await file.getByText('answer').first().waitFor({ state: 'detached' });
    await backToLab();
  });

  it('presses a command button once: busy until the portal has it, then locked until the bot answers', async () => {
    portal.clearCalls();
    const gate = portal.faults.hold('im.message.command');
    const again = key('Build again');
    await again.click();
    await gate.reached;
    assert.equal(await again.getAttribute('aria-busy'), 'true');
    await again.click({ force: true });
    gate.open();
    await message(ids.keyboard).locator('[data-state="locked"]').waitFor();
    const { params } = await callOf('im.message.command');
    assert.deepEqual(params, {
      MESSAGE_ID: ids.keyboard,
      BOT_ID,
      COMMAND: 'rebuild',
      COMMAND_PARAMS: '5124',
    });
    await again.click({ force: true });
    // A tab that was hidden is made anew, and knows.
    await workbench.openFile('billing/invoice.ts');
    await backToLab();
    await message(ids.keyboard).locator('[data-state="locked"]').waitFor();
    await key('Copy the tag').click();
    await key('Copied').waitFor();
    assert.equal(await clipboard(), 'v4.2.0');
    assert.equal(portal.calls.filter(({ method }) => method === 'im.message.command').length, 1);
  });

  it('names the host before a button opens it', async () => {
    await key('Log').click();
    // VS Code asks about a host that is not trusted, and nobody else does.
    await asks()
      .getByText(/open the external website/)
      .waitFor();
    await asks()
      .getByText(/builds\.example/)
      .first()
      .waitFor();
    await workbench.page.keyboard.press('Escape');
    await asks().waitFor({ state: 'detached' });
    await message(ids.keyboard).locator('.key:not([aria-busy="true"])').filter({ hasText: 'Log' }).waitFor();
    assert.equal(await asks().count(), 0);
  });

  it('puts words into the composer without sending, and sends offered ones only after asking', async () => {
    portal.clearCalls();
    await key('Build…').click();
    assert.equal(await composer().inputValue(), 'build ');
    await composer().fill('');
    await key('Status').click();
    await asks().getByText('Send this message as yourself?').waitFor();
    await workbench.page.keyboard.press('Escape');
    await asks().waitFor({ state: 'detached' });
    await message(ids.offers).getByRole('button', { name: 'Yes' }).click();
    await asks().getByRole('button', { name: 'Send', exact: true }).click();
    const { params } = await callOf('im.message.add');
    assert.equal(params['MESSAGE'], 'yes please');
    assert.equal(portal.calls.filter(({ method }) => method === 'im.message.add').length, 1);
  });

  it('shows who somebody is, and opens the dialog with them', async () => {
    await message(ids.offers).getByRole('button', { name: 'Tài Lê' }).click();
    const card = thread.getByRole('dialog', { name: 'Tài Lê' });
    await card.getByText('Developer').waitFor();
    await card.locator('img[src^="blob:"]').waitFor();
    assert.ok(portal.pictures.asked.every((path) => path === '/upload/main/tai.png'));
    await card.getByRole('button', { name: 'Write' }).click();
    await (await workbench.webview('Tài Lê')).getByText('Chào Trung!').waitFor();
    await backToLab();
  });

  it('jumps to what a quote is taken from, far above, and back', async () => {
    await message(ids.quote).getByRole('button', { name: 'Go to message' }).click();
    await message(ids.first).waitFor();
    await thread.getByRole('button', { name: 'Back to where you were' }).click();
    await message(ids.quote).waitFor();
  });

  it('finds words in the dialog, goes to the hit and back', async () => {
    await composer().click();
    await workbench.page.keyboard.press('Control+f');
    await thread.getByRole('textbox', { name: 'Search in this dialog' }).fill('zebra');
    await thread.locator(`[data-hit-id="${ids.first}"]`).click();
    await message(ids.first).waitFor();
    await thread.getByRole('textbox', { name: 'Search in this dialog' }).press('Escape');
    await thread.getByRole('button', { name: 'Back to where you were' }).click();
    await message(ids.quote).waitFor();
  });

  it('likes, makes a task and copies the link, by the menu of a message and its keys', async () => {
    portal.clearCalls();
    await message(ids.quote).focus();
    await workbench.page.keyboard.press('l');
    const like = await callOf('im.message.like');
    assert.equal(like.params['MESSAGE_ID'], ids.quote);
    await chooseInMenu(ids.quote, 'Make a task of it');
    const share = await callOf('im.message.share');
    assert.equal(share.params['TYPE'], 'TASK');
    await chooseInMenu(ids.quote, 'Copy link');
    await workbench.page.getByText('Link copied').first().waitFor();
    assert.match(await clipboard(), new RegExp(`/dialog/chat${CHAT_ID}/${ids.quote}$`));
  });

  it('forwards to the dialog that is picked', async () => {
    portal.clearCalls();
    await chooseInMenu(ids.quote, 'Forward');
    await workbench.quickInput.pick('Trung, Tài');
    const { params } = await callOf('im.message.add');
    assert.equal(params['DIALOG_ID'], 'chat97');
    assert.match(JSON.stringify(params['MESSAGE']), /As I said then/);
  });

  it('deletes only after asking', async () => {
    portal.clearCalls();
    await message(ids.quote).focus();
    await workbench.page.keyboard.press('End');
    await message(ids.own).focus();
    await workbench.page.keyboard.press('Delete');
    await asks().getByText('Delete this message?').waitFor();
    await workbench.page.keyboard.press('Escape');
    await asks().waitFor({ state: 'detached' });
    await chooseInMenu(ids.own, 'Delete');
    await asks().getByRole('button', { name: 'Delete', exact: true }).click();
    const { params } = await callOf('im.message.delete');
    assert.equal(params['MESSAGE_ID'], ids.own);
    await message(ids.own).getByText('Mine to delete').waitFor({ state: 'detached' });
    assert.equal(portal.calls.filter(({ method }) => method === 'im.message.delete').length, 1);
  });

  it('mutes and pins from the title bar, and names the members', async () => {
    portal.clearCalls();
    await thread.getByRole('button', { name: 'Mute', exact: true }).click();
    await callOf('im.chat.mute');
    await thread.getByRole('button', { name: 'Unmute', exact: true }).click();
    await thread.getByRole('button', { name: 'Pin', exact: true }).click();
    await callOf('im.recent.pin');
    await thread.getByRole('button', { name: 'Unpin', exact: true }).click();
    await thread.getByRole('button', { name: 'Members', exact: true }).click();
    await thread.getByText('Members: 3').waitFor();
    await workbench.page.keyboard.press('Escape');
  });

  it('shows an image in the thread and large, and opens another file in the editor', async () => {
    const image = message(ids.files).getByRole('button', { name: 'Enlarge plan.png' });
    await image.locator('img').waitFor();
    assert.match((await image.locator('img').getAttribute('src')) ?? '', /^blob:/);
    await image.click();
    const viewer = thread.getByRole('dialog', { name: /plan\.png/ });
    await viewer.waitFor();
    await workbench.page.keyboard.press('Escape');
    await viewer.waitFor({ state: 'detached' });
    await message(ids.files).getByRole('button', { name: 'Open: notes.txt' }).click();
    await tab('notes.txt').waitFor();
    await backToLab();
  });

  it('does the same in the side bar, and leaves the tab as it is', async () => {
    portal.clearCalls();
    const row = workbench.page.getByRole('treeitem').filter({ hasText: 'Tài Lê' });
    await row.click({ button: 'right' });
    await chooseFromMenu(workbench.page.getByRole('menuitem', { name: /Sidebar Chat/ }));
    const chat = await workbench.webview('Chat');
    await chat.getByRole('textbox', { name: 'Message', exact: true }).fill('From the side bar');
    await chat.getByRole('textbox', { name: 'Message', exact: true }).press('Enter');
    const { params } = await callOf('im.message.add');
    assert.deepEqual([params['DIALOG_ID'], params['MESSAGE']], [String(COLLEAGUE), 'From the side bar']);
    await composer().waitFor();
  });

  it('brings two dialogs back after a reload of the window, the one on screen where it was read', async () => {
    await message(ids.code).focus();
    for (let step = 0; step < 40; step += 1) await workbench.page.keyboard.press('ArrowUp');
    const place = thread.locator('[data-message-id]:focus');
    const placeId = Number(await place.getAttribute('data-message-id'));
    assert.ok(placeId < ids.code - 30);
    await workbench.reload();
    await tab('Tài Lê').waitFor();
    thread = await workbench.webview(DIALOG);
    await message(placeId).waitFor();
    await message(ids.own).waitFor({ state: 'detached' });
  });
});

interface Lab {
  readonly first: number;
  readonly code: number;
  readonly keyboard: number;
  readonly offers: number;
  readonly quote: number;
  readonly files: number;
  readonly own: number;
}

function buildLab(world: World): Lab {
  const now = world.clock.now();
  world.addUser({ id: BOT_ID, firstName: 'Builder', lastName: '', bot: true });
  world.addChat({ id: CHAT_ID, title: DIALOG, owner: COLLEAGUE, members: [OWN_ID, BOT_ID] });
  let minutes = 300;
  const post = (author: number, text: string, more: Partial<Parameters<World['post']>[0]> = {}): number => {
    minutes -= 1;
    return world.post({ chat: CHAT_ID, author, text, dateMs: now - minutes * MINUTE_MS, ...more }).id;
  };
  const button = (fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => ({
    TYPE: 'BUTTON',
    BOT_ID,
    CONTEXT: 'ALL',
    DISPLAY: 'LINE',
    DISABLED: 'N',
    BLOCK: 'N',
    ...fields,
  });
  const first = post(COLLEAGUE, 'The zebra that started it all');
  for (let index = 0; index < 200; index += 1) post(COLLEAGUE, `Filler ${index}`);
  const lab = {
    first,
    code: post(COLLEAGUE, `[CODE]${CODE}[/CODE]`),
    keyboard: post(BOT_ID, 'Build 5124 failed', {
      params: {
        KEYBOARD: [
          button({ TEXT: 'Build again', COMMAND: 'rebuild', COMMAND_PARAMS: '5124', BLOCK: 'Y' }),
          button({ TEXT: 'Log', LINK: 'https://builds.example/5124' }),
          button({ TEXT: 'Status', ACTION: 'SEND', ACTION_VALUE: 'status' }),
          button({ TEXT: 'Build…', ACTION: 'PUT', ACTION_VALUE: 'build ' }),
          button({ TEXT: 'Copy the tag', ACTION: 'COPY', ACTION_VALUE: 'v4.2.0' }),
        ],
      },
    }),
    offers: post(COLLEAGUE, `Ask [USER=${COLLEAGUE}]Tài Lê[/USER], [SEND=yes please]Yes[/SEND]`),
    quote: post(
      COLLEAGUE,
      `${FENCE}\nTài Lê [20.11.2026 10:00] #chat${CHAT_ID}/${first}\nThe zebra\n${FENCE}\nAs I said then`,
    ),
    files: post(COLLEAGUE, '', {
      files: [
        world.addFile({ name: 'plan.png', author: COLLEAGUE, image: { width: 320, height: 200 } }).id,
        world.addFile({ name: 'notes.txt', author: COLLEAGUE, content: Buffer.from('notes') }).id,
      ],
    }),
    own: post(OWN_ID, 'Mine to delete'),
  };
  world.readAll(OWN_ID, CHAT_ID);
  return lab;
}
