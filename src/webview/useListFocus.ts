import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ListItem } from './listItems.ts';
import type { ListScroller } from './listScroller.ts';

export interface ListFocus {
  /** Index of the message that has the focus; it stays drawn wherever the list is scrolled to. */
  readonly index: number | undefined;
  /** A message had it that is no longer in the list. */
  readonly isLost: boolean;
  readonly focusKey: (key: string) => void;
  /** Sizes changed: what could not take the focus before it was measured takes it now. */
  readonly onResize: () => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onFocusIn: (event: FocusEvent) => void;
  readonly onFocusOut: (event: FocusEvent) => void;
}

/** Walks the messages with Up, Down, Page Up, Page Down, Home and End, from the list itself or from anywhere in a message. */
export function useListFocus(
  items: readonly ListItem[],
  scroller: () => ListScroller | undefined,
): ListFocus {
  const [key, setKey] = useState<string>();
  const wanted = useRef<string>(undefined);
  const found = key === undefined ? -1 : items.findIndex((item) => item.row.key === key);

  // The message may be far from what is drawn: it is drawn first, because it is to have the focus, and focused then.
  const takeFocus = (): void => {
    if (wanted.current === undefined) return;
    const article = scroller()?.article(wanted.current);
    article?.focus({ preventScroll: true });
    if (!article || article !== document.activeElement) return;
    wanted.current = undefined;
    article.scrollIntoView({ block: 'nearest' });
  };
  useLayoutEffect(takeFocus);

  const focusKey = (next: string): void => {
    wanted.current = next;
    setKey(next);
  };

  return {
    index: found < 0 ? undefined : found,
    isLost: key !== undefined && found < 0,
    focusKey,
    onResize: takeFocus,
    onKeyDown: (event) => {
      const step = stepOf(event);
      const list = event.currentTarget;
      if (step === undefined || items.length === 0 || !(list instanceof HTMLElement)) return;
      if (!(event.target instanceof HTMLElement)) return;
      const article = articleOf(event.target);
      if (event.target !== list && !article) return;
      // A message higher than the list is read to its end before the next one gets the focus.
      if (article && isReadFurther(article, list, step)) return;

      event.preventDefault();
      const next =
        article || !Number.isFinite(step)
          ? found + step * perPage(event, scroller())
          : indexInView(items, scroller());
      const index = Math.min(items.length - 1, Math.max(0, next));
      focusKey(items[index]!.row.key);
    },
    onFocusIn: (event) => {
      const article =
        event.target instanceof Element ? event.target.closest<HTMLElement>('[data-key]') : null;
      setKey(article?.dataset['key']);
    },
    onFocusOut: (event) => {
      if (!(event.currentTarget instanceof Node) || !(event.relatedTarget instanceof Node)) return;
      if (!event.currentTarget.contains(event.relatedTarget)) setKey(undefined);
    },
  };
}

/** The message that has the focus itself or by one of its links and buttons. Code keeps its keys: it scrolls by them. */
function articleOf(target: HTMLElement): HTMLElement | null {
  return target.closest('pre') ? null : target.closest<HTMLElement>('[data-key]');
}

function stepOf(event: KeyboardEvent): number | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return undefined;
  switch (event.key) {
    case 'ArrowUp':
    case 'PageUp':
      return -1;
    case 'ArrowDown':
    case 'PageDown':
      return 1;
    case 'Home':
      return -Infinity;
    case 'End':
      return Infinity;
    default:
      return undefined;
  }
}

/** By pages: as many messages as are in view, so that one of those read before stays. */
function perPage(event: KeyboardEvent, scroller: ListScroller | undefined): number {
  const isPage = event.key === 'PageUp' || event.key === 'PageDown';
  return isPage ? Math.max(1, (scroller?.visible()?.count ?? 1) - 1) : 1;
}

function isReadFurther(article: HTMLElement, list: HTMLElement, step: number): boolean {
  if (!Number.isFinite(step)) return false;
  const box = article.getBoundingClientRect();
  const view = list.getBoundingClientRect();
  if (box.height <= view.height) return false;
  return step > 0 ? box.bottom > view.bottom + 1 : box.top < view.top - 1;
}

function indexInView(items: readonly ListItem[], scroller: ListScroller | undefined): number {
  const key = scroller?.visible()?.lastKey;
  const index = key === undefined ? -1 : items.findIndex((item) => item.row.key === key);
  return index < 0 ? items.length - 1 : index;
}
