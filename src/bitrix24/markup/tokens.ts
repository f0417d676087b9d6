// What the tokenizer hands on: stretches of the text, each with what it could mean.
import type { Block, Inline } from '../../model/richText.ts';

interface Span {
  readonly start: number;
  readonly end: number;
}

export type Token = Span &
  (
    | { readonly kind: 'text' | 'newline' }
    /** `>>` at the start of a line, `level` times. */
    | { readonly kind: 'quoteMark'; readonly level: number }
    /** A line of 54 hyphens or more. */
    | { readonly kind: 'fence' }
    | { readonly kind: 'open'; readonly tag: string; readonly meaning: PairMeaning }
    | { readonly kind: 'close'; readonly tag: string }
    /** Stands for itself; `undefined` shows nothing. */
    | { readonly kind: 'leaf'; readonly node: Inline | undefined }
    | { readonly kind: 'block'; readonly block: Block }
  );

/** What a pair of tags does to its content. */
export interface Wrap {
  /** Something to press. One inside another is only shown, not pressed. */
  readonly isInteractive: boolean;
  /** Shown where the content has nothing to see; empty where the pair may vanish. */
  readonly fallback: string;
  /** `undefined` leaves the content as it is. */
  readonly make: ((children: readonly Inline[]) => Inline) | undefined;
}

export type PairMeaning =
  | { readonly kind: 'wrap'; readonly wrap: Wrap }
  /** Means something also without a closing tag. */
  | { readonly kind: 'wrapOrLeaf'; readonly wrap: Wrap; readonly leaf: Inline }
  /** What it means is in its content; `undefined` makes both tags text. */
  | { readonly kind: 'byContent'; readonly wrapOf: (content: string) => Wrap | undefined };
