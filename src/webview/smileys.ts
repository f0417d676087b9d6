// Bitrix24 sends smileys as the letters people type. The portal's own pictures are not reachable from here; the same faces
// exist as characters.
const emojiOf: ReadonlyMap<string, string> = new Map([
  [':)', '🙂'],
  [':-)', '🙂'],
  [';)', '😉'],
  [';-)', '😉'],
  [':D', '😃'],
  [':-D', '😃'],
  [':(', '🙁'],
  [':-(', '🙁'],
  ['8-)', '😎'],
  [':|', '😐'],
  [':-|', '😐'],
  [':/', '😕'],
  [':-/', '😕'],
  [':o', '😮'],
  [':-o', '😮'],
  [':~(', '😢'],
  [':{}', '😘'],
  [':-{}', '😘'],
  [':cry:', '😢'],
  [':oops:', '😳'],
  [':evil:', '😈'],
  [':shock:', '😱'],
  [':idea:', '💡'],
  [':!:', '❗'],
  [':?:', '❓'],
  [':like:', '👍'],
]);

const word = /\S+/g;
const longest = 8;

export type TextPiece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'smiley'; readonly text: string; readonly emoji: string };

/** A smiley stands alone between white space: `(see 8:)` and addresses stay what they are. */
export function splitSmileys(text: string): readonly TextPiece[] {
  const pieces: TextPiece[] = [];
  let from = 0;
  for (const match of text.matchAll(word)) {
    const emoji = match[0].length <= longest ? emojiOf.get(match[0]) : undefined;
    if (emoji === undefined) continue;
    if (match.index > from) pieces.push({ kind: 'text', text: text.slice(from, match.index) });
    pieces.push({ kind: 'smiley', text: match[0], emoji });
    from = match.index + match[0].length;
  }
  if (from < text.length) pieces.push({ kind: 'text', text: text.slice(from) });
  return pieces;
}

export function emojiForTitle(title: string): string | undefined {
  return emojiOf.get(title.trim());
}
