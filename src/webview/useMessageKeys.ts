import type { MessageRow } from '../protocol/thread.ts';
import type { ListItem } from './listItems.ts';
import { isKey } from './menuItem.ts';
import { openMessageMenu } from './openMessageMenu.ts';
import { overlays } from './pageParts.ts';
import { useReaders } from './readMarks.ts';
import { usePageServices } from './pageServices.ts';

export interface MessageKeys {
  /** True where the key meant something to the focused message. */
  readonly onKeyDown: (event: KeyboardEvent) => boolean;
  readonly onContextMenu: (event: MouseEvent) => void;
}

/** Keys that items of a message's menu answer to. */
const itemKeys = ['r', 'q', 'e', 'l', 'c', 'f', 'u', 'Delete'];

/** The menu of a message by its key or a right click, and the keys of what is in it. */
export function useMessageKeys(items: readonly ListItem[]): MessageKeys {
  const services = usePageServices();
  const readers = useReaders();
  const rowOf = (article: HTMLElement | null): MessageRow | undefined =>
    article ? items.find((item) => item.row.key === article.dataset['key'])?.row : undefined;

  const open = (article: HTMLElement, row: MessageRow, anchor: DOMRectReadOnly): void =>
    openMessageMenu(row, readers, services, anchor, article);

  const act = (row: MessageRow, event: KeyboardEvent): void =>
    overlays.messageMenu.whenLoaded(({ messageMenuItems }) => {
      const item = messageMenuItems(row, readers, services).find(
        ({ key }) => key !== undefined && isKey(event, key),
      );
      if (item?.isDisabled !== true) item?.run();
    }, services.onMissing);

  return {
    onKeyDown: (event) => {
      const target = event.target instanceof HTMLElement ? event.target : null;
      const article = target?.closest<HTMLElement>('[data-key]') ?? null;
      const row = rowOf(article);
      if (!article || !row || event.defaultPrevented) return false;
      const isOnMessage = target === article;
      const opens = event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey);
      if (opens || (isOnMessage && isKey(event, 'Enter'))) {
        event.preventDefault();
        open(article, row, lineOf(article));
        return true;
      }
      // A link or a code block inside keeps its keys.
      if (!isOnMessage) return false;
      if (!itemKeys.some((key) => isKey(event, key))) return false;
      event.preventDefault();
      act(row, event);
      return true;
    },
    onContextMenu: (event) => {
      const target = event.target instanceof Element ? event.target : null;
      const article = target?.closest<HTMLElement>('[data-key]') ?? null;
      const row = rowOf(article);
      if (!article || !row || keepsOwnMenu(target)) return;
      event.preventDefault();
      open(article, row, new DOMRect(event.clientX, event.clientY, 0, 0));
    },
  };
}

/** Selected text, links and fields have VS Code's own menu with Copy in it. */
function keepsOwnMenu(target: Element | null): boolean {
  if (target?.closest('a, input, textarea')) return true;
  const selection = document.getSelection();
  return (
    selection !== null && !selection.isCollapsed && selection.containsNode(target ?? document.body, true)
  );
}

/** Near the beginning of the message, however high it is: its box, cut to one line in view. */
function lineOf(article: HTMLElement): DOMRectReadOnly {
  const { left, right, top, bottom, width } = article.getBoundingClientRect();
  const log = article.closest('[role="log"]')?.getBoundingClientRect();
  const start = Math.max(top, log?.top ?? 0);
  const isRightToLeft = getComputedStyle(article).direction === 'rtl';
  const inset = Math.min(40, width / 4);
  const from = isRightToLeft ? right - inset : left + inset;
  return new DOMRect(from, start, 0, Math.max(0, Math.min(24, bottom - start)));
}
