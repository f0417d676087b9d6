// Runs inside the page: times what is seen, and draws the plain list that the product's is held against.
import type { Block, Inline } from '../../src/model/richText.ts';
import type { MessageRow } from '../../src/protocol/thread.ts';

export interface PageMeter {
  /** Gives the product's page a message of the extension's; answers the ms until that message of the chat is painted. */
  timeOwn(json: string, messageId: number): Promise<number>;
  /** Draws all rows as plain DOM at the end of what is there; answers the ms until that message is painted. */
  timePlain(json: string, messageId: number): Promise<number>;
  /** Puts rows above what is read and answers by how many pixels that moved in the worst frame. */
  jumpOwn(json: string): Promise<number>;
  jumpPlain(json: string): Promise<number>;
  /** Scrolls up by so many screens, one a frame; answers the ms of the longest frame. */
  longestFrame(screens: number): Promise<number>;
  /** Close to the top of the list, where older messages are loaded. */
  scrollToTop(): void;
  readonly rowCount: number;
}

declare global {
  var meter: PageMeter;
}

/** Self-contained, because it travels to the page as text. */
export function installPageMeter(): void {
  const FRAMES_WATCHED = 12;
  const NEAR_TOP_PX = 300;

  /** After a frame was painted, not before. */
  function painted(): Promise<void> {
    return new Promise((resolve) => {
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.addEventListener('message', () => resolve());
        channel.port1.start();
        channel.port2.postMessage(undefined);
      });
    });
  }

  function nextFrame(): Promise<number> {
    return new Promise((resolve) => {
      requestAnimationFrame(resolve);
    });
  }

  function list(): HTMLElement {
    const found = document.querySelector<HTMLElement>('[role="log"]');
    if (found === null) throw new Error('There is no list');
    return found;
  }

  function isSeen(element: Element | null): boolean {
    if (element === null || !element.checkVisibility({ visibilityProperty: true })) return false;
    const box = element.getBoundingClientRect();
    return box.bottom > 0 && box.top < innerHeight;
  }

  async function timed(act: () => void, messageId: number): Promise<number> {
    const startedAtMs = performance.now();
    act();
    do await painted();
    while (!isSeen(document.querySelector(`[data-message-id="${messageId}"]`)));
    return performance.now() - startedAtMs;
  }

  async function jump(act: () => void): Promise<number> {
    const read = [...list().querySelectorAll<HTMLElement>('[data-message-id]')].find((row) => isSeen(row));
    if (read === undefined) throw new Error('Nothing is in view');
    // The element may be made anew: the message is what one reads.
    const selector = `[data-message-id="${read.dataset['messageId'] ?? ''}"]`;
    const top = read.getBoundingClientRect().top;
    const heightBefore = list().scrollHeight;
    let worst = 0;
    act();
    for (let frame = 0; frame < FRAMES_WATCHED; frame += 1) {
      await painted();
      const now = document.querySelector(selector)?.getBoundingClientRect().top ?? Infinity;
      worst = Math.max(worst, Math.abs(now - top));
    }
    if (list().scrollHeight <= heightBefore) throw new Error('Nothing came above');
    return worst;
  }

  function dispatch(data: unknown): void {
    window.dispatchEvent(new MessageEvent('message', { data }));
  }

  const timeFormat = new Intl.DateTimeFormat('en', { timeStyle: 'short' });

  function inlineNode(inline: Inline): Node {
    if (inline.kind === 'text') return document.createTextNode(inline.text);
    return document.createElement('br');
  }

  function blockNode(block: Block): Node {
    const element = document.createElement(block.kind === 'code' ? 'pre' : 'p');
    if (block.kind === 'code') element.textContent = block.text;
    else if (block.kind === 'paragraph') element.append(...block.children.map(inlineNode));
    return element;
  }

  function plainRow(row: MessageRow): HTMLElement {
    const element = document.createElement('article');
    element.dataset['messageId'] = String(row.messageId);
    const head = document.createElement('header');
    head.textContent = `${row.authorName} ${timeFormat.format(row.date)}`;
    element.append(head, ...row.body.map(blockNode));
    return element;
  }

  /** Takes the page's place at the first call. */
  function plainList(): HTMLElement {
    const found = document.querySelector<HTMLElement>('#plain-list');
    if (found !== null) return found;
    const made = document.createElement('div');
    made.id = 'plain-list';
    made.role = 'log';
    Object.assign(made.style, { position: 'absolute', inset: '0', overflowY: 'auto' });
    document.body.replaceChildren(made);
    return made;
  }

  globalThis.meter = {
    timeOwn: (json, messageId) => {
      const data: unknown = JSON.parse(json);
      return timed(() => dispatch(data), messageId);
    },
    timePlain: (json, messageId) => {
      const rows = JSON.parse(json) as readonly MessageRow[];
      return timed(() => {
        const target = plainList();
        target.append(...rows.map(plainRow));
        target.scrollTop = target.scrollHeight;
      }, messageId);
    },
    jumpOwn: (json) => {
      const data: unknown = JSON.parse(json);
      return jump(() => dispatch(data));
    },
    jumpPlain: (json) => {
      const rows = JSON.parse(json) as readonly MessageRow[];
      return jump(() => plainList().prepend(...rows.map(plainRow)));
    },
    longestFrame: async (screens) => {
      const scroller = list();
      let longest = 0;
      let before = await nextFrame();
      for (let screen = 0; screen < screens; screen += 1) {
        scroller.scrollTop -= scroller.clientHeight;
        const now = await nextFrame();
        longest = Math.max(longest, now - before);
        before = now;
      }
      return longest;
    },
    scrollToTop: () => {
      list().scrollTop = NEAR_TOP_PX;
    },
    get rowCount() {
      return list().querySelectorAll('[data-message-id]').length;
    },
  };
}
