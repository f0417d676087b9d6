import { findBareLinks } from './bareLinks.ts';
import { codeBlock } from './codeMessage.ts';
import { EmphasisLine } from './emphasis.ts';
import { readLinkTarget } from './linkTarget.ts';
import type { MentionFinder } from './mentionFinder.ts';
import { markedLines } from './markedLines.ts';
import { tokenize } from './tokenize.ts';
import { isWordBefore } from './wordCharacter.ts';

const LINK = /\[([^[\]\n]{1,500})\]\(([^\s()<>]{1,2000}(?:\([^\s()<>]{0,500}\)[^\s()<>]{0,2000}){0,5})\)/y;
const MOST_LINKS = 2_000;

/** A stretch that holds no code block. Tags and addresses in it stay; `isLineStart` where it begins a line. */
export function proseToMarkup(text: string, isLineStart: boolean, mentions: MentionFinder): string {
  const lines = markedLines(text, isLineStart);
  return new ProseScanner(lines, mentions, true).run();
}

class ProseScanner {
  readonly #text: string;
  readonly #mentions: MentionFinder;
  readonly #withLinks: boolean;
  #line = new EmphasisLine();
  #out = '';
  #position = 0;
  #textStart = 0;
  /** Where the last tag ended: what stands right behind it stands at an edge. */
  #tagEnd = -1;
  #ticks: ReadonlyMap<number, TickRuns> | undefined;

  constructor(text: string, mentions: MentionFinder, withLinks: boolean) {
    this.#text = text;
    this.#mentions = mentions;
    this.#withLinks = withLinks;
  }

  run(): string {
    const text = this.#text;
    const fixed = fixedStretches(text);
    let nextFixed = 0;
    while (this.#position < text.length) {
      while ((fixed[nextFixed]?.start ?? Infinity) < this.#position) nextFixed += 1;
      const stretch = fixed[nextFixed];
      if (stretch?.start === this.#position) {
        this.#put(text.slice(stretch.start, stretch.end), stretch.end);
        continue;
      }
      this.#step(text.charAt(this.#position), stretch?.start);
    }
    this.#flushText();
    return this.#out + this.#line.finish();
  }

  #step(char: string, nextTag: number | undefined): void {
    switch (char) {
      case '\n':
        return this.#newline();
      case '`':
        return this.#backticks();
      case '[':
        return this.#link();
      case '@':
        return this.#mention();
      case '*':
      case '_':
      case '~':
        return this.#signs(this.#position, false, nextTag);
      case '\\': {
        const next = this.#text.charAt(this.#position + 1);
        if (next === '*' || next === '_' || next === '~')
          return this.#signs(this.#position + 1, true, nextTag);
        // So that the backtick behind it opens nothing.
        this.#position += next === '`' ? 2 : 1;
        return;
      }
      default:
        this.#position += 1;
    }
  }

  #newline(): void {
    this.#flushText();
    this.#out += `${this.#line.finish()}\n`;
    this.#line = new EmphasisLine();
    this.#ticks = undefined;
    this.#position += 1;
    this.#textStart = this.#position;
  }

  #signs(start: number, isEscaped: boolean, nextTag: number | undefined): void {
    const sign = this.#text.charAt(start);
    let end = start;
    while (this.#text.charAt(end) === sign) end += 1;
    const isEdgeBefore = this.#tagEnd === this.#position;
    this.#flushText();
    this.#line.run(this.#text, start, end, isEscaped, isEdgeBefore, nextTag === end);
    this.#position = end;
    this.#textStart = end;
  }

  /** Code in the line: as many backticks at both ends. */
  #backticks(): void {
    const start = this.#position;
    let open = start;
    while (this.#text.charAt(open) === '`') open += 1;
    this.#ticks ??= runsOfTicks(this.#text, start);
    const runs = this.#ticks.get(open - start);
    while (runs !== undefined && (runs.starts[runs.next] ?? Infinity) < open) runs.next += 1;
    const close = runs?.starts[runs.next];
    const content = close === undefined ? '' : unpadded(this.#text.slice(open, close));
    // Some people's apostrophe: it`s.
    const isInWord = isWordBefore(this.#text, start);
    if (close === undefined || isInWord || content.trim() === '') {
      this.#position = open;
      return;
    }
    this.#put(codeBlock(content), close + open - start);
  }

  #link(): void {
    LINK.lastIndex = this.#position;
    const match = this.#withLinks ? LINK.exec(this.#text) : null;
    const [whole = '', label = '', address = ''] = match ?? [];
    const isImage = this.#text[this.#position - 1] === '!';
    const target = match === null || isImage ? undefined : readLinkTarget(address);
    if (target?.kind !== 'url' || label.trim() === '') {
      this.#position += 1;
      return;
    }
    const url = target.url.replaceAll('[', '%5B').replaceAll(']', '%5D');
    const inner = new ProseScanner(label, this.#mentions, false).run();
    this.#put(`[url=${url}]${inner}[/url]`, this.#position + whole.length);
  }

  #mention(): void {
    const found = this.#mentions.at(this.#text, this.#position);
    if (found === undefined) this.#position += 1;
    else this.#put(found.tag, found.end);
  }

  /** What is done with; the text goes on at `end`. */
  #put(done: string, end: number): void {
    this.#flushText();
    this.#line.text(done);
    this.#position = end;
    this.#textStart = end;
    this.#tagEnd = end;
  }

  #flushText(): void {
    if (this.#textStart < this.#position) this.#line.text(this.#text.slice(this.#textStart, this.#position));
    this.#textStart = this.#position;
  }
}

interface Fixed {
  readonly start: number;
  readonly end: number;
}

/** Tags that somebody typed, and addresses. */
function fixedStretches(text: string): readonly Fixed[] {
  const tags: Fixed[] = tokenize(text, {}).filter(
    ({ kind, start, end }) => kind !== 'text' && !(kind === 'newline' && end - start === 1),
  );
  const links = findBareLinks(text, MOST_LINKS).map(({ start, end }) => ({
    start,
    // Signs around an address are about it, not part of it.
    end: start + text.slice(start, end).replace(/[*~]+$/, '').length,
  }));
  return [...tags, ...links].sort((a, b) => a.start - b.start || b.end - a.end);
}

interface TickRuns {
  readonly starts: number[];
  next: number;
}

/** Where the runs of backticks of this line start, by their length. */
function runsOfTicks(text: string, from: number): ReadonlyMap<number, TickRuns> {
  const runs = new Map<number, TickRuns>();
  let index = from;
  while (index < text.length && text[index] !== '\n') {
    if (text[index] !== '`') {
      index += 1;
      continue;
    }
    const start = index;
    while (text[index] === '`') index += 1;
    const known = runs.get(index - start);
    if (known === undefined) runs.set(index - start, { starts: [start], next: 0 });
    else known.starts.push(start);
  }
  return runs;
}

/** One space at each end is there to set a backtick apart. */
function unpadded(code: string): string {
  const isPadded = code.length > 2 && code.startsWith(' ') && code.endsWith(' ');
  return isPadded ? code.slice(1, -1) : code;
}
