import { parseMarkup } from '../../bitrix24/markup/parseMarkup.ts';
import { plainText } from '../../bitrix24/markup/plainText.ts';
import type { DialogId } from '../../model/dialogId.ts';
import type { Block, Inline, LinkTarget } from '../../model/richText.ts';

export type NoticeLink = { readonly words: string } & (
  | { readonly kind: 'link'; readonly target: LinkTarget }
  | { readonly kind: 'dialog'; readonly dialogId: DialogId; readonly messageId: number | undefined }
);

/** Where a notification's text leads, in its order, each place once. */
export function noticeLinks(text: string): readonly NoticeLink[] {
  const links = parseMarkup(text).flatMap(linksOfBlock);
  return [...new Map(links.map((link) => [placeOf(link), link])).values()];
}

function linksOfBlock(block: Block): readonly NoticeLink[] {
  if (block.kind === 'paragraph') return block.children.flatMap(linksOf);
  return block.kind === 'quote' ? block.children.flatMap(linksOfBlock) : [];
}

function linksOf(inline: Inline): readonly NoticeLink[] {
  if (inline.kind === 'link') return [{ kind: 'link', target: inline.target, words: wordsOf(inline) }];
  if (inline.kind === 'dialogLink') {
    const { dialogId, messageId } = inline;
    return [{ kind: 'dialog', dialogId, messageId, words: wordsOf(inline) }];
  }
  return 'children' in inline ? inline.children.flatMap(linksOf) : [];
}

function wordsOf(inline: Inline): string {
  return plainText([{ kind: 'paragraph', children: [inline] }], { maxLength: 100 });
}

function placeOf(link: NoticeLink): string {
  return JSON.stringify(link.kind === 'link' ? link.target : [link.dialogId, link.messageId]);
}
