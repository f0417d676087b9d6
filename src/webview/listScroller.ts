// Where the list stands, asked of the real boxes: estimated sizes would count what nobody saw.
import type { VirtualizerHandle } from 'virtua';

/** The message that is read, and how far the top of its row is below the list's, in pixels. */
export interface ListPosition {
  readonly key: string;
  readonly offset: number;
  /** Absent until the portal has the message. */
  readonly messageId?: number;
  /** The newest message of the dialog when the list came to stand there. */
  readonly newestId?: number;
}

export interface VisibleMessages {
  readonly first: ListPosition;
  readonly lastKey: string;
  readonly count: number;
  /** The newest one the portal knows; `undefined` where only those on their way are in view. */
  readonly newestId: number | undefined;
}

/** So near to the end counts as at the end, in pixels. */
const endSlack = 24;
/** So much of a message has to be in view to count, in pixels; of a lower one all of it. */
const leastVisible = 16;
/** Farther than any list reaches: the browser stops at the end, also when it moves meanwhile. */
const beyondEnd = 1e9;

export class ListScroller {
  readonly #element: HTMLElement;
  readonly #list: VirtualizerHandle;
  #isPinned = false;
  #hasNewer = false;
  #top = 0;

  constructor(element: HTMLElement, list: VirtualizerHandle) {
    this.#element = element;
    this.#list = list;
  }

  /** Whether the list follows its end. */
  get isPinned(): boolean {
    return this.#isPinned;
  }

  /** Within a screen of the top, or shorter than the screen. */
  get isNearTop(): boolean {
    return this.#element.scrollTop < Math.max(this.#element.clientHeight, 400);
  }

  /** Within two screens of the end. */
  get isNearEnd(): boolean {
    const { scrollTop, clientHeight, scrollHeight } = this.#element;
    return scrollHeight - scrollTop - clientHeight < Math.max(clientHeight * 2, 400);
  }

  /** With newer messages beyond it the end is no place to stay at: what comes there is to be read from its beginning. */
  setHasNewer(hasNewer: boolean): void {
    this.#hasNewer = hasNewer;
    if (hasNewer) this.#isPinned = false;
  }

  toEnd(): void {
    this.#isPinned = !this.#hasNewer;
    this.#list.scrollTo(beyondEnd);
    this.holdEnd();
  }

  /** Sizes or rows changed. */
  holdEnd(): void {
    if (this.#isPinned) this.#element.scrollTop = beyondEnd;
  }

  toIndex(index: number, align: 'start' | 'center', offset = 0): void {
    this.#isPinned = false;
    this.#list.scrollToIndex(index, { align, offset });
  }

  /** The list moved; tells whether towards its top. */
  scrolled(): 'up' | 'down' {
    const { scrollTop, clientHeight, scrollHeight } = this.#element;
    const direction = scrollTop < this.#top ? 'up' : 'down';
    this.#top = scrollTop;
    this.#isPinned = !this.#hasNewer && scrollHeight - scrollTop - clientHeight <= endSlack;
    return direction;
  }

  /** `undefined` while nothing is drawn yet. */
  visible(): VisibleMessages | undefined {
    const view = this.#element.getBoundingClientRect();
    let first: ListPosition | undefined;
    let lastKey = '';
    let count = 0;
    let newestId: number | undefined;
    for (const article of this.#element.querySelectorAll<HTMLElement>('[data-key]')) {
      const box = article.getBoundingClientRect();
      const height = Math.min(box.bottom, view.bottom) - Math.max(box.top, view.top);
      if (height < Math.min(leastVisible, box.height)) continue;
      // Not measured yet, so neither its own place nor that of those below is known.
      if (!article.checkVisibility({ visibilityProperty: true })) break;

      count += 1;
      lastKey = article.dataset['key'] ?? '';
      const id = article.dataset['messageId'];
      if (id !== undefined) newestId = Number(id);
      const offset = topOfRow(article) - view.top;
      first ??= { key: lastKey, offset, ...(id !== undefined && { messageId: Number(id) }) };
    }
    return first && { first, lastKey, count, newestId };
  }

  article(key: string): HTMLElement | null {
    return this.#element.querySelector(`[data-key="${CSS.escape(key)}"]`);
  }
}

/** A row begins above its message where a separator stands between. */
function topOfRow(article: HTMLElement): number {
  return (article.parentElement ?? article).getBoundingClientRect().top;
}
