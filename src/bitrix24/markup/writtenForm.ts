import type { Mention } from '../../model/draft.ts';
import { composeMarkup } from './composeMarkup.ts';
import { readLanguageLine } from './codeHeader.ts';
import { parseMarkup } from './parseMarkup.ts';
import type { Token } from './tokens.ts';
import { tokenize } from './tokenize.ts';

export interface WrittenForm {
  readonly text: string;
  readonly mentions: readonly Mention[];
  /** True where the words only survive if they are not read as Markdown. */
  readonly isPlain: boolean;
}

const SIGNS: Readonly<Record<string, string>> = { b: '**', i: '*', s: '~~' };

/**
 * A message as its author would have typed it, the other way round than `composeMarkup`: composing it again shows the
 * same message, or it is given as it is stored.
 */
export function writtenForm(markup: string, isMarkdown: boolean): WrittenForm {
  const text = markup.replaceAll('\r\n', '\n').replaceAll('\r', '\n');
  const shown = JSON.stringify(parseMarkup(text));
  for (const signs of isMarkdown ? [true, false] : [false]) {
    const form = { ...unwritten(text, signs), isPlain: false };
    if (JSON.stringify(parseMarkup(composeMarkup(form.text, { ...form, isMarkdown }))) === shown) return form;
  }
  const plain = unwritten(text, false);
  const again = composeMarkup(plain.text, { ...plain, isMarkdown: false });
  if (JSON.stringify(parseMarkup(again)) === shown) return { ...plain, isPlain: true };
  return { text, mentions: [], isPlain: true };
}

/** `withSigns` also turns tags into Markdown; without it only names and bare addresses lose theirs. */
function unwritten(
  text: string,
  withSigns: boolean,
): { readonly text: string; readonly mentions: Mention[] } {
  const tokens = tokenize(text, {});
  const mentions: Mention[] = [];
  /** What to write for the closing tags still to come, by name. */
  const closings = new Map<string, string[]>();
  let out = '';

  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index];
    if (token === undefined) break;
    const raw = text.slice(token.start, token.end);
    if (token.kind === 'open' && token.tag === 'user') {
      const mention = readMention(text, tokens, index);
      if (mention !== undefined && mentions.length < 100) {
        mentions.push({ userId: mention.userId, name: mention.name });
        out += `@${mention.name}`;
        index += 2;
        continue;
      }
    }
    if (token.kind === 'leaf' && /^\[url\]/i.test(raw)) {
      out += raw.slice('[url]'.length, -'[/url]'.length);
      continue;
    }
    out = withSigns ? out + signOf(token, raw, closings, out) : out + raw;
    if (withSigns && token.kind === 'block') out = withFence(out, raw, text.charAt(token.end));
  }
  return { text: out, mentions };
}

function signOf(token: Token, raw: string, closings: Map<string, string[]>, out: string): string {
  switch (token.kind) {
    case 'open': {
      const address = token.tag === 'url' ? raw.slice('[url='.length, -1) : undefined;
      const sign = SIGNS[token.tag];
      const closing = address === undefined ? sign : `](${address})`;
      closings.set(
        token.tag,
        [...(closings.get(token.tag) ?? []), closing ?? raw.replace('[', '[/')].slice(-32),
      );
      return address === undefined ? (sign ?? raw) : '[';
    }
    case 'close': {
      const closing = closings.get(token.tag)?.pop();
      return SIGNS[token.tag] === undefined && token.tag !== 'url' ? raw : (closing ?? raw);
    }
    case 'quoteMark':
      return out === '' || out.endsWith('\n') ? '> '.repeat(token.level) : raw;
    default:
      return raw;
  }
}

/** Code becomes a fence on lines of its own, or stands between backticks; `out` ends with its raw form. */
function withFence(out: string, raw: string, follower: string): string {
  if (!/^\[code\]/i.test(raw)) return out;
  const before = out.slice(0, -raw.length);
  const code = raw.slice('[code]'.length, -'[/code]'.length).replace(/\[\u200b\/(code)\]/gi, '[/$1]');
  const isAlone = (before === '' || before.endsWith('\n')) && (follower === '' || follower === '\n');
  if (!isAlone) return code.includes('\n') || code.includes('`') ? out : `${before}\`${code}\``;
  const lineStart = before.lastIndexOf('\n', before.length - 2) + 1;
  const language = before === '' ? undefined : readLanguageLine(before.slice(lineStart, -1));
  const above = language === undefined ? before : before.slice(0, lineStart);
  let ticks = '```';
  while (code.includes(ticks)) ticks += '`';
  return `${above}${ticks}${language ?? ''}\n${code}\n${ticks}`;
}

/** `[USER=7 REPLACE]Name[/USER]` with nothing but a name between. */
function readMention(text: string, tokens: readonly Token[], index: number): Mention | undefined {
  const [open, name, close] = tokens.slice(index, index + 3);
  if (open === undefined || name?.kind !== 'text' || close?.kind !== 'close' || close.tag !== 'user')
    return undefined;
  const who = /^\[user=(\d{1,15}|all)/i.exec(text.slice(open.start, open.end))?.[1]?.toLowerCase();
  const shown = text.slice(name.start, name.end);
  if (who === undefined || shown.trim() !== shown) return undefined;
  return { userId: who === 'all' ? 'all' : Number(who), name: shown };
}
