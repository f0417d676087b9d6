// What the first painting can do without, and what a message may need before it is drawn.
import type { AttachCard } from '../model/attachCard.ts';
import type { Block, RichText } from '../model/richText.ts';
import type { MessageRow } from '../protocol/thread.ts';
import { LazyPart } from './lazyPart.ts';

/** Stand over or beside the messages, or help to write. */
export const overlays = {
  menu: new LazyPart(() => import('./Menu.tsx')),
  messageTools: new LazyPart(() => import('./MessageTools.tsx')),
  messageMenu: new LazyPart(() => import('./messageMenu.ts')),
  search: new LazyPart(() => import('./SearchBar.tsx')),
  person: new LazyPart(() => import('./PersonCard.tsx')),
  people: new LazyPart(() => import('./People.tsx')),
  viewer: new LazyPart(() => import('./files/ImageViewer.tsx')),
  formatting: new LazyPart(() => import('./formatting.ts')),
  completion: new LazyPart(() => import('./Completion.tsx')),
  pastedCode: new LazyPart(() => import('./pastedCode.ts')),
};

/** Stand in messages: a message that has one is drawn once it is there, so that nothing moves later. */
export const messageParts = {
  cards: new LazyPart(() => import('./AttachCards.tsx')),
  keyboard: new LazyPart(() => import('./Keyboard.tsx')),
  code: new LazyPart(() => import('./CodeBlock.tsx')),
  unsent: new LazyPart(() => import('./UnsentNote.tsx')),
  files: new LazyPart(() => import('./files/MessageFiles.tsx')),
};

type MessagePart = (typeof messageParts)[keyof typeof messageParts];

/** Resolves when the rows can be drawn whole, or what they lack does not come; `undefined` where nothing is missing. */
export function partsFor(rows: readonly MessageRow[]): Promise<unknown> | undefined {
  const missing = Object.values(messageParts).filter(({ loaded }) => loaded === undefined);
  if (missing.length === 0) return undefined;
  const wanted = new Set<MessagePart>();
  for (const row of rows) for (const part of partsOf(row)) wanted.add(part);
  const loading = missing.filter((part) => wanted.has(part)).map((part) => part.load());
  return loading.length === 0 ? undefined : Promise.race([Promise.allSettled(loading), longestHold()]);
}

/** What takes longer is drawn in its place when it comes. */
function longestHold(): Promise<void> {
  return new Promise((resolve) => {
    window.setTimeout(resolve, longestHoldMs);
  });
}

const longestHoldMs = 3_000;

/** While the extension looks for what is to be shown, so that its messages wait for nothing. */
export function loadMessageParts(): void {
  // Whoever wants one hears of a failure.
  for (const part of Object.values(messageParts)) part.load().catch(() => undefined);
}

/** When nothing else is to do: then a press later waits for nothing. */
export function loadOverlays(): void {
  const load = async (): Promise<void> => {
    // One after the other: whoever presses something meanwhile comes in between.
    for (const part of Object.values(overlays)) await part.load().catch(() => undefined);
  };
  window.requestIdleCallback(() => void load(), { timeout: longestWaitMs });
}

const longestWaitMs = 1_000;

function partsOf({ cards, buttons, files, body, delivery }: MessageRow): readonly MessagePart[] {
  const parts: MessagePart[] = [];
  if (delivery.kind === 'waiting' || delivery.kind === 'failed') parts.push(messageParts.unsent);
  if (cards.length > 0) parts.push(messageParts.cards);
  if (buttons.length > 0) parts.push(messageParts.keyboard);
  if (files !== undefined && files.length > 0) parts.push(messageParts.files);
  if (hasCode(body) || cards.some(cardHasCode)) parts.push(messageParts.code);
  return parts;
}

function hasCode(text: RichText): boolean {
  return text.some(
    (block: Block) => block.kind === 'code' || (block.kind === 'quote' && hasCode(block.children)),
  );
}

function cardHasCode({ blocks }: AttachCard): boolean {
  return blocks.some(
    (block) =>
      (block.kind === 'message' && hasCode(block.text)) ||
      (block.kind === 'grid' && block.cells.some(({ value = [] }) => hasCode(value))),
  );
}
