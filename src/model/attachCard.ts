// The cards under a message, whoever made them.
import type { DialogId } from './dialogId.ts';
import type { LinkTarget, RichText } from './richText.ts';

export type HexColor = `#${string}`;

/** Meaning of a colour where the portal names none; `base` is the plain one. */
export type ColorToken = 'primary' | 'secondary' | 'alert' | 'base';

export interface AttachCard {
  /** What `[attach=N]` in the text refers to. */
  readonly id: number | undefined;
  /** `chat` is the colour of the dialog. */
  readonly color: HexColor | 'transparent' | 'chat' | undefined;
  readonly colorToken: ColorToken;
  /** One line that stands for the card where there is no room for it. */
  readonly description: string | undefined;
  /** Never empty. */
  readonly blocks: readonly AttachBlock[];
}

/** Where a part of a card leads. */
export type CardTarget =
  | LinkTarget
  | { readonly kind: 'user'; readonly userId: number }
  | { readonly kind: 'dialog'; readonly dialogId: DialogId };

/** Pixels, as far as they are known. */
export interface CardSize {
  readonly width: number | undefined;
  readonly height: number | undefined;
}

export interface CardLink {
  /** `undefined` where it leads nowhere we go; then only the words are shown. */
  readonly target: CardTarget | undefined;
  /** Never empty. */
  readonly name: string;
  readonly description: string | undefined;
  /** A picture of the portal or the web. */
  readonly preview: LinkTarget | undefined;
  readonly previewSize: CardSize;
}

export interface CardUser {
  readonly name: string;
  readonly avatar: LinkTarget | undefined;
  readonly avatarKind: 'user' | 'chat' | 'bot';
  readonly target: CardTarget | undefined;
}

export interface CardCell {
  /** `block` value under name, `line` cells side by side, `row` name beside value, `table` a row of a table. */
  readonly display: 'block' | 'line' | 'row' | 'table';
  /** Name or value may be missing, never both. */
  readonly name: string | undefined;
  readonly value: RichText | undefined;
  readonly size: CardSize;
  readonly color: HexColor | undefined;
  readonly colorToken: ColorToken;
  readonly target: CardTarget | undefined;
}

export interface CardImage {
  readonly src: LinkTarget;
  readonly preview: LinkTarget | undefined;
  readonly name: string | undefined;
  readonly size: CardSize;
}

export interface CardFile {
  readonly target: LinkTarget;
  /** Never empty. */
  readonly name: string;
  /** Bytes. */
  readonly size: number | undefined;
}

export type AttachBlock =
  | { readonly kind: 'message'; readonly text: RichText }
  | { readonly kind: 'links'; readonly links: readonly CardLink[] }
  /** Previews of addresses in the text, made by the portal or a program. */
  | { readonly kind: 'richLinks'; readonly links: readonly CardLink[] }
  | { readonly kind: 'users'; readonly users: readonly CardUser[] }
  | { readonly kind: 'grid'; readonly cells: readonly CardCell[] }
  | { readonly kind: 'images'; readonly images: readonly CardImage[] }
  | { readonly kind: 'files'; readonly files: readonly CardFile[] }
  /** `width` in pixels. */
  | { readonly kind: 'delimiter'; readonly width: number; readonly color: HexColor | undefined }
  /** What is left of an old HTML block: its words. */
  | { readonly kind: 'plain'; readonly text: string };
