import { assertNever } from '../../base/assertNever.ts';
import { plainText } from '../../bitrix24/markup/plainText.ts';
import type { AttachBlock, AttachCard } from '../../model/attachCard.ts';

const NAME_LENGTH = 160;

/** One line that stands for a card: its description, else the first thing in it that has words. */
export function cardName(card: AttachCard): string | undefined {
  if (card.description) return card.description;
  for (const block of card.blocks) {
    const words = wordsOf(block);
    if (words) return words;
  }
  return undefined;
}

function wordsOf(block: AttachBlock): string | undefined {
  switch (block.kind) {
    case 'message':
      return plainText(block.text, { maxLength: NAME_LENGTH });
    case 'links':
    case 'richLinks':
      return block.links[0]?.name;
    case 'users':
      return block.users[0]?.name;
    case 'grid':
      return block.cells
        .map(({ name, value }) =>
          [name, value && plainText(value, { maxLength: NAME_LENGTH })].filter(Boolean).join(': '),
        )
        .join(', ')
        .slice(0, NAME_LENGTH);
    case 'images':
      return block.images[0]?.name;
    case 'files':
      return block.files[0]?.name;
    case 'plain':
      return block.text.slice(0, NAME_LENGTH);
    case 'delimiter':
      return undefined;
    default:
      return assertNever(block);
  }
}
