// Every tag with a start and an end, or none, by name: what its value means (api-facts 4.1). Tags whose content is
// raw are in `rawTags.ts`.
import { dialogIdOfChat } from '../../model/dialogId.ts';
import type { Inline, LinkTarget } from '../../model/richText.ts';
import { readDialogJump, readId, readMessageReference } from './dialogReference.ts';
import { readHexColor } from './hexColor.ts';
import { iconTitle } from './iconTitle.ts';
import { isPhoneNumber, readLinkTarget } from './linkTarget.ts';
import type { PairMeaning, Wrap } from './tokens.ts';

export interface MarkupContext {
  /** Whose screen it is; says which dialog `[context=U1:U2/M]` means. */
  readonly ownUserId?: number | undefined;
}

/** What an opening tag stands for; `undefined` where it stands for nothing, then it is text. */
export type TagMeaning =
  PairMeaning | { readonly kind: 'leaf'; readonly node: Inline | undefined } | { readonly kind: 'newline' };

/** `value` is what stands after `=`, `undefined` without one. */
type TagReader = (value: string | undefined, context: MarkupContext) => TagMeaning | undefined;

// Longer values make a tag text before anything looks at them, so that no text is worth reading twice.
const MAX_VALUE_LENGTH = 4096;
const MAX_SHORT_VALUE_LENGTH = 200;
const MIN_SIZE_PX = 8;
const MAX_SIZE_PX = 30;
const MAX_RATING = 5;
const UNIX_SECONDS = /^-?[0-9]{1,11}$/;
const SIZE = /^[0-9]{1,4}$/;

export const TAG_READERS: ReadonlyMap<string, TagReader> = new Map<string, TagReader>([
  ['b', plain('bold')],
  ['i', plain('italic')],
  ['u', plain('underline')],
  ['s', plain('strike')],
  ['size', withValue(readSize)],
  ['color', withValue(readColor)],
  ['url', withLongValue(readUrl)],
  ['user', withValue(readUser)],
  ['chat', withValue(readChat)],
  ['context', withValue(readContext)],
  ['dialog', withValue(readDialog)],
  ['pch', withValue((value) => (readId(value) === undefined ? undefined : asIs()))],
  ['put', orByContent(putOf)],
  ['send', orByContent(sendOf)],
  ['call', orByContent(callOf)],
  ['br', (value) => (value === undefined ? { kind: 'newline' } : undefined)],
  ['icon', withLongValue((value) => leaf({ kind: 'icon', title: iconTitle(value) }))],
  ['timestamp', withValue(readTimestamp)],
  ['disk', withValue(readDisk)],
  ['attach', withValue((value) => (readId(value) === undefined ? undefined : leaf(undefined)))],
  ['rating', withValue(readRating)],
]);

function plain(kind: 'bold' | 'italic' | 'underline' | 'strike'): TagReader {
  const meaning = format((children) => ({ kind, children }));
  return (value) => (value === undefined ? meaning : undefined);
}

type ValueReader = (value: string, context: MarkupContext) => TagMeaning | undefined;

function withValue(read: ValueReader, maxLength = MAX_SHORT_VALUE_LENGTH): TagReader {
  return (value, context) =>
    value === undefined || value.length > maxLength ? undefined : read(value, context);
}

function withLongValue(read: ValueReader): TagReader {
  return withValue(read, MAX_VALUE_LENGTH);
}

/** The value where there is one, else the content. */
function orByContent(wrapOf: (value: string) => Wrap | undefined): TagReader {
  const byContent: TagMeaning = { kind: 'byContent', wrapOf };
  return (value) => {
    return value === undefined ? byContent : wrapped(wrapOf(value));
  };
}

function readSize(value: string): TagMeaning | undefined {
  if (!SIZE.test(value)) return undefined;
  const px = Math.min(Math.max(Number(value), MIN_SIZE_PX), MAX_SIZE_PX);
  return format((children) => ({ kind: 'size', px, children }));
}

function readColor(value: string): TagMeaning | undefined {
  const color = readHexColor(value);
  if (color === undefined) return undefined;
  return format((children) => ({ kind: 'color', color, children }));
}

function readUrl(value: string): TagMeaning | undefined {
  const target = readLinkTarget(value);
  return target === undefined ? undefined : wrapped(linkWrap(target));
}

function linkWrap(target: LinkTarget): Wrap {
  const fallback = target.kind === 'url' ? target.url : target.path;
  return interactive(fallback, (children) => ({ kind: 'link', target, children }));
}

/** The portal writes `[USER=N REPLACE]` where it filled in the name itself (api-facts 4.1). */
function readUser(value: string): TagMeaning | undefined {
  const [who = '', flag, ...rest] = value.trim().split(' ', 3);
  if ((flag !== undefined && flag.toLowerCase() !== 'replace') || rest.length > 0) return undefined;
  const userId = who.toLowerCase() === 'all' ? 'all' : readId(who);
  if (userId === undefined) return undefined;
  return wrapped(interactive(`@${userId}`, (children) => ({ kind: 'mention', userId, children })));
}

function readChat(value: string): TagMeaning | undefined {
  const lower = value.trim().toLowerCase();
  // The history of an open channel has no dialog id: its title is all there is to show.
  if (lower.startsWith('imol|')) return readId(lower.slice(5)) === undefined ? undefined : asIs();
  const chatId = readId(lower.startsWith('chat') ? lower.slice(4) : lower);
  return chatId === undefined ? undefined : wrapped(dialogLinkWrap(dialogIdOfChat(chatId), undefined));
}

function readContext(value: string, context: MarkupContext): TagMeaning | undefined {
  const reference = readMessageReference(value.trim(), context.ownUserId);
  if (reference === undefined) return undefined;
  if (reference === 'elsewhere') return asIs();
  return wrapped(dialogLinkWrap(reference.dialogId, reference.messageId));
}

/** The facts show this form without a closing tag, old messages have one: both work. */
function readDialog(value: string): TagMeaning | undefined {
  const jump = readDialogJump(value.trim());
  if (jump === undefined) return undefined;
  const wrap = dialogLinkWrap(jump.dialogId, jump.messageId);
  const text: Inline = { kind: 'text', text: jump.dialogId };
  return { kind: 'wrapOrLeaf', wrap, leaf: { kind: 'dialogLink', ...jump, children: [text] } };
}

function readTimestamp(value: string): TagMeaning | undefined {
  const space = value.indexOf(' ');
  const seconds = space < 0 ? value : value.slice(0, space);
  if (!UNIX_SECONDS.test(seconds)) return undefined;
  const attribute = space < 0 ? '' : value.slice(space).trim();
  if (attribute !== '' && !attribute.toLowerCase().startsWith('format=')) return undefined;
  const format = attribute.slice(7) || 'FORMAT_DATETIME';
  return leaf({ kind: 'timestamp', date: Number(seconds) * 1000, format });
}

function readDisk(value: string): TagMeaning | undefined {
  const fileId = readId(value);
  return fileId === undefined ? undefined : leaf({ kind: 'file', fileId });
}

/** A vote of an open channel, shown as the stars it stands for. */
function readRating(value: string): TagMeaning | undefined {
  const stars = readId(value);
  if (stars === undefined || stars > MAX_RATING) return undefined;
  return leaf({ kind: 'text', text: '★'.repeat(stars) + '☆'.repeat(MAX_RATING - stars) });
}

function putOf(value: string): Wrap | undefined {
  if (value.length > MAX_VALUE_LENGTH || value.trim() === '') return undefined;
  return interactive(value, (children) => ({ kind: 'put', value, children }));
}

function sendOf(value: string): Wrap | undefined {
  if (value.length > MAX_VALUE_LENGTH || value.trim() === '') return undefined;
  return interactive(value, (children) => ({ kind: 'send', value, children }));
}

function callOf(value: string): Wrap | undefined {
  const number = value.length > MAX_SHORT_VALUE_LENGTH ? '' : value.trim();
  if (!isPhoneNumber(number)) return undefined;
  return interactive(number, (children) => ({ kind: 'call', number, children }));
}

function dialogLinkWrap(dialogId: string, messageId: number | undefined): Wrap {
  return interactive(dialogId, (children) => ({ kind: 'dialogLink', dialogId, messageId, children }));
}

function interactive(fallback: string, make: (children: readonly Inline[]) => Inline): Wrap {
  return { isInteractive: true, fallback, make };
}

function format(make: (children: readonly Inline[]) => Inline): TagMeaning {
  return { kind: 'wrap', wrap: { isInteractive: false, fallback: '', make } };
}

function asIs(): TagMeaning {
  return { kind: 'wrap', wrap: { isInteractive: false, fallback: '', make: undefined } };
}

function wrapped(wrap: Wrap | undefined): TagMeaning | undefined {
  return wrap === undefined ? undefined : { kind: 'wrap', wrap };
}

function leaf(node: Inline | undefined): TagMeaning {
  return { kind: 'leaf', node };
}
