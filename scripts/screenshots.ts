// npm run screenshots: takes the pictures of the README and of the walkthrough, and draws the icon. What is shown is the product in a
// real VS Code against the demo portal; only the time of day is made up, so that the pictures differ as little as may be.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { root, runNode } from './childProcess.ts';
import { drawIcon } from './drawIcon.ts';
import { takeWalkthroughPictures } from './walkthroughPictures.ts';
import { launchChromium } from '../test/host/chromium.ts';
import { openWorkbench, type Theme, type Workbench } from '../test/host/workbench.ts';
import { startPortal } from '../test/portal/portal.ts';
import { seeds } from '../test/portal/seeds/index.ts';
import { systemClock } from '../test/portal/systemClock.ts';

const folder = join(root, 'media', 'readme');
const DIALOG = 'Backend · Kite';

// The browser and VS Code inherit it.
process.env['TZ'] = 'UTC';

const { code } = await runNode(['esbuild.js'], { print: true });
if (code !== 0) throw new Error('The build failed.');
await mkdir(folder, { recursive: true });

const browser = await launchChromium();
await drawIcon(browser);
await browser.close();
await takePicture('thread-dark.png', 'Default Dark Modern', openDialogBesideCode);
await takePicture('send-selection-light.png', 'Default Light Modern', async (workbench) => {
  await openDialogBesideCode(workbench);
  await askWhereToSend(workbench);
});
await takeWalkthroughPictures();
console.log('Pictures taken: media/readme, media/walkthrough, media/icon.png');

async function takePicture(
  file: string,
  theme: Theme,
  show: (workbench: Workbench) => Promise<void>,
): Promise<void> {
  const now = new Date().setUTCHours(11, 42, 0, 0);
  const portal = await startPortal({
    seed: seeds.demo,
    clock: { ...systemClock, now: () => now },
    utcOffsetMinutes: 0,
  });
  const workbench = await openWorkbench({
    extensionPath: root,
    folder: join(root, 'test', 'host', 'workspace'),
    env: { BITRIX24_DEV_WEBHOOK: portal.webhookUrl() },
    theme,
    settings: {
      // What is unread stays unread, however long the picture takes.
      'bitrix24.readMarks.automatic': false,
      'editor.cursorBlinking': 'solid',
      'editor.occurrencesHighlight': 'off',
      'editor.lightbulb.enabled': 'off',
      'workbench.layoutControl.enabled': false,
    },
  });
  try {
    await show(workbench);
    await settle(workbench);
    await workbench.screenshot(join(folder, file));
  } finally {
    await workbench.close();
    await portal.stop();
  }
}

async function openDialogBesideCode(workbench: Workbench): Promise<void> {
  const { page } = workbench;
  await workbench.runCommand('Bitrix24: Focus on Dialogs View');
  await page.getByRole('treeitem').filter({ hasText: DIALOG }).waitFor();
  await openFile(workbench, 'invoice.ts');
  await newGroup(workbench);
  await page.getByRole('treeitem').filter({ hasText: DIALOG }).click();
  const thread = await workbench.webview(DIALOG);
  await thread.getByRole('separator', { name: 'New messages' }).waitFor();
}

async function askWhereToSend(workbench: Workbench): Promise<void> {
  await workbench.page.getByRole('tab', { name: 'invoice.ts' }).click();
  await workbench.page.keyboard.press('Control+p');
  await workbench.quickInput.answer(':13');
  for (let line = 0; line < 4; line += 1) await workbench.page.keyboard.press('Shift+ArrowDown');
  await workbench.runCommand('Bitrix24: Send Selection to Bitrix24');
  await workbench.quickInput.type('ki');
}

async function openFile(workbench: Workbench, name: string): Promise<void> {
  await workbench.page.keyboard.press('Control+p');
  await workbench.quickInput.type(name);
  await workbench.quickInput.pick(name);
  await workbench.page.getByRole('tab', { name }).waitFor();
}

/** Once: `runCommand` may run a command again when the machine is slow, which would leave an empty group. */
async function newGroup({ page, quickInput }: Workbench): Promise<void> {
  const title = 'View: New Editor Group to the Right';
  await page.keyboard.press('F1');
  await quickInput.type(`>${title}`);
  await quickInput.row(title).waitFor();
  await quickInput.accept();
}

/** Two frames without a change on the screen. */
async function settle({ page }: Workbench): Promise<void> {
  let before: Buffer = Buffer.alloc(0);
  for (let tries = 0; tries < 50; tries += 1) {
    await page.waitForTimeout(250);
    const now = await page.screenshot();
    if (now.equals(before)) return;
    before = now;
  }
  throw new Error('The window does not come to rest');
}
