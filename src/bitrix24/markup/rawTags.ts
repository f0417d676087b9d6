// Tags whose content is not parsed: code, pictures and addresses that stand between the tags.
import type { Block, Inline } from '../../model/richText.ts';
import type { BracketIndex, RawTag } from './bracketIndex.ts';
import { MAX_LINK_LENGTH, readLinkTarget, readWebTarget } from './linkTarget.ts';

/** Stands inside a `[/code]` that is part of the code itself; see `codeMessage`. */
export const CODE_TAG_BREAKER = '\u200b';

const BROKEN_CODE_END = /\[\u200b\/(code)\]/gi;
const IMAGE_SIZES = ['small', 'medium', 'large'] as const;
const MAX_ATTRIBUTES_LENGTH = 40;

export type RawMeaning =
  | { readonly kind: 'block'; readonly end: number; readonly block: Block }
  | { readonly kind: 'leaf'; readonly end: number; readonly node: Inline };

/** Reads such a tag together with its content. `attributes` is what follows the name up to the `]` before `start`. */
export function readRawTag(
  text: string,
  index: BracketIndex,
  tag: RawTag,
  attributes: string,
  start: number,
): RawMeaning | undefined {
  const close = index.rawClose(tag, start);
  if (close === undefined) return undefined;
  const end = close + tag.length + 3;
  if (tag === 'code') {
    return attributes === '' ? { kind: 'block', end, block: readCode(text.slice(start, close)) } : undefined;
  }

  if (close - start > MAX_LINK_LENGTH || !index.canBeLink(start, close)) return undefined;
  const content = text.slice(start, close);
  if (tag === 'img') {
    const block = readImage(attributes, content);
    return block === undefined ? undefined : { kind: 'block', end, block };
  }
  const target = attributes === '' ? readLinkTarget(content) : undefined;
  if (target === undefined) return undefined;
  return {
    kind: 'leaf',
    end,
    node: { kind: 'link', target, children: [{ kind: 'text', text: content.trim() }] },
  };
}

/**
 * The code to the letter. A line break after the opening and one before the closing tag are not part of it where
 * both are there, and a `[/code]` that `codeMessage` broke is whole again.
 */
function readCode(content: string): Block {
  const isOnOwnLines = content.length > 1 && content.startsWith('\n') && content.endsWith('\n');
  const text = isOnOwnLines ? content.slice(1, -1) : content;
  return { kind: 'code', text: text.replace(BROKEN_CODE_END, '[/$1]') };
}

/** The size is required (api-facts 4.1). */
function readImage(attributes: string, content: string): Block | undefined {
  if (attributes.length > MAX_ATTRIBUTES_LENGTH) return undefined;
  const wanted = attributes.trim().toLowerCase();
  const size = IMAGE_SIZES.find((name) => wanted === `size=${name}`);
  const src = size === undefined ? undefined : readWebTarget(content);
  return size === undefined || src === undefined ? undefined : { kind: 'image', src, size };
}
