import type { RichText } from '../../model/richText.ts';
import { outline } from './outline.ts';
import { pairTags } from './pairTags.ts';
import type { MarkupContext } from './tags.ts';
import { tokenize } from './tokenize.ts';
import { TreeBuilder } from './treeBuilder.ts';

/**
 * Reads Bitrix24's markup (api-facts 4.1, 4.6). Never throws, takes time in proportion to the text, and gives a tree
 * of bounded depth and size. What is not understood stays visible as text. Every target in the tree has passed
 * `readLinkTarget`; it is still only what somebody wrote.
 */
export function parseMarkup(text: string, context: MarkupContext = {}): RichText {
  const source = text.includes('\r') ? text.replaceAll('\r\n', '\n').replaceAll('\r', '\n') : text;
  const events = outline(source, tokenize(source, context), context.ownUserId);
  const pairs = pairTags(source, events);
  const builder = new TreeBuilder();

  events.forEach((event, index) => {
    switch (event.kind) {
      case 'text':
        return builder.text(source.slice(event.start, event.end));
      case 'newline':
        return builder.lineBreak();
      case 'leaf':
        return event.node === undefined ? undefined : builder.leaf(event.node);
      case 'block':
        return builder.block(event.block);
      case 'enterQuote':
        return builder.enterQuote(event.origin);
      case 'leaveQuote':
        return builder.leaveQuote();
      case 'open':
      case 'close': {
        const pair = pairs.get(index);
        if (pair === undefined) {
          if (event.kind === 'open' && event.meaning.kind === 'wrapOrLeaf')
            return builder.leaf(event.meaning.leaf);
          return builder.text(source.slice(event.start, event.end));
        }
        return event.kind === 'open' ? builder.open(pair) : builder.close(pair);
      }
    }
  });
  return builder.finish();
}
