import type { Mention } from '../../model/draft.ts';
import { codeBlock } from './codeMessage.ts';
import { languageLine } from './codeHeader.ts';
import { MentionFinder } from './mentionFinder.ts';
import { proseToMarkup } from './proseToMarkup.ts';
import { splitWritten } from './splitWritten.ts';

export interface ComposeOptions {
  /** Whom `@name` means; it is told to them only as a tag. */
  readonly mentions?: readonly Mention[];
  /** False leaves everything but the mentions as it was typed. */
  readonly isMarkdown: boolean;
}

/**
 * Turns what a person wrote into Bitrix24's markup, in time proportional to the text: Markdown (`**bold**`, `*italic*`,
 * `~~strike~~`, code, fences, `> quotes`, links, lists) and the names of mentioned people become tags. Tags that were
 * typed stay, code is literal, and what is no Markdown by the rules of `emphasis.ts` stays as it is.
 */
export function composeMarkup(written: string, { mentions = [], isMarkdown }: ComposeOptions): string {
  const text = written.includes('\r') ? written.replaceAll('\r\n', '\n').replaceAll('\r', '\n') : written;
  const finder = new MentionFinder(mentions);
  let out = '';
  for (const stretch of splitWritten(text, isMarkdown)) {
    switch (stretch.kind) {
      case 'literal':
        out += stretch.text;
        break;
      case 'fenced':
        out += stretch.language === undefined ? '' : `${languageLine(stretch.language)}\n`;
        out += codeBlock(stretch.code);
        break;
      case 'prose':
        out += isMarkdown
          ? proseToMarkup(stretch.text, stretch.isLineStart, finder)
          : finder.replaceAll(stretch.text);
        break;
    }
  }
  return out;
}
