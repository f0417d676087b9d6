import type { Locator } from 'playwright-core';

/** A menu takes no click in its first tenth of a second, lest the click that opened it choose something. */
export async function chooseFromMenu(item: Locator): Promise<void> {
  await item.waitFor();
  while (await item.isVisible()) {
    await item.click({ timeout: 1_000 }).catch(() => undefined);
    await item.waitFor({ state: 'hidden', timeout: 1_000 }).catch(() => undefined);
  }
}
