import type { Page } from 'playwright-core';
import type { Workbench } from './workbench.ts';

/** A VS Code in the browser leads addresses of its machine through itself; one on a desktop opens them as they are. */
export async function leadStraightTo(workbench: Workbench, address: () => string): Promise<void> {
  await workbench.page.context().route(/\/proxy\/\d+\//, async (route) => {
    const { pathname, search } = new URL(route.request().url());
    const location = address() + pathname.replace(/^\/proxy\/\d+/, '') + search;
    await route.fulfill({ status: 302, headers: { location } });
  });
}

/** Says yes where VS Code asks whether to open a page in the browser, and gives that page. */
export async function openedPage({ page }: Workbench, action: () => Promise<void>): Promise<Page> {
  const opened = page.context().waitForEvent('page');
  await action();
  const open = page.getByRole('dialog').getByRole('button', { name: 'Open', exact: true });
  return Promise.race([opened, open.click().then(() => opened)]);
}
