// A thread page in a real Chromium, with the test in the extension's place.
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import type { ExtensionMessage, PageMessage } from '../../src/protocol/channel.ts';
import type { OpenPage, ThreadContract } from '../../src/protocol/thread.ts';
import { type PageServer, startPageServer } from './pageServer.ts';
import { type ThemeName, themes } from './themes.ts';

type Commands = ThreadContract['commands'];
type Notifications = ThreadContract['notifications'];
type Requests = ThreadContract['requests'];

export interface HostRecord {
  readonly posts: PageMessage[];
  readonly linksOpened: string[];
  readonly violations: string[];
  readonly state: unknown;
}

declare global {
  var host: HostRecord;
  var initialState: unknown;
  var reportPost: ((message: PageMessage) => void) | undefined;
}

export interface PageOptions {
  readonly width?: number;
  readonly height?: number;
  readonly theme?: ThemeName;
  readonly home?: 'editor' | 'sideBar';
  /** What the page left with VS Code before it was reloaded. */
  readonly savedState?: unknown;
  readonly scale?: number;
  readonly reducedMotion?: boolean;
  /** Before the page asks for anything. */
  readonly prepare?: (page: Page) => Promise<unknown>;
}

/** Answers a request; what it throws is the answer's sentence. */
export type Answer<K extends keyof Requests> = (
  params: Requests[K]['params'],
) => Promise<Requests[K]['result']> | Requests[K]['result'];

/** One browser and one server for the tests of a file. */
export class PageWorkshop {
  readonly #browser: Browser;
  readonly server: PageServer;
  readonly #open = new Set<ThreadPage>();

  constructor(browser: Browser, server: PageServer) {
    this.#browser = browser;
    this.server = server;
  }

  static async start(): Promise<PageWorkshop> {
    const server = await startPageServer();
    const browser = await chromium.launch({
      executablePath: process.env['CHROME_PATH'] ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    });
    return new PageWorkshop(browser, server);
  }

  /** The page has loaded and said `ready`; it shows nothing before `open`. */
  async load(options: PageOptions = {}): Promise<ThreadPage> {
    const context = await this.#browser.newContext({
      viewport: { width: options.width ?? 700, height: options.height ?? 600 },
      deviceScaleFactor: options.scale ?? 1,
      reducedMotion: options.reducedMotion ? 'reduce' : 'no-preference',
      locale: 'en-GB',
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    const page = await context.newPage();
    const thread = new ThreadPage(page, () => this.#open.delete(thread));
    this.#open.add(thread);
    await thread.start(this.server.url, options);
    return thread;
  }

  /** Loads a page and gives it what it asks for first. */
  async open(content: OpenPage, options: PageOptions = {}): Promise<ThreadPage> {
    const thread = await this.load(options);
    await thread.notify('open', content);
    return thread;
  }

  /** After each test: a page that is left open would go on posting into the next one. */
  async closePages(): Promise<void> {
    for (const thread of [...this.#open]) await thread.close();
  }

  async stop(): Promise<void> {
    await this.#browser.close();
    await this.server.close();
  }
}

export class ThreadPage {
  readonly page: Page;
  readonly log: Locator;
  readonly field: Locator;
  readonly #onClose: () => void;
  readonly #answers = new Map<string, (params: never) => unknown>();

  constructor(page: Page, onClose: () => void) {
    this.page = page;
    this.log = page.getByRole('log', { name: 'Messages' });
    this.field = page.getByRole('textbox', { name: 'Message', exact: true });
    this.#onClose = onClose;
  }

  async start(url: string, options: PageOptions): Promise<void> {
    const { bodyClasses } = themes[options.theme ?? 'dark'];
    const variables = variablesOf(options);
    await this.page.exposeFunction('reportPost', (message: PageMessage) => this.#reply(message));
    await this.page.addInitScript(
      ({ variables: values, classes, savedState }) => {
        globalThis.initialState = savedState;
        document.addEventListener('readystatechange', () => {
          for (const [name, value] of Object.entries(values)) {
            document.documentElement.style.setProperty(name, value);
          }
        });
        new MutationObserver((_, observer) => {
          if (!document.body) return;
          document.body.classList.add(...classes);
          observer.disconnect();
        }).observe(document, { childList: true, subtree: true });
      },
      { variables, classes: [...bodyClasses], savedState: options.savedState },
    );
    await options.prepare?.(this.page);
    await this.page.goto(url);
    await this.waitForCommand('ready');
  }

  /** As when the person chooses another theme while the page is open. */
  async changeTheme(options: Pick<PageOptions, 'theme' | 'home'>): Promise<void> {
    const classes = Object.values(themes).flatMap(({ bodyClasses }) => bodyClasses);
    await this.page.evaluate(
      ({ variables, former, present }) => {
        const { style } = document.documentElement;
        for (const name of [...style]) style.removeProperty(name);
        for (const [name, value] of Object.entries(variables)) style.setProperty(name, value);
        document.body.classList.remove(...former);
        document.body.classList.add(...present);
      },
      {
        variables: variablesOf(options),
        former: classes,
        present: [...themes[options.theme ?? 'dark'].bodyClasses],
      },
    );
  }

  async notify<K extends keyof Notifications>(name: K, params: Notifications[K]): Promise<void> {
    await this.#post({ kind: 'notification', name, params });
  }

  /** How requests of that name are answered from now on; without one they stay open. */
  onRequest<K extends keyof Requests>(name: K, answer: Answer<K>): void {
    this.#answers.set(name, answer);
  }

  async commands<K extends keyof Commands>(name: K): Promise<Commands[K][]> {
    const { posts } = await this.record();
    return posts.flatMap((post) =>
      post.kind === 'command' && post.name === name ? [post.params as Commands[K]] : [],
    );
  }

  async requests<K extends keyof Requests>(name: K): Promise<Requests[K]['params'][]> {
    const { posts } = await this.record();
    return posts.flatMap((post) =>
      post.kind === 'request' && post.name === name ? [post.params as never] : [],
    );
  }

  /** Waits until at least `count` commands of that name were posted; gives the last. */
  async waitForCommand<K extends keyof Commands>(name: K, count = 1): Promise<Commands[K]> {
    await this.#waitForPosts('command', name, count);
    const commands = await this.commands(name);
    return commands.at(-1)!;
  }

  async waitForRequest<K extends keyof Requests>(name: K, count = 1): Promise<Requests[K]['params']> {
    await this.#waitForPosts('request', name, count);
    const requests = await this.requests(name);
    return requests.at(-1)!;
  }

  async record(): Promise<HostRecord> {
    return this.page.evaluate(() => ({ ...globalThis.host }));
  }

  article(messageId: number): Locator {
    return this.page.locator(`[data-message-id="${messageId}"]`);
  }

  /** So many frames were drawn. What the page does on its own, it does in a frame or two. */
  async frames(count = 3): Promise<void> {
    await this.page.evaluate(
      (wanted) =>
        new Promise<void>((resolve) => {
          let drawn = 0;
          const next = (): void => {
            if (drawn++ >= wanted) return resolve();
            requestAnimationFrame(next);
          };
          next();
        }),
      count,
    );
  }

  /** The list stands still: same place, same height, same messages over several frames. */
  async settle(): Promise<void> {
    await this.log.evaluate(
      (log) =>
        new Promise<void>((resolve) => {
          let before = '';
          let still = 0;
          const next = (): void => {
            const keys = [...log.querySelectorAll('[data-key]')].map(
              (each) => each.getBoundingClientRect().top,
            );
            const now = `${log.scrollTop} ${log.scrollHeight} ${keys.join()}`;
            still = now === before ? still + 1 : 0;
            before = now;
            if (still >= 12) return resolve();
            requestAnimationFrame(next);
          };
          next();
        }),
    );
  }

  /** Pixels from the list's end. */
  async distanceToEnd(): Promise<number> {
    return this.log.evaluate((log) => log.scrollHeight - log.scrollTop - log.clientHeight);
  }

  /** Ids of the messages in view, whole or in part, from top to bottom. */
  async idsInView(): Promise<number[]> {
    return this.log.evaluate((log) => {
      const view = log.getBoundingClientRect();
      return [...log.querySelectorAll<HTMLElement>('[data-message-id]')]
        .filter((each) => {
          const box = each.getBoundingClientRect();
          return (
            box.bottom > view.top &&
            box.top < view.bottom &&
            each.checkVisibility({ visibilityProperty: true })
          );
        })
        .map((each) => Number(each.dataset['messageId']));
    });
  }

  /** Scrolls as a person does, by the wheel over the list. */
  async wheel(deltaY: number): Promise<void> {
    const box = await this.log.boundingBox();
    await this.page.mouse.move(box!.x + box!.width / 2, box!.y + box!.height / 2);
    await this.page.mouse.wheel(0, deltaY);
    await this.frames(2);
  }

  async close(): Promise<void> {
    this.#onClose();
    await this.page.context().close();
  }

  /** As JSON, like VS Code's own bridge: what is undefined is absent on arrival, and bytes go beside it. */
  async #post(message: ExtensionMessage): Promise<void> {
    await this.page.evaluate(
      (json) => {
        const data: unknown = JSON.parse(json, (_key, value: unknown) =>
          typeof value === 'object' && value !== null && 'base64' in value
            ? Uint8Array.from(atob(String(value.base64)), (letter) => letter.charCodeAt(0))
            : value,
        );
        window.dispatchEvent(new MessageEvent('message', { data }));
      },
      JSON.stringify(message, writeBytes),
    );
  }

  async #reply(message: PageMessage): Promise<void> {
    if (message.kind !== 'request') return;
    const answer = this.#answers.get(message.name);
    if (!answer) return;
    try {
      const result = await answer(message.params as never);
      await this.#post({ kind: 'answer', id: message.id, ok: true, result });
    } catch (error) {
      await this.#post({ kind: 'answer', id: message.id, ok: false, message: (error as Error).message });
    }
  }

  async #waitForPosts(kind: PageMessage['kind'], name: string, count: number): Promise<void> {
    await this.page.waitForFunction(
      (wanted) => {
        const found = globalThis.host.posts.filter(
          (post) => post.kind === wanted.kind && post.name === wanted.name,
        );
        return found.length >= wanted.count;
      },
      { kind, name, count },
      { timeout: 8000 },
    );
  }
}

function variablesOf({ theme, home }: Pick<PageOptions, 'theme' | 'home'>): Record<string, string> {
  const { variables } = themes[theme ?? 'dark'];
  const named = Object.entries(variables).map(([name, value]) => [`--vscode-${name}`, value] as const);
  return {
    ...Object.fromEntries(named),
    '--test-background': variables[`${home ?? 'editor'}-background`] ?? '',
  };
}

function writeBytes(_key: string, value: unknown): unknown {
  return value instanceof Uint8Array ? { base64: Buffer.from(value).toString('base64') } : value;
}
