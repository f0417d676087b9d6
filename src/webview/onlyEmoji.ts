import type { RichText } from '../model/richText.ts';

const emoji = /^(?:\p{RGI_Emoji}\s*){1,5}$/v;

/** Whether a message is a few emoji and nothing else. */
export function isOnlyEmoji(body: RichText): boolean {
  const [block, ...more] = body;
  if (more.length > 0 || block?.kind !== 'paragraph' || block.children.length !== 1) return false;
  const [child] = block.children;
  return child?.kind === 'text' && child.text.length <= 60 && emoji.test(child.text.trim());
}
