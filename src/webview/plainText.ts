import { assertNever } from '../base/assertNever.ts';
import type { Block, Inline, RichText } from '../model/richText.ts';

/** The words of a message without their looks, for whoever only listens. `limit` in UTF-16 units; cut text ends in "…". */
export function plainText(text: RichText, limit: number): string {
  const parts: string[] = [];
  for (const block of text) parts.push(blockText(block));
  const words = parts.join(' ').replace(/\s+/g, ' ').trim();
  return words.length > limit ? `${words.slice(0, limit).trimEnd()}…` : words;
}

function blockText(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return inlineText(block.children);
    case 'quote':
      return block.children.map(blockText).join(' ');
    case 'code':
      return block.text;
    case 'image':
      return '';
    default:
      return assertNever(block);
  }
}

function inlineText(inlines: readonly Inline[]): string {
  return inlines.map(oneInlineText).join('');
}

function oneInlineText(inline: Inline): string {
  switch (inline.kind) {
    case 'text':
      return inline.text;
    case 'break':
      return ' ';
    case 'icon':
      return inline.title;
    case 'timestamp':
    case 'file':
      return '';
    case 'bold':
    case 'italic':
    case 'underline':
    case 'strike':
    case 'size':
    case 'color':
    case 'link':
    case 'mention':
    case 'dialogLink':
    case 'put':
    case 'send':
    case 'call':
      return inlineText(inline.children);
    default:
      return assertNever(inline);
  }
}
