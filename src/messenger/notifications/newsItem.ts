import type { DialogId } from '../../model/dialogId.ts';

/** What a person is told, or was to be told, of one dialog. */
export interface NewsItem {
  readonly dialogId: DialogId;
  readonly isDirect: boolean;
  /** The dialog's name. */
  readonly title: string;
  /** The message that is shown: the one that names the person, else the newest. */
  readonly messageId: number;
  /** The newest one; reading it settles the matter. */
  readonly lastId: number;
  readonly authorName: string | undefined;
  /** One line without markup; may be empty. */
  readonly text: string;
  /** Milliseconds since 1970. */
  readonly date: number;
  /** Messages that came. */
  readonly count: number;
  readonly isNamed: boolean;
}

/** One item for each dialog, in the order of the latest. */
export function mergeNews(items: Iterable<NewsItem>): readonly NewsItem[] {
  const byDialog = new Map<DialogId, NewsItem>();
  for (const item of items) {
    const earlier = byDialog.get(item.dialogId);
    byDialog.delete(item.dialogId);
    byDialog.set(item.dialogId, earlier === undefined ? item : mergedNews(earlier, item));
  }
  return [...byDialog.values()];
}

/** The later one of a dialog, counting both; a message that names the person stays the one that is shown. */
function mergedNews(earlier: NewsItem, later: NewsItem): NewsItem {
  const shown = earlier.isNamed && !later.isNamed ? earlier : later;
  return {
    ...shown,
    title: later.title,
    lastId: Math.max(earlier.lastId, later.lastId),
    count: earlier.count + later.count,
    isNamed: earlier.isNamed || later.isNamed,
  };
}
