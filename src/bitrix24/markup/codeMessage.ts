import { formatCodeHeader, type CodeHeader } from './codeHeader.ts';
import { findCodeRanges } from './codeRanges.ts';
import { parseMarkup } from './parseMarkup.ts';
import { plainText } from './plainText.ts';
import { CODE_TAG_BREAKER } from './rawTags.ts';

export interface CodeMessage extends CodeHeader {
  readonly code: string;
  /** May use markup. */
  readonly comment?: string | undefined;
}

/**
 * A stretch of a file as a message: the comment, a line `app.ts:12-18 (typescript)`, and the code in `[code]`.
 * Indentation and tabs stay, line breaks become `\n`, those at the end go.
 *
 * Bitrix24 has no way to escape, so a `[/code]` within the code gets an invisible U+200B after its bracket: without
 * it the block would end there. `parseMarkup` takes it out again; who copies from Bitrix24 itself gets it too.
 */
export function codeMessage({ code, comment, ...header }: CodeMessage): string {
  const lines = [
    asWritten(formatCodeHeader({ ...header, fileName: onOneLine(header.fileName) })),
    codeBlock(code),
  ];
  if (comment !== undefined && comment.trim() !== '') lines.unshift(withoutOpenCode(comment.trim()));
  return lines.join('\n');
}

/** Code in tags of its own, whatever it holds; see `codeMessage`. */
export function codeBlock(code: string): string {
  const body = code.replaceAll('\r\n', '\n').replace(/\[(\/code\])/gi, `[${CODE_TAG_BREAKER}$1`);
  return `[code]${withoutFinalBreaks(body)}[/code]`;
}

function withoutFinalBreaks(text: string): string {
  let end = text.length;
  while (text[end - 1] === '\n') end -= 1;
  return text.slice(0, end);
}

function onOneLine(fileName: string): string {
  return [...fileName].map((char) => (char < ' ' ? ' ' : char)).join('');
}

/** File names such as `[code].tsx` exist; they must not become markup. */
function asWritten(header: string): string {
  const isPlain = plainText(parseMarkup(`${header}\n[code]x[/code]`)) === `${header} x`;
  if (isPlain) return header;
  return header.replace(/[[#>]/g, `$&${CODE_TAG_BREAKER}`);
}

/** A `[code]` that the comment leaves open would swallow the header. */
function withoutOpenCode(comment: string): string {
  const end = findCodeRanges(comment).at(-1)?.end ?? 0;
  return comment.slice(0, end) + comment.slice(end).replace(/\[(code\])/gi, `[${CODE_TAG_BREAKER}$1`);
}
