import { assertNever } from '../../base/assertNever.ts';
import type { Block, Inline, LinkTarget, RichText } from '../../model/richText.ts';

export interface PlainTextOptions {
  /** Characters (code points) at most, the ellipsis included. Default: no limit. */
  readonly maxLength?: number | undefined;
  /** Default: `2026-03-04 14:48 UTC`. */
  readonly formatDate?: ((date: number, format: string) => string) | undefined;
  /** What stands for a file in the text; nothing by default. */
  readonly fileName?: ((fileId: number) => string | undefined) | undefined;
}

const ELLIPSIS = '…';

/**
 * The text of a message as one line without markup, for tooltips, notifications and accessible names. White space is
 * joined. Quotes are left out where there is anything else: what the author says comes first. Cut between graphemes.
 */
export function plainText(tree: RichText, options: PlainTextOptions = {}): string {
  const { maxLength = Infinity } = options;
  if (maxLength < 1) return '';
  // A code point has at most two units, a white space at the end may go; the exact cut comes after it.
  const writer = new LineWriter(options, maxLength * 2 + 2);
  const line = writer.blocks(tree, false).line() || writer.blocks(tree, true).line();
  return cut(line, maxLength);
}

class LineWriter {
  readonly #options: PlainTextOptions;
  readonly #maxUnits: number;
  /** Neighbours never meet with two spaces. */
  readonly #parts: string[] = [];
  #units = 0;

  constructor(options: PlainTextOptions, maxUnits: number) {
    this.#options = options;
    this.#maxUnits = maxUnits;
  }

  blocks(blocks: RichText, withQuotes: boolean): this {
    for (const block of blocks) {
      if (this.#units > this.#maxUnits) break;
      this.#block(block, withQuotes);
      this.#write(' ');
    }
    return this;
  }

  line(): string {
    return this.#parts.join('').trim();
  }

  #block(block: Block, withQuotes: boolean): void {
    switch (block.kind) {
      case 'paragraph':
        return this.#inlines(block.children);
      case 'quote':
        if (withQuotes) this.blocks(block.children, true);
        return;
      case 'code':
        return this.#write(block.text);
      case 'image':
        return this.#write(addressOf(block.src));
      default:
        assertNever(block);
    }
  }

  #inlines(nodes: readonly Inline[]): void {
    for (const node of nodes) {
      if (this.#units > this.#maxUnits) return;
      this.#inline(node);
    }
  }

  #inline(node: Inline): void {
    switch (node.kind) {
      case 'text':
        return this.#write(node.text);
      case 'break':
        return this.#write(' ');
      case 'timestamp':
        return this.#write((this.#options.formatDate ?? formatUtc)(node.date, node.format));
      case 'file':
        return this.#write(this.#options.fileName?.(node.fileId) ?? '');
      case 'icon':
        return this.#write(node.title);
      default:
        return this.#inlines(node.children);
    }
  }

  #write(text: string): void {
    const joined = text.replace(/\s+/g, ' ');
    const isAfterSpace = this.#parts.at(-1)?.endsWith(' ') ?? true;
    const piece = isAfterSpace && joined.startsWith(' ') ? joined.slice(1) : joined;
    if (piece === '') return;
    this.#parts.push(piece);
    this.#units += piece.length;
  }
}

function addressOf(target: LinkTarget): string {
  return target.kind === 'url' ? target.url : target.path;
}

function formatUtc(date: number): string {
  return `${new Date(date).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

function cut(line: string, maxLength: number): string {
  if (line.length <= maxLength) return line;
  let kept = 0;
  let points = 0;
  let fits = true;
  for (const { segment, index } of new Intl.Segmenter().segment(line)) {
    points += [...segment].length;
    if (points > maxLength) {
      fits = false;
      break;
    }
    if (points < maxLength) kept = index + segment.length;
  }
  return fits ? line : line.slice(0, kept).trimEnd() + ELLIPSIS;
}
