// What a toast says. Words of others stand in it, and VS Code makes links of `[words](command:…)`: these are taken apart.
import * as vscode from 'vscode';
import type { NewsItem } from '../../messenger/notifications/newsItem.ts';
import { formatCount } from '../format.ts';

const { t } = vscode.l10n;

const LONGEST_TEXT = 160;
const MOST_NAMES = 3;

export interface ToastWording {
  /** Whether it was held back until now. */
  readonly isDigest: boolean;
  readonly hidesText: boolean;
  /** Names the account, where there is more than one. */
  readonly account: string | undefined;
}

/** `items`: at least one, the newest last. */
export function toastText(
  items: readonly NewsItem[],
  { isDigest, hidesText, account }: ToastWording,
): string {
  const [only] = items;
  const news = items.length === 1 && only !== undefined ? ofOneDialog(only, hidesText) : ofSeveral(items);
  const text = isDigest ? t('Meanwhile: {0}', news) : news;
  return withoutLinks(account === undefined ? text : `${account} · ${text}`);
}

/** One line of a list of what was missed. */
export function newsLine(item: NewsItem, hidesText: boolean): string {
  if (hidesText) return t('New messages: {0}', formatCount(item.count));
  return item.isDirect || item.authorName === undefined
    ? wordsOf(item)
    : `${item.authorName}: ${wordsOf(item)}`;
}

function ofOneDialog(item: NewsItem, hidesText: boolean): string {
  const { title, count, isDirect, isNamed, authorName } = item;
  if (hidesText) {
    if (count > 1) return t('{0}, new messages: {1}', title, formatCount(count));
    if (isDirect) return t('New message from {0}', title);
    return isNamed ? t('You are mentioned in {0}', title) : t('New message in {0}', title);
  }
  const words = wordsOf(item);
  if (count > 1) {
    const line = isDirect || authorName === undefined ? words : `${authorName}: ${words}`;
    return t('{0}, new messages: {1}. {2}', title, formatCount(count), line);
  }
  return isDirect || authorName === undefined
    ? `${title}: ${words}`
    : t('{0} in {1}: {2}', authorName, title, words);
}

function ofSeveral(items: readonly NewsItem[]): string {
  const total = items.reduce((sum, { count }) => sum + count, 0);
  const newest = items.toReversed();
  const names = newest.slice(0, MOST_NAMES).map(({ title, count }) => `${title} (${formatCount(count)})`);
  const list = names.join(', ');
  const rest = items.length - names.length;
  return rest > 0
    ? t('New messages: {0}. {1} and dialogs beyond these: {2}', formatCount(total), list, formatCount(rest))
    : t('New messages: {0}. {1}', formatCount(total), list);
}

function wordsOf({ text }: NewsItem): string {
  if (text === '') return t('a message without words');
  const characters = [...text];
  return characters.length > LONGEST_TEXT ? `${characters.slice(0, LONGEST_TEXT).join('')}…` : text;
}

/** A character of no width keeps the two halves of a link apart. */
function withoutLinks(text: string): string {
  return text.replaceAll('](', ']\u200b(').replaceAll(/[\r\n]+/g, ' ');
}
