// Where brackets end, found in one pass up front: whoever reads a tag then never searches ahead, which is what keeps
// the whole parse linear on hostile input.
import { isForbiddenInLink } from './linkTarget.ts';

/** Tags whose content is taken as it stands up to the next closing tag. */
export type RawTag = 'code' | 'url' | 'img';

const RAW_TAGS: readonly RawTag[] = ['code', 'url', 'img'];

/** Its questions must be asked with positions that never go back. */
export class BracketIndex {
  readonly #text: string;
  readonly #ends: Int32Array;
  readonly #rawCloses: Readonly<Record<RawTag, number[]>> = { code: [], url: [], img: [] };
  readonly #cursors: Record<RawTag, number> = { code: 0, url: 0, img: 0 };
  #nextBracket = -1;
  #nextNewline = -1;
  #nextForbidden = -1;

  constructor(text: string) {
    this.#text = text;
    this.#ends = new Int32Array(text.length);
    this.#fill();
  }

  /** The `]` that ends the tag opened at `open`: the balanced one, else the first one; always on the same line. */
  tagEnd(open: number): number | undefined {
    const balanced = this.#ends[open] ?? 0;
    if (balanced > 0) return balanced;
    if (this.#nextBracket < open) this.#nextBracket = this.#find(']', open);
    return this.#nextBracket < this.lineEnd(open) ? this.#nextBracket : undefined;
  }

  lineEnd(from: number): number {
    if (this.#nextNewline < from) this.#nextNewline = this.#find('\n', from);
    return this.#nextNewline;
  }

  /** Start of the next closing tag of that name at or after `from`. */
  rawClose(tag: RawTag, from: number): number | undefined {
    const positions = this.#rawCloses[tag];
    while ((positions[this.#cursors[tag]] ?? Infinity) < from) this.#cursors[tag] += 1;
    return positions[this.#cursors[tag]];
  }

  /** Whether no character between the two positions rules out an address. */
  canBeLink(start: number, end: number): boolean {
    if (this.#nextForbidden < start) {
      let index = start;
      while (index < this.#text.length && !isForbiddenInLink(this.#text, index)) index += 1;
      this.#nextForbidden = index;
    }
    return this.#nextForbidden >= end;
  }

  #find(char: string, from: number): number {
    const index = this.#text.indexOf(char, from);
    return index < 0 ? this.#text.length : index;
  }

  #fill(): void {
    const text = this.#text;
    let open: number[] = [];
    for (let index = 0; index < text.length; index += 1) {
      const code = text.charCodeAt(index);
      if (code === 0x5b) {
        open.push(index);
        if (text.charCodeAt(index + 1) === 0x2f) this.#noteRawClose(index);
      } else if (code === 0x5d) {
        const start = open.pop();
        if (start !== undefined) this.#ends[start] = index;
      } else if (code === 0x0a && open.length > 0) {
        open = [];
      }
    }
  }

  #noteRawClose(index: number): void {
    for (const tag of RAW_TAGS) {
      const end = index + 2 + tag.length;
      if (this.#text[end] === ']' && this.#text.slice(index + 2, end).toLowerCase() === tag) {
        this.#rawCloses[tag].push(index);
      }
    }
  }
}
