import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { root } from './childProcess.ts';

const SIZE = 128;

/** Draws scripts/icon.svg as media/icon.png, which is the form galleries take. */
export async function drawIcon(browser: Browser): Promise<void> {
  const svg = await readFile(join(root, 'scripts', 'icon.svg'), 'utf8');
  const page = await browser.newPage({ viewport: { width: SIZE, height: SIZE } });
  await page.setContent(`<style>body { margin: 0; } svg { display: block; }</style>${svg}`);
  await page.screenshot({ path: join(root, 'media', 'icon.png'), omitBackground: true });
  await page.close();
}
