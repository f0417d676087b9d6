import type { Block, Inline, RichText } from '../../model/richText.ts';
import { findBareLinks } from './bareLinks.ts';
import { readCodeHeader, readLanguageLine } from './codeHeader.ts';
import type { QuoteOrigin } from './quoteHeader.ts';
import type { TagPair } from './pairTags.ts';

/** Nodes that hold other nodes; past that many, text goes on without its looks. Only a text made to hurt gets there. */
export const MAX_WRAPPERS = 60_000;
/** An interrupted link goes on in that many pieces at most: each carries its whole address with it. */
const MAX_PIECES = 4;
/** Enough of a line to tell whether it is the header of a code message. */
const MAX_LINE_LENGTH = 400;

interface Frame {
  readonly pair: TagPair;
  /** The list that this pair's content goes into; `undefined` until something comes, and after an interruption. */
  children: Inline[] | undefined;
  hasInk: boolean;
  pieces: number;
}

interface Scope {
  readonly origin: QuoteOrigin | undefined;
  readonly blocks: Block[];
  readonly frames: Frame[];
  paragraph: Inline[] | undefined;
  paragraphHasInk: boolean;
  pendingBreaks: number;
  line: string;
  previousLine: string;
}

/**
 * Takes the parts of a text in order and makes the tree. Nodes come into being when something visible goes into them,
 * so a pair around nothing leaves nothing, and a pair that is interrupted (by a block, or by a closing tag out of
 * order) goes on after the interruption.
 */
export class TreeBuilder {
  readonly #outer: Scope[] = [];
  #scope = newScope(undefined);
  #wrappers = 0;

  text(text: string): void {
    // Bitrix24 shows four spaces as a tab (api-facts 4.1).
    const shown = text.replaceAll('    ', '\t');
    const hasInk = shown.trim() !== '';
    if (!hasInk || this.#isInsideInteractive())
      return this.#append({ kind: 'text', text: shown }, hasInk, shown);

    const links = findBareLinks(shown, MAX_WRAPPERS - this.#wrappers);
    this.#wrappers += links.length;
    let from = 0;
    for (const { start, end, target } of links) {
      this.#appendText(shown.slice(from, start));
      const label = shown.slice(start, end);
      this.#append({ kind: 'link', target, children: [{ kind: 'text', text: label }] }, true, label);
      from = end;
    }
    this.#appendText(shown.slice(from));
  }

  lineBreak(): void {
    const scope = this.#scope;
    scope.pendingBreaks += 1;
    scope.previousLine = scope.line;
    scope.line = '';
  }

  leaf(node: Inline): void {
    const isPressable = node.kind === 'link' || node.kind === 'dialogLink';
    if (!isPressable || !this.#isInsideInteractive()) return this.#append(node, true, '');
    for (const child of node.children) this.#append(child, true, '');
  }

  block(block: Block): void {
    const { line, previousLine } = this.#scope;
    this.#endParagraph();
    const header = line || previousLine;
    const languageId =
      block.kind === 'code' ? (readCodeHeader(header)?.languageId ?? readLanguageLine(header)) : undefined;
    const isOurCode = block.kind === 'code' && languageId !== undefined;
    this.#scope.blocks.push(isOurCode ? { ...block, languageId } : block);
  }

  open(pair: TagPair): void {
    this.#scope.frames.push({ pair, children: undefined, hasInk: false, pieces: 0 });
  }

  close(pair: TagPair): void {
    const { frames } = this.#scope;
    const at = frames.findLastIndex((frame) => frame.pair === pair);
    const frame = frames[at];
    if (frame === undefined) return;
    if (!frame.hasInk && pair.wrap.fallback !== '') this.#appendText(pair.wrap.fallback);
    frames.splice(at, 1);
    for (const above of frames.slice(at)) above.children = undefined;
  }

  enterQuote(origin: QuoteOrigin | undefined): void {
    this.#endParagraph();
    this.#outer.push(this.#scope);
    this.#scope = newScope(origin);
  }

  leaveQuote(): void {
    const outer = this.#outer.pop();
    if (outer === undefined) return;
    this.#endParagraph();
    const { origin, blocks } = this.#scope;
    this.#scope = outer;
    if (blocks.length === 0 && origin === undefined) return;
    if (this.#wrappers >= MAX_WRAPPERS) {
      for (const block of blocks) outer.blocks.push(block);
      return;
    }
    this.#wrappers += 1;
    outer.blocks.push({
      kind: 'quote',
      author: origin?.author,
      date: origin?.date,
      source: origin?.source,
      children: blocks,
    });
  }

  /** Ends whatever is still open. */
  finish(): RichText {
    while (this.#outer.length > 0) this.leaveQuote();
    this.#endParagraph();
    return this.#scope.blocks;
  }

  #appendText(text: string): void {
    if (text !== '') this.#append({ kind: 'text', text }, text.trim() !== '', text);
  }

  #append(node: Inline, hasInk: boolean, line: string): void {
    const scope = this.#scope;
    const list = this.#innermostList();
    const last = list.at(-1);
    if (node.kind === 'text' && last?.kind === 'text') {
      list[list.length - 1] = { kind: 'text', text: last.text + node.text };
    } else {
      list.push(node);
    }
    if (scope.line.length < MAX_LINE_LENGTH) scope.line += line.slice(0, MAX_LINE_LENGTH);
    if (!hasInk) return;
    scope.paragraphHasInk = true;
    for (const frame of scope.frames) frame.hasInk = true;
  }

  #innermostList(): Inline[] {
    const scope = this.#scope;
    const { frames } = scope;
    let list = (scope.paragraph ??= []);
    let depth = 0;
    for (let frame = frames[0]; frame?.children !== undefined; frame = frames[depth]) {
      list = frame.children;
      depth += 1;
    }

    // Breaks go before what is only now opened. Those at the start of a paragraph came with the block before it.
    if (scope.paragraph.length > 0) {
      for (let count = scope.pendingBreaks; count > 0; count -= 1) list.push({ kind: 'break' });
    }
    scope.pendingBreaks = 0;

    let isInside = frames.slice(0, depth).some(({ pair }) => pair.wrap.isInteractive);
    for (const frame of frames.slice(depth)) {
      const { make, isInteractive } = frame.pair.wrap;
      const isOnlyShown = isInteractive && (isInside || frame.pieces >= MAX_PIECES);
      if (make !== undefined && !isOnlyShown && this.#wrappers < MAX_WRAPPERS) {
        this.#wrappers += 1;
        frame.pieces += 1;
        const children: Inline[] = [];
        list.push(make(children));
        list = children;
      }
      frame.children = list;
      isInside ||= isInteractive;
    }
    return list;
  }

  #isInsideInteractive(): boolean {
    return this.#scope.frames.some(({ pair }) => pair.wrap.isInteractive);
  }

  #endParagraph(): void {
    const scope = this.#scope;
    if (scope.paragraph !== undefined && scope.paragraphHasInk) {
      scope.blocks.push({ kind: 'paragraph', children: scope.paragraph });
    }
    scope.paragraph = undefined;
    scope.paragraphHasInk = false;
    scope.pendingBreaks = 0;
    scope.line = '';
    scope.previousLine = '';
    for (const frame of scope.frames) frame.children = undefined;
  }
}

function newScope(origin: QuoteOrigin | undefined): Scope {
  return {
    origin,
    blocks: [],
    frames: [],
    paragraph: undefined,
    paragraphHasInk: false,
    pendingBreaks: 0,
    line: '',
    previousLine: '',
  };
}
