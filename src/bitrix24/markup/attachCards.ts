// What `params.ATTACH` of a message holds, read for drawing (api-facts 4.2).
import type {
  AttachBlock,
  AttachCard,
  CardCell,
  CardFile,
  CardImage,
  CardLink,
  CardSize,
  CardTarget,
  CardUser,
} from '../../model/attachCard.ts';
import { dialogIdOfChat } from '../../model/dialogId.ts';
import type { LinkTarget } from '../../model/richText.ts';
import { readLinkTarget, readWebTarget } from './linkTarget.ts';
import { parseMarkup } from './parseMarkup.ts';
import { plainHtml } from './plainHtml.ts';
import type { MarkupContext } from './tags.ts';
import { amountOf, colorOf, colorTokenOf, type Fields, idOf, recordsOf, textOf } from './wireFields.ts';

const DEFAULT_DELIMITER_WIDTH = 200;

/** Old names of grid displays stand for the new ones (api-facts 4.2). */
const DISPLAYS: ReadonlyMap<string, CardCell['display']> = new Map([
  ['BLOCK', 'block'],
  ['LINE', 'line'],
  ['CARD', 'line'],
  ['ROW', 'row'],
  ['COLUMN', 'row'],
  ['TABLE', 'table'],
]);

const BLOCK_READERS: ReadonlyMap<
  string,
  (value: unknown, context: MarkupContext) => AttachBlock | undefined
> = new Map<string, (value: unknown, context: MarkupContext) => AttachBlock | undefined>([
  ['MESSAGE', readMessage],
  ['LINK', (value) => filled(readAll(value, readLink), (links) => ({ kind: 'links', links }))],
  ['RICH_LINK', (value) => filled(readAll(value, readLink), (links) => ({ kind: 'richLinks', links }))],
  ['USER', (value) => filled(readAll(value, readUser), (users) => ({ kind: 'users', users }))],
  [
    'GRID',
    (value, context) =>
      filled(
        readAll(value, (fields) => readCell(fields, context)),
        (cells) => ({ kind: 'grid', cells }),
      ),
  ],
  ['IMAGE', (value) => filled(readAll(value, readImage), (images) => ({ kind: 'images', images }))],
  ['FILE', (value) => filled(readAll(value, readFile), (files) => ({ kind: 'files', files }))],
  ['DELIMITER', readDelimiter],
  ['HTML', readHtml],
]);

/**
 * Reads the cards of a message. Accepts whatever comes and never throws: parts that are not understood are left out,
 * cards of which nothing is left too.
 */
export function readAttachCards(attach: unknown, context: MarkupContext = {}): readonly AttachCard[] {
  const cards: AttachCard[] = [];
  for (const fields of recordsOf(attach)) {
    const card = readCard(fields, context);
    if (card !== undefined) cards.push(card);
  }
  return cards;
}

function readCard(fields: Fields, context: MarkupContext): AttachCard | undefined {
  const blocks: AttachBlock[] = [];
  // A block that stands where a card should is a card of that block.
  const source = 'BLOCKS' in fields ? recordsOf(fields['BLOCKS']) : [fields];
  for (const block of source) {
    for (const [key, value] of Object.entries(block)) {
      const read = BLOCK_READERS.get(key)?.(value, context);
      if (read !== undefined) blocks.push(read);
    }
  }
  if (blocks.length === 0) return undefined;
  return {
    id: idOf(fields['ID']),
    color: cardColorOf(fields['COLOR']),
    colorToken: colorTokenOf(fields['COLOR_TOKEN']),
    description: textOf(fields['DESCRIPTION']),
    blocks,
  };
}

function cardColorOf(value: unknown): AttachCard['color'] {
  const word = typeof value === 'string' ? value.toLowerCase() : '';
  return word === 'transparent' || word === 'chat' ? word : colorOf(value);
}

function readMessage(value: unknown, context: MarkupContext): AttachBlock | undefined {
  // Once a message was an object with its text inside.
  const text = textOf(value) ?? textOf(recordsOf(value)[0]?.['TEXT']);
  const tree = text === undefined ? [] : parseMarkup(text, context);
  return tree.length === 0 ? undefined : { kind: 'message', text: tree };
}

function readLink(fields: Fields): CardLink | undefined {
  const address = textOf(fields['LINK']);
  const name = textOf(fields['NAME']) ?? address;
  if (name === undefined) return undefined;
  const html = textOf(fields['HTML']);
  const [size = {}] = recordsOf(fields['PREVIEW_SIZE']);
  return {
    target: targetOf(fields),
    name,
    description: (html === undefined ? undefined : textOf(plainHtml(html))) ?? textOf(fields['DESC']),
    preview: webTargetOf(fields['PREVIEW']) ?? webTargetOf(fields['EXTRA_IMAGE']),
    previewSize: sizeOf('WIDTH' in size || 'HEIGHT' in size ? size : fields),
  };
}

function readUser(fields: Fields): CardUser | undefined {
  const name = textOf(fields['NAME']);
  if (name === undefined) return undefined;
  const kind = textOf(fields['AVATAR_TYPE'])?.toLowerCase();
  return {
    name,
    avatar: webTargetOf(fields['AVATAR']),
    avatarKind: kind === 'chat' || kind === 'bot' ? kind : 'user',
    target: targetOf(fields),
  };
}

function readCell(fields: Fields, context: MarkupContext): CardCell | undefined {
  const name = textOf(fields['NAME']);
  const text = textOf(fields['VALUE']);
  if (name === undefined && text === undefined) return undefined;
  return {
    display: DISPLAYS.get(textOf(fields['DISPLAY'])?.toUpperCase() ?? '') ?? 'block',
    name,
    value: text === undefined ? undefined : parseMarkup(text, context),
    size: sizeOf(fields),
    color: colorOf(fields['COLOR']),
    colorToken: colorTokenOf(fields['COLOR_TOKEN']),
    target: targetOf(fields),
  };
}

function readImage(fields: Fields): CardImage | undefined {
  const src = webTargetOf(fields['LINK']);
  if (src === undefined) return undefined;
  return {
    src,
    preview: webTargetOf(fields['PREVIEW']),
    name: textOf(fields['NAME']),
    size: sizeOf(fields),
  };
}

function readFile(fields: Fields): CardFile | undefined {
  const target = webTargetOf(fields['LINK']);
  if (target === undefined) return undefined;
  const address = target.kind === 'url' ? target.url : target.path;
  return { target, name: textOf(fields['NAME']) ?? address, size: amountOf(fields['SIZE']) };
}

function readDelimiter(value: unknown): AttachBlock {
  const [fields = {}] = recordsOf(value);
  const width = amountOf(fields['SIZE']) ?? DEFAULT_DELIMITER_WIDTH;
  return { kind: 'delimiter', width, color: colorOf(fields['COLOR']) };
}

function readHtml(value: unknown): AttachBlock | undefined {
  const text = textOf(plainHtml(textOf(value) ?? ''));
  return text === undefined ? undefined : { kind: 'plain', text };
}

/** A place in the messenger goes before an address: `LINK` is required there and only a fallback. */
function targetOf(fields: Fields): CardTarget | undefined {
  const userId = idOf(fields['USER_ID']) ?? idOf(fields['BOT_ID']);
  if (userId !== undefined) return { kind: 'user', userId };
  const chatId = idOf(fields['CHAT_ID']);
  if (chatId !== undefined) return { kind: 'dialog', dialogId: dialogIdOfChat(chatId) };
  return readLinkTarget(textOf(fields['LINK']) ?? '');
}

function webTargetOf(value: unknown): LinkTarget | undefined {
  return readWebTarget(textOf(value) ?? '');
}

function sizeOf(fields: Fields): CardSize {
  return { width: amountOf(fields['WIDTH']), height: amountOf(fields['HEIGHT']) };
}

function readAll<T>(value: unknown, read: (fields: Fields) => T | undefined): readonly T[] {
  return recordsOf(value)
    .map(read)
    .filter((item) => item !== undefined);
}

function filled<T>(
  items: readonly T[],
  blockOf: (items: readonly T[]) => AttachBlock,
): AttachBlock | undefined {
  return items.length === 0 ? undefined : blockOf(items);
}
