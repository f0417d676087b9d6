import type { RichText } from '../model/richText.ts';

/** Made when a text may be one: the pattern is a large one, and most conversations never need it. */
let emoji: RegExp | undefined;

/** Whether a message is a few emoji and nothing else. */
export function isOnlyEmoji(body: RichText): boolean {
  const [block, ...more] = body;
  if (more.length > 0 || block?.kind !== 'paragraph' || block.children.length !== 1) return false;
  const [child] = block.children;
  if (child?.kind !== 'text' || child.text.length > 60) return false;
  const text = child.text.trim();
  if (!mayBeEmoji(text)) return false;
  emoji ??= /^(?:\p{RGI_Emoji}\s*){1,5}$/v;
  return emoji.test(text);
}

/** By the first sign: no letter of most scripts, and of digits only what becomes a key. */
function mayBeEmoji(text: string): boolean {
  const first = text.codePointAt(0) ?? 0;
  if (first >= 0x20_00) return true;
  return first === 0xa9 || first === 0xae || /^[#*\d]\u{fe0f}?\u{20e3}/u.test(text);
}
