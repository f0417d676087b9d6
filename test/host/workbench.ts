// Drives a real workbench in Chromium: what a person does with mouse and keyboard, by name.
import { glob, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import {
  errors,
  type BrowserContext,
  type Frame,
  type FrameLocator,
  type Locator,
  type Page,
} from 'playwright-core';
import { launchChromium } from './chromium.ts';
import { startCodeServer, windowUrl } from './codeServer.ts';
import { openQuickInput, type QuickInput } from './quickInput.ts';

export type Theme =
  'Default Light Modern' | 'Default Dark Modern' | 'Default High Contrast' | 'Default High Contrast Light';

export interface WorkbenchOptions {
  /** Absolute path of the extension under development. */
  readonly extensionPath: string;
  /** Absolute path of the folder to open. */
  readonly folder: string;
  /** Environment of the server, and so of the extension host. */
  readonly env?: Readonly<Record<string, string>>;
  /** User settings, on top of quiet ones. */
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly theme?: Theme;
  /** CSS pixels of the window; 1280 by 800 where absent. */
  readonly size?: { readonly width: number; readonly height: number };
}

export interface Workbench {
  readonly page: Page;
  /** Throw-away folder of the profile: `data/logs`, `data/User/settings.json`, `data/User/globalStorage`. */
  readonly dataFolder: string;
  /** Console lines of the page and its webviews, newest last; the extension host's are in `data/logs`. */
  readonly logs: readonly string[];
  readonly quickInput: QuickInput;
  /** Runs a command by its title in the palette, "Bitrix24: Sign In". Resolves when it was started, not ended. */
  runCommand(title: string): Promise<void>;
  /** Opens a file of the folder in an editor, by its path in it, and returns that editor. */
  openFile(path: string): Promise<Locator>;
  /** The content of a webview: an editor by the title of its tab, or a sidebar view by its name. */
  webview(title: string): Promise<FrameLocator>;
  /** What the extensions' output channel of this name has written, in every window so far; '' before it was made. */
  readLog(channel: string): Promise<string>;
  screenshot(path: string): Promise<void>;
  /**
   * Runs "Developer: Reload Window" and waits until it is ready again. VS Code saves its own state first; for a window
   * that dies without that, `page.reload()`.
   */
  reload(): Promise<void>;
  /** A second window on the same profile: same secrets, same global storage, another extension host. */
  secondWindow(): Promise<Workbench>;
  close(): Promise<void>;
}

export async function openWorkbench(options: WorkbenchOptions): Promise<Workbench> {
  const theme = options.theme === undefined ? {} : { 'workbench.colorTheme': options.theme };
  const [server, browser] = await Promise.all([
    startCodeServer({ env: options.env ?? {}, settings: { ...theme, ...options.settings } }),
    launchChromium(),
  ]);
  const close = async (): Promise<void> => {
    await browser.close();
    await server.stop();
  };
  try {
    const context = await browser.newContext({
      viewport: options.size ?? { width: 1280, height: 800 },
      reducedMotion: 'reduce',
    });
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await keepSecretsOverReloads(context);
    return await openWindow(context, windowUrl(server, options), server.dataFolder, close);
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * The workbench seals secrets with a key that it asks of its server; this server does not answer, and a key of the
 * page's own would die with the page. One key for the whole context also lets windows share secrets, as on a desktop.
 */
async function keepSecretsOverReloads(context: BrowserContext): Promise<void> {
  await context.route('**/mint-key', (route) => route.fulfill({ body: Buffer.alloc(32, 7) }));
}

async function openWindow(
  context: BrowserContext,
  url: string,
  dataFolder: string,
  close: (page: Page) => Promise<void>,
): Promise<Workbench> {
  const page = await context.newPage();
  const logs: string[] = [];
  page.on('console', (message) => logs.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => logs.push(`uncaught: ${error.message}`));
  await page.goto(url);
  await waitUntilReady(page);
  const quickInput = openQuickInput(page);

  return {
    page,
    dataFolder,
    logs,
    quickInput,
    runCommand: (title) => runCommand(page, quickInput, title),
    openFile: (path) => openFile(page, quickInput, path),
    webview: (title) => findWebview(page, title),
    readLog: (channel) => readLog(dataFolder, channel),
    screenshot: async (path) => {
      await page.screenshot({ path });
    },
    reload: async () => {
      const loaded = page.waitForEvent('load', { timeout: 60_000 });
      await runCommand(page, quickInput, 'Developer: Reload Window');
      await loaded;
      await waitUntilReady(page);
    },
    secondWindow: () => openWindow(context, url, dataFolder, (second) => second.close()),
    close: () => close(page),
  };
}

/** Ready: the layout stands and every part of the workbench has been made. Extensions may still be starting. */
async function waitUntilReady(page: Page): Promise<void> {
  await page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: 60_000 });
  await page.waitForFunction(() => 'driver' in globalThis);
  await page.evaluate(() => {
    const { driver } = globalThis as unknown as { driver: { whenWorkbenchRestored(): Promise<void> } };
    return driver.whenWorkbenchRestored();
  });
}

/**
 * Opens the palette again until the command can be clicked: extensions add theirs late, and a webview that opens
 * meanwhile takes the focus, which closes the palette. A click that timed out has not happened, so it runs once.
 */
async function runCommand(page: Page, quickInput: QuickInput, title: string): Promise<void> {
  const deadline = Date.now() + 60_000;
  // Short at first, as the command may not be there yet; longer each time, as the machine may be slow.
  for (let timeout = 1_000; ; timeout *= 1.4) {
    try {
      await page.keyboard.press('F1');
      await quickInput.box.fill(`>${title}`, { timeout });
      await quickInput.row(title).click({ timeout });
      return;
    } catch (error) {
      if (!(error instanceof errors.TimeoutError)) throw error;
      if (Date.now() > deadline) throw new Error(`The palette has no command "${title}"`, { cause: error });
      // An open palette keeps the list of commands it was opened with.
      if (await quickInput.box.isVisible()) await page.keyboard.press('Escape');
    }
  }
}

/** By way of "Go to File", which lists a file once the search has found it. */
async function openFile(page: Page, quickInput: QuickInput, path: string): Promise<Locator> {
  await runCommand(page, quickInput, 'Go to File...');
  await quickInput.type(path);
  await quickInput.row(basename(path)).click();
  const editor = page.locator(`.monaco-editor[data-uri$="/${path}"]`);
  await editor.locator('.view-line').first().waitFor();
  return editor;
}

async function readLog(dataFolder: string, channel: string): Promise<string> {
  let text = '';
  for await (const path of glob(join(dataFolder, 'data', 'logs', '**', `${channel}.log`))) {
    text += await readFile(path, 'utf8');
  }
  return text;
}

/** An inner frame carries the title of its tab or view; the outer one is addressed by the name it keeps for life. */
async function findWebview(page: Page, title: string): Promise<FrameLocator> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    for (const frame of page.frames()) {
      const parent = frame.parentFrame();
      if (parent === null || parent === page.mainFrame()) continue;
      const name = await nameOfOuterFrame(frame, parent, title).catch(() => undefined);
      if (name !== undefined)
        return page.frameLocator(`iframe[name="${name}"]`).frameLocator('#active-frame');
    }
    if (Date.now() > deadline) throw new Error(`No webview is titled "${title}"`);
    await page.waitForTimeout(50);
  }
}

async function nameOfOuterFrame(inner: Frame, outer: Frame, title: string): Promise<string | undefined> {
  const element = await inner.frameElement();
  if ((await element.getAttribute('id')) !== 'active-frame') return undefined;
  if ((await element.getAttribute('title')) !== title) return undefined;
  return (await (await outer.frameElement()).getAttribute('name')) ?? undefined;
}
