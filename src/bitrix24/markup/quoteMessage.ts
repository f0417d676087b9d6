import { type DialogId, userIdOfDialog } from '../../model/dialogId.ts';
import { parseMarkup } from './parseMarkup.ts';
import { plainText } from './plainText.ts';
import { tokenize } from './tokenize.ts';

export interface QuotedMessage {
  readonly author: string;
  /** In the person's words; must hold a figure. */
  readonly date: string;
  readonly dialogId: DialogId;
  readonly messageId: number;
  readonly ownId: number;
  /** Of its files, for a message without words. */
  readonly fileNames?: readonly string[];
}

const FENCE = '-'.repeat(54);
const MOST_CHARACTERS = 2_000;

/**
 * The quote block of api-facts 4.6: a line of hyphens, `Name [date] #chatN/M`, the words, a line of hyphens. What the
 * message itself quotes is left out, and nobody it mentions hears of it once more.
 */
export function quoteMessage(markup: string, quoted: QuotedMessage): string {
  const words = ownWords(markup) || (quoted.fileNames ?? []).map((name) => `[${name}]`).join('\n');
  if (words === '') return '';
  const author = quoted.author.replace(/[[\]\n]/g, ' ').trim() || String(quoted.messageId);
  const header = `${author} [${quoted.date.replace(/[[\]=\n]/g, ' ')}]${referenceTo(quoted)}`;
  return [FENCE, header, words, FENCE].join('\n');
}

function ownWords(markup: string): string {
  const text = markup.replaceAll('\r\n', '\n').replaceAll('\r', '\n');
  const withoutQuotes = text
    .replace(/^-{54,} *\n(?:(?!-{54,} *$).*\n)*?-{54,} *$\n?/gm, '')
    .replace(/^>>.*\n?/gm, '')
    .replace(/^-{54,} *$/gm, '');
  let words = '';
  for (const token of tokenize(withoutQuotes, {})) {
    const isMention = (token.kind === 'open' || token.kind === 'close') && token.tag === 'user';
    if (!isMention) words += withoutQuotes.slice(token.start, token.end);
  }
  const trimmed = words.trim();
  if (trimmed.length <= MOST_CHARACTERS) return trimmed;
  // Cut tags would swallow what comes after them: a long message is quoted by its plain words.
  return plainText(parseMarkup(trimmed), { maxLength: MOST_CHARACTERS });
}

function referenceTo({ dialogId, messageId, ownId }: QuotedMessage): string {
  const peerId = userIdOfDialog(dialogId);
  if (peerId !== undefined) return ` #${ownId}:${peerId}/${messageId}`;
  return dialogId.startsWith('chat') ? ` #${dialogId}/${messageId}` : '';
}
