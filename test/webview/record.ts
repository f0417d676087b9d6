// Writes down what the extension says to the page, in a real VS Code over the demo portal, for `recorded.test.ts`. To be
// run again when the contract of page and extension has changed:
//   node test/webview/record.ts
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Frame } from 'playwright-core';
import { openWorkbench, type Workbench } from '../host/workbench.ts';
import { startPortal } from '../portal/portal.ts';
import { seeds } from '../portal/seeds/index.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const dialogs = [
  { file: 'bot', title: 'Buildbot' },
  { file: 'group', title: 'Release 4.2', news: { dialogId: 'chat102', author: 2 } },
  { file: 'twoDirections', title: 'Nakhla Freight × Kitewind' },
] as const;

declare global {
  var recorded: unknown[] | undefined;
}

const portal = await startPortal({ seed: seeds.demo, live: false });
const workbench = await openWorkbench({
  extensionPath: root,
  folder: `${root}test/host/workspace`,
  env: { BITRIX24_DEV_WEBHOOK: portal.webhookUrl() },
});
const { page } = workbench;
// VS Code writes the page into an empty one, which takes listeners away: this one comes with the page's own.
await page.addInitScript(() => {
  const add = globalThis.addEventListener;
  const take = (event: Event): void => {
    if (!(event instanceof MessageEvent)) return;
    const said = event.data as { readonly kind?: string } | null;
    if (said?.kind === 'notification') (globalThis.recorded ??= []).push(said);
  };
  globalThis.addEventListener = (type: string, listener: EventListenerOrEventListenerObject): void => {
    if (type === 'message') add.call(globalThis, type, take);
    add.call(globalThis, type, listener);
  };
});
await page.getByRole('tab', { name: 'Bitrix24' }).first().click();
for (const { file, title, ...more } of dialogs) {
  await page
    .getByRole('treeitem')
    .filter({ hasText: new RegExp(`^${title}`) })
    .first()
    .click();
  const thread = await workbench.webview(title);
  await thread.locator('[data-message-id]').last().waitFor();
  if ('news' in more) {
    const { dialogId, author } = more.news;
    const messageId = await portal
      .as(author)
      .post(dialogId, 'One [b]more[/b] thing: https://kitewind.example/4.3');
    const article = thread.locator(`[data-message-id="${messageId}"]`);
    await article.waitFor();
    await portal.as(author).edit(messageId, 'One more thing, reworded');
    await article.getByText('reworded').waitFor();
  }
  // What comes late, such as names, has come once nothing has for a while.
  await page.waitForTimeout(3_000);
  const notifications = await recordedIn(workbench, title);
  await writeFile(
    `${root}test/webview/recordings/${file}.json`,
    `${JSON.stringify(notifications, undefined, 1)}\n`,
  );
  console.log(`${file}: ${notifications.length} notifications`);
}
await workbench.close();
await portal.stop();

async function recordedIn({ page: host }: Workbench, title: string): Promise<unknown[]> {
  for (const frame of host.frames()) {
    if ((await titleOf(frame)) !== title) continue;
    const recorded = await frame.evaluate(() => globalThis.recorded);
    if (recorded !== undefined) return recorded;
  }
  throw new Error(`Nothing was said to the page of ${title}`);
}

async function titleOf(frame: Frame): Promise<string | undefined> {
  return frame
    .locator('.header-title')
    .textContent({ timeout: 500 })
    .then((text) => text?.trim())
    .catch(() => undefined);
}
