// The pictures of the walkthrough: the product itself in a real VS Code, with its own demo, in a light and a dark theme.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './childProcess.ts';
import { openWorkbench, type Theme, type Workbench } from '../test/host/workbench.ts';

const folder = join(root, 'media', 'walkthrough');
const themes: Readonly<Record<string, Theme>> = {
  dark: 'Default Dark Modern',
  light: 'Default Light Modern',
};
const GUIDE = 'Demo: start here';
const CHAT = 'Release 2.4';

export async function takeWalkthroughPictures(): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [suffix, theme] of Object.entries(themes)) {
    const workbench = await openWorkbench({
      extensionPath: root,
      folder: join(root, 'test', 'host', 'workspace'),
      theme,
      size: { width: 900, height: 560 },
      settings: {
        'bitrix24.readMarks.automatic': false,
        'editor.cursorBlinking': 'solid',
        'editor.occurrencesHighlight': 'off',
        'editor.lightbulb.enabled': 'off',
        'workbench.layoutControl.enabled': false,
        'workbench.activityBar.location': 'default',
        'breadcrumbs.enabled': false,
      },
    });
    const take = (name: string): Promise<void> => workbench.screenshot(join(folder, `${name}-${suffix}.png`));
    try {
      await takeAll(workbench, take);
    } finally {
      await workbench.close();
    }
  }
}

async function takeAll(workbench: Workbench, take: (name: string) => Promise<void>): Promise<void> {
  const { page, quickInput } = workbench;
  // It opens by itself, and late.
  await page.getByText('Choose a way in').waitFor();
  await workbench.runCommand('View: Close All Editors');
  await workbench.runCommand('Bitrix24: Focus on Dialogs View');
  await workbench.runCommand('Bitrix24: Sign In');
  await page.getByText('Your portal’s address').waitFor();
  await page.mouse.move(450, 400);
  await page.getByText('Activating Extensions').waitFor({ state: 'detached' });
  await take('signIn');
  await quickInput.cancel();

  await workbench.runCommand('Bitrix24: Try the Demo');
  const guide = await workbench.webview(GUIDE);
  await guide.getByText('This is a demo').waitFor();
  await take('demo');

  await page.getByRole('treeitem').filter({ hasText: CHAT }).click();
  const chat = await workbench.webview(CHAT);
  await chat.getByText('The new icons are in').waitFor();
  await chat.getByRole('textbox', { name: 'Message' }).pressSequentially('All there, **thank you**!');
  await take('message');

  await workbench.openFile('billing/invoice.ts');
  await page.keyboard.press('Control+g');
  await quickInput.answer(':13');
  for (let line = 0; line < 3; line += 1) await page.keyboard.press('Shift+ArrowDown');
  await workbench.runCommand('Bitrix24: Send Selection to Bitrix24');
  await quickInput.row(CHAT).waitFor();
  await take('code');
  await quickInput.cancel();

  await page.getByRole('treeitem').filter({ hasText: 'Maya Fischer' }).click();
  const maya = await workbench.webview('Maya Fischer');
  const box = maya.getByRole('textbox', { name: 'Message' });
  await box.pressSequentially('See you at three?');
  await box.press('Enter');
  await page.getByRole('tab', { name: 'invoice.ts' }).click();
  await page.getByRole('treeitem', { name: /^Maya Fischer, 1 unread/ }).waitFor();
  await take('notifications');
}
