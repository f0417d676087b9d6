// A message's text as a tree. Whoever draws it needs no knowledge of Bitrix24's markup and never sees HTML.
import type { DialogId } from './dialogId.ts';

export type RichText = readonly Block[];

export type Block =
  | { readonly kind: 'paragraph'; readonly children: readonly Inline[] }
  /** `>>` lines, or a block between two lines of hyphens; then `author`, `date` (as written) and `source` may be known. */
  | {
      readonly kind: 'quote';
      readonly author: string | undefined;
      readonly date: string | undefined;
      readonly source: MessageRef | undefined;
      readonly children: RichText;
    }
  /** `languageId` as editors name it, where the line above the code says so. */
  | { readonly kind: 'code'; readonly text: string; readonly languageId?: string | undefined }
  | { readonly kind: 'image'; readonly src: LinkTarget; readonly size: 'small' | 'medium' | 'large' };

export interface MessageRef {
  readonly dialogId: DialogId;
  readonly messageId: number;
}

/** Where a link leads. Only http, https, mailto and tel get this far; a path of the portal stays without its host. */
export type LinkTarget =
  { readonly kind: 'url'; readonly url: string } | { readonly kind: 'portalPath'; readonly path: string };

/** What can be pressed always has something to show and never holds another thing that can be pressed. */
export type Inline =
  /** May hold tabs, and line breaks in a text that goes beyond the parser's bounds. */
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'break' }
  | { readonly kind: 'bold' | 'italic' | 'underline' | 'strike'; readonly children: readonly Inline[] }
  /** Pixels, 8 to 30. */
  | { readonly kind: 'size'; readonly px: number; readonly children: readonly Inline[] }
  /** `#rrggbb`. */
  | { readonly kind: 'color'; readonly color: string; readonly children: readonly Inline[] }
  | { readonly kind: 'link'; readonly target: LinkTarget; readonly children: readonly Inline[] }
  | { readonly kind: 'mention'; readonly userId: number | 'all'; readonly children: readonly Inline[] }
  | {
      readonly kind: 'dialogLink';
      readonly dialogId: DialogId;
      readonly messageId: number | undefined;
      readonly children: readonly Inline[];
    }
  /** `put` fills the composer, `send` sends after asking; never on its own. */
  | { readonly kind: 'put' | 'send'; readonly value: string; readonly children: readonly Inline[] }
  | { readonly kind: 'call'; readonly number: string; readonly children: readonly Inline[] }
  /** `date` in milliseconds since 1970; `format` as Bitrix24 names it. */
  | { readonly kind: 'timestamp'; readonly date: number; readonly format: string }
  | { readonly kind: 'file'; readonly fileId: number }
  | { readonly kind: 'icon'; readonly title: string };
