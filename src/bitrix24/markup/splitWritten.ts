// Parts of a written text that are code, or somebody else's words in a quote block, from those that may be changed.

export type Stretch =
  | { readonly kind: 'prose'; readonly text: string; readonly isLineStart: boolean }
  /** A `[code]` block, or a quote block, as it was typed. */
  | { readonly kind: 'literal'; readonly text: string }
  /** Between two lines of backticks. */
  | { readonly kind: 'fenced'; readonly code: string; readonly language: string | undefined };

const FENCE = /^ {0,3}(`{3,10})([^`\n]*)$/;
const CLOSING_FENCE = /^ {0,3}(`{3,10})[ \t]*$/gm;
const QUOTE_FENCE = /^-{54,} *$/gm;
const LANGUAGE = /^[a-z0-9+#_.-]{1,40}$/i;

/** Left to right, without gaps. Whichever of two constructs begins first wins, so that code is literal. */
export function splitWritten(text: string, withFences: boolean): readonly Stretch[] {
  const stretches: Stretch[] = [];
  const codes = new CodeFinder(text);
  const fences = withFences ? new ClosingFences(text) : undefined;
  const quotes = linesOf(text, QUOTE_FENCE);
  let quote = 0;
  let proseStart = 0;
  let position = 0;

  const flush = (end: number): void => {
    if (end <= proseStart) return;
    const isLineStart = proseStart === 0 || text[proseStart - 1] === '\n';
    stretches.push({ kind: 'prose', text: text.slice(proseStart, end), isLineStart });
  };
  const take = (start: number, end: number, stretch: Stretch): void => {
    flush(start);
    stretches.push(stretch);
    proseStart = end;
    position = end;
  };

  while (position < text.length) {
    const lineEnd = endOfLine(text, position);
    if (position === 0 || text[position - 1] === '\n') {
      const fenced = fences?.read(position, lineEnd);
      if (fenced !== undefined) {
        take(position, fenced.end, fenced.stretch);
        continue;
      }
      while ((quotes[quote]?.start ?? Infinity) < position) quote += 1;
      const opening = quotes[quote];
      const closing = quotes[quote + 1];
      if (opening?.start === position && closing !== undefined) {
        quote += 2;
        take(position, closing.end, { kind: 'literal', text: text.slice(position, closing.end) });
        continue;
      }
    }
    const code = codes.after(position);
    if (code !== undefined && code.start < lineEnd) {
      take(code.start, code.end, { kind: 'literal', text: text.slice(code.start, code.end) });
      continue;
    }
    position = lineEnd + 1;
  }
  flush(text.length);
  return stretches;
}

/** `[code]…[/code]` from left to right; a search goes on where the last one ended. */
class CodeFinder {
  readonly #text: string;
  readonly #opening = /\[code\]/gi;
  readonly #closing = /\[\/code\]/gi;
  #start = -1;
  #close = -1;

  constructor(text: string) {
    this.#text = text;
  }

  after(position: number): { readonly start: number; readonly end: number } | undefined {
    if (this.#start < position) this.#start = next(this.#opening, this.#text, position);
    if (this.#close < this.#start) this.#close = next(this.#closing, this.#text, this.#start);
    if (this.#start === Infinity || this.#close === Infinity) return undefined;
    return { start: this.#start, end: this.#close + '[/code]'.length };
  }
}

class ClosingFences {
  readonly #text: string;
  readonly #lines: readonly { readonly start: number; readonly end: number }[];
  #next = 0;
  /** No fence as long as this is closed any more. */
  #hopeless = Infinity;

  constructor(text: string) {
    this.#text = text;
    this.#lines = linesOf(text, CLOSING_FENCE);
  }

  read(start: number, lineEnd: number): { readonly end: number; readonly stretch: Stretch } | undefined {
    const line = lineEnd - start > 200 ? undefined : FENCE.exec(this.#text.slice(start, lineEnd));
    const length = line?.[1]?.length ?? 0;
    if (line === undefined || line === null || length >= this.#hopeless) return undefined;
    while ((this.#lines[this.#next]?.start ?? Infinity) <= start) this.#next += 1;
    for (let index = this.#next; index < this.#lines.length; index += 1) {
      const closing = this.#lines[index];
      if (closing === undefined) break;
      if (this.#text.slice(closing.start, closing.end).trim().length < length) continue;
      const code = this.#text.slice(lineEnd + 1, Math.max(lineEnd + 1, closing.start - 1));
      if (code.trim() === '') return undefined;
      const word = line[2]?.trim().split(/\s/, 1)[0] ?? '';
      const language = LANGUAGE.test(word) ? word : undefined;
      return { end: closing.end, stretch: { kind: 'fenced', code, language } };
    }
    this.#hopeless = length;
    return undefined;
  }
}

function linesOf(text: string, line: RegExp): readonly { readonly start: number; readonly end: number }[] {
  return Array.from(text.matchAll(line), (match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
}

function next(expression: RegExp, text: string, from: number): number {
  expression.lastIndex = from;
  return expression.exec(text)?.index ?? Infinity;
}

function endOfLine(text: string, from: number): number {
  const at = text.indexOf('\n', from);
  return at < 0 ? text.length : at;
}
