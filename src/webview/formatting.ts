// What a formatting button does to a text: pure, so that the field only carries it out.
import type { FieldChange } from './fieldChange.ts';

export type InlineFormat = 'bold' | 'italic' | 'underline' | 'strike' | 'code';
export type Format = InlineFormat | 'link' | 'quote' | 'list' | 'codeBlock';

/** The signs that the text is written in: Markdown, or Bitrix24's own tags. */
export type Syntax = 'markdown' | 'markup';

export interface FieldSelection {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

const TAGS: Readonly<Record<InlineFormat, string>> = {
  bold: 'b',
  italic: 'i',
  underline: 'u',
  strike: 's',
  code: 'code',
};
const SIGNS: Readonly<Partial<Record<InlineFormat, string>>> = {
  bold: '**',
  italic: '*',
  strike: '~~',
  code: '`',
};

/** Puts the format on what is selected, or takes it off again. `language` names that of a code block. */
export function formatChange(
  format: Format,
  selection: FieldSelection,
  syntax: Syntax,
  language = '',
): FieldChange {
  switch (format) {
    case 'link':
      return linkChange(selection, syntax);
    case 'quote':
      return linesChange(selection, syntax === 'markdown' ? '> ' : '>>');
    case 'list':
      return linesChange(selection, syntax === 'markdown' ? '- ' : '• ');
    case 'codeBlock':
      return blockChange(selection, syntax, language);
    default:
      return inlineChange(selection, ...signsOf(format, syntax));
  }
}

function signsOf(format: InlineFormat, syntax: Syntax): readonly [string, string] {
  const sign = syntax === 'markdown' ? SIGNS[format] : undefined;
  return sign === undefined ? [`[${TAGS[format]}]`, `[/${TAGS[format]}]`] : [sign, sign];
}

function inlineChange(selection: FieldSelection, before: string, after: string): FieldChange {
  const { text } = selection;
  const { from, to } = withoutEdges(selection);
  const selected = text.slice(from, to);
  const isAround = endsWithSign(text.slice(0, from), before) && startsWithSign(text.slice(to), after);
  if (isAround) {
    const start = from - before.length;
    return {
      from: start,
      to: to + after.length,
      text: selected,
      selectFrom: start,
      selectTo: start + selected.length,
    };
  }
  const isInside =
    selected.length > before.length + after.length &&
    startsWithSign(selected, before) &&
    endsWithSign(selected, after);
  if (isInside) {
    const bare = selected.slice(before.length, selected.length - after.length);
    return { from, to, text: bare, selectFrom: from, selectTo: from + bare.length };
  }
  // Signs hold within a line, so that each line gets its own.
  const wrapped = selected.includes('\n')
    ? selected.replace(/^(\s*)(.*\S)(\s*)$/gm, (_, start: string, words: string, end: string) =>
        [start, before, words, after, end].join(''),
      )
    : before + selected + after;
  const isOneLine = !selected.includes('\n');
  return {
    from,
    to,
    text: wrapped,
    selectFrom: isOneLine ? from + before.length : from,
    selectTo: isOneLine ? from + before.length + selected.length : from + wrapped.length,
  };
}

/** `**` does not end in the sign for italic, though it ends in a star. */
function endsWithSign(text: string, sign: string): boolean {
  if (!text.endsWith(sign)) return false;
  return sign !== '*' || /(?:^|[^*])(?:\*|\*{3})$/.test(text);
}

function startsWithSign(text: string, sign: string): boolean {
  if (!text.startsWith(sign)) return false;
  return sign !== '*' || /^(?:\*|\*{3})(?:[^*]|$)/.test(text);
}

function linkChange(selection: FieldSelection, syntax: Syntax): FieldChange {
  const { from, to } = withoutEdges(selection);
  const selected = selection.text.slice(from, to);
  const isAddress = /^(?:https?:\/\/|mailto:)\S+$/i.test(selected);
  const address = isAddress ? selected : 'https://';
  const label = isAddress ? '' : selected;
  const start = syntax === 'markdown' ? '[' : `[url=${address}]`;
  const link = syntax === 'markdown' ? `[${label}](${address})` : `[url=${address}]${label}[/url]`;
  const labelAt = from + start.length;
  const addressAt = syntax === 'markdown' ? labelAt + label.length + 2 : from + '[url='.length;
  // The cursor goes to what is still missing.
  const [selectFrom, selectTo] = label === '' ? [labelAt, labelAt] : [addressAt, addressAt + address.length];
  return { from, to, text: link, selectFrom, selectTo };
}

function linesChange(selection: FieldSelection, sign: string): FieldChange {
  const { text } = selection;
  const from = text.lastIndexOf('\n', selection.from - 1) + 1;
  const lineEnd = text.indexOf('\n', Math.max(selection.to - 1, selection.from));
  const to = lineEnd < 0 ? text.length : Math.max(lineEnd, selection.to);
  const lines = text.slice(from, to).split('\n');
  const isOn = lines.every((line) => line.startsWith(sign));
  const changed = lines.map((line) => (isOn ? line.slice(sign.length) : sign + line)).join('\n');
  const isCursor = selection.from === selection.to;
  const end = from + changed.length;
  return { from, to, text: changed, selectFrom: isCursor ? end : from, selectTo: end };
}

function blockChange(selection: FieldSelection, syntax: Syntax, language: string): FieldChange {
  const { text, from, to } = selection;
  const code = text.slice(from, to).replace(/\n+$/, '');
  let fence = '```';
  while (code.includes(fence)) fence += '`';
  const first = syntax === 'markdown' ? `${fence}${language}\n` : '[code]';
  const last = syntax === 'markdown' ? `\n${fence}` : '[/code]';
  const before = from === 0 || text[from - 1] === '\n' ? '' : '\n';
  const after = to === text.length || text[to] === '\n' ? '' : '\n';
  const codeAt = from + before.length + first.length;
  // Code that was there is done with; where there is none it is written next.
  const end = codeAt + code.length + (code === '' ? 0 : last.length + after.length);
  return { from, to, text: before + first + code + last + after, selectFrom: end, selectTo: end };
}

/** A selection by double click takes the space behind the word along. */
function withoutEdges({ text, from, to }: FieldSelection): { readonly from: number; readonly to: number } {
  const selected = text.slice(from, to);
  if (selected.trim() === '') return { from, to };
  return {
    from: from + selected.length - selected.trimStart().length,
    to: to - (selected.length - selected.trimEnd().length),
  };
}
