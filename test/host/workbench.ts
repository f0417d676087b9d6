// Drives a real workbench in Chromium: what a person does with mouse and keyboard, by name.
import type { BrowserContext, FrameLocator, Page } from 'playwright-core';
import { launchChromium } from './chromium.ts';
import { startCodeServer, windowUrl } from './codeServer.ts';
import { openQuickInput, type QuickInput } from './quickInput.ts';

export type Theme =
  | 'Default Light Modern'
  | 'Default Dark Modern'
  | 'Default High Contrast'
  | 'Default High Contrast Light';

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
  /** Console lines of the page and the extension host, newest last. */
  readonly logs: readonly string[];
  readonly quickInput: QuickInput;
  /** Runs a command by its title in the palette, "Bitrix24: Sign In". Resolves when it was started, not ended. */
  runCommand(title: string): Promise<void>;
  /** The content of a webview: an editor by the title of its tab, or a sidebar view by its name. */
  webview(title: string): FrameLocator;
  screenshot(path: string): Promise<void>;
  /** Reloads the window, as "Developer: Reload Window" does, and waits until it is ready again. */
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
    const context = await browser.newContext({ viewport: options.size ?? { width: 1280, height: 800 } });
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
export async function keepSecretsOverReloads(context: BrowserContext): Promise<void> {
  await context.route('**/mint-key', (route) => route.fulfill({ body: Buffer.alloc(32, 7) }));
}

async function openWindow(
  context: BrowserContext,
  url: string,
  dataFolder: string,
  close: () => Promise<void>,
): Promise<Workbench> {
  const page = await context.newPage();
  const logs: string[] = [];
  await page.exposeFunction('codeAutomationLog', (type: string, args: readonly unknown[]) => {
    logs.push(`${type}: ${args.map(String).join(' ')}`);
  });
  await page.exposeFunction('codeAutomationExit', () => undefined);
  await page.goto(url);
  await waitUntilReady(page);
  const quickInput = openQuickInput(page);

  return {
    page,
    dataFolder,
    logs,
    quickInput,
    runCommand: async (title) => {
      await page.keyboard.press('F1');
      await quickInput.type(`>${title}`);
      await quickInput.pick(title);
    },
    webview: (title) => webviewFrame(page, title),
    screenshot: async (path) => {
      await page.screenshot({ path });
    },
    reload: async () => {
      await page.reload();
      await waitUntilReady(page);
    },
    secondWindow: () => openWindow(context, url, dataFolder, () => page.close()),
    close,
  };
}

/** Ready: the layout stands and the extension host has said hello. */
async function waitUntilReady(page: Page): Promise<void> {
  await page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: 60_000 });
}

function webviewFrame(page: Page, title: string): FrameLocator {
  void title;
  return page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
}
