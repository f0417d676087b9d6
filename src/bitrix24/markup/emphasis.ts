// Which of the signs `*`, `_` and `~~` in a line are Markdown. Where in doubt they are not: people write globs,
// pointers, products, snake_case and `__init__`, and none of that may lose a character.
import { characterAt, characterBefore, isWord } from './wordCharacter.ts';

const NOT_BEFORE_OPENING = new Set('/\\-+=#@&%$^)]}.`');
const NOT_AFTER_OPENING = new Set(')]},;:?');
const NOT_BEFORE_CLOSING = new Set('([{<');
const NOT_AFTER_CLOSING = new Set('/\\-+=#@&%$^([{<`');
/** Signs that wait for their partner at once; the outermost give way, so that a line costs what it is long. */
const MOST_OPEN = 64;
const INK = /[\p{L}\p{N}\p{Extended_Pictographic}]/u;

interface Run {
  readonly sign: string;
  readonly length: number;
  /** Its place in the line's pieces. */
  readonly piece: number;
  /** The place of the backslash before it; a pair with one is no emphasis, and loses the backslash. */
  readonly escape: number | undefined;
  readonly canOpen: boolean;
  readonly canClose: boolean;
  /** How many letters and figures came before it. */
  readonly ink: number;
  left: number;
  opening: string;
  closing: string;
}

/** Takes one line piece by piece and gives it back with tags in place of the signs. */
export class EmphasisLine {
  readonly #pieces: string[] = [];
  readonly #open: Run[] = [];
  readonly #runs: Run[] = [];
  #ink = 0;

  text(text: string): void {
    this.#pieces.push(text);
    if (INK.test(text)) this.#ink += 1;
  }

  /** The signs at `start`; `isEdgeBefore` and `isEdgeAfter` where a tag stands beside them. */
  run(
    text: string,
    start: number,
    end: number,
    isEscaped: boolean,
    isEdgeBefore: boolean,
    isEdgeAfter: boolean,
  ): void {
    const sign = text[start] ?? '';
    const length = end - start;
    const isKnown = sign === '~' ? length === 2 : sign === '_' ? length === 1 : length <= 3;
    const escape = isEscaped ? this.#pieces.push('\\') - 1 : undefined;
    const piece = this.#pieces.push(text.slice(start, end)) - 1;
    if (!isKnown) return;
    const before = isEdgeBefore ? '' : characterBefore(text, isEscaped ? start - 1 : start);
    const after = isEdgeAfter ? '' : characterAt(text, end);
    const touchesAfter = isEdgeAfter || (after !== '' && !isSpace(after));
    const touchesBefore = isEdgeBefore || (before !== '' && !isSpace(before));
    const run: Run = {
      sign,
      length,
      piece,
      escape,
      canOpen:
        touchesAfter && !NOT_AFTER_OPENING.has(after) && !isWord(before) && !NOT_BEFORE_OPENING.has(before),
      canClose:
        touchesBefore && !NOT_BEFORE_CLOSING.has(before) && !isWord(after) && !NOT_AFTER_CLOSING.has(after),
      ink: this.#ink,
      left: length,
      opening: '',
      closing: '',
    };
    this.#runs.push(run);
    if (run.canClose && this.#close(run)) return;
    if (!run.canOpen) return;
    this.#open.push(run);
    if (this.#open.length > MOST_OPEN) this.#open.shift();
  }

  finish(): string {
    for (const { piece, sign, left, opening, closing } of this.#runs) {
      this.#pieces[piece] = closing + sign.repeat(left) + opening;
    }
    return this.#pieces.join('');
  }

  /** Whole, or not at all: half a pair would leave a sign behind that nobody meant. */
  #close(run: Run): boolean {
    const at = this.#open.findLastIndex((open) => open.sign === run.sign);
    const opener = this.#open[at];
    if (opener === undefined || opener.ink === run.ink) return false;
    if (opener.left === run.length || (opener.left === 3 && run.length < 3)) {
      const used = run.length;
      this.#pair(opener, run, used);
      this.#open.length = opener.left === 0 ? at : at + 1;
      return true;
    }
    const outer = this.#open[at - 1];
    if (run.length !== 3 || outer?.sign !== run.sign || outer.left + opener.left !== 3) return false;
    this.#pair(opener, run, opener.left);
    this.#pair(outer, run, outer.left);
    this.#open.length = at - 1;
    return true;
  }

  #pair(opener: Run, closer: Run, length: number): void {
    if (opener.escape !== undefined || closer.escape !== undefined) {
      for (const { escape } of [opener, closer]) if (escape !== undefined) this.#pieces[escape] = '';
      opener.left = 0;
      closer.left = 0;
      opener.opening = opener.sign.repeat(opener.length);
      closer.closing = closer.sign.repeat(closer.length);
      return;
    }
    for (const tag of tagsOf(opener.sign, length)) {
      opener.opening = `[${tag}]${opener.opening}`;
      closer.closing += `[/${tag}]`;
    }
    opener.left -= length;
    closer.left -= length;
  }
}

/** From the innermost out. */
function tagsOf(sign: string, length: number): readonly string[] {
  if (sign === '~') return ['s'];
  if (length === 3) return ['i', 'b'];
  return length === 2 ? ['b'] : ['i'];
}

function isSpace(character: string): boolean {
  return /\s/u.test(character);
}
