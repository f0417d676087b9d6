import type { Message } from '../model/message.ts';
import type { Outgoing } from './outgoing.ts';

// Portals date messages to the second.
const SLACK_MS = 3_000;

export interface Sight {
  /** What the portal showed. */
  readonly messages: readonly Message[];
  /** By the portal's clock, milliseconds since 1970; `undefined` where it does not tell. */
  readonly portalNow: number | undefined;
  /** Since the message first went out; `undefined` where that was in another run. */
  readonly sinceFirstMs: number | undefined;
}

/**
 * Finds the stored copy of a message whose answer was lost: by uuid, else (portals that show none, api-facts 5 row 13)
 * by author, text, place after what was known before, and age. `isTaken` says which ids already belong to another
 * message of this person's.
 */
export function findStoredCopy(
  outgoing: Outgoing,
  sight: Sight,
  ownId: number,
  isTaken: (messageId: number) => boolean,
): Message | undefined {
  const byUuid = sight.messages.find((message) => message.uuid === outgoing.uuid);
  if (byUuid !== undefined) return byUuid;
  // Where no uuid goes along, the portal makes one of its own.
  const isUuidless = outgoing.content.files?.way === 'single';
  return sight.messages.find(
    (message) =>
      (isUuidless || message.uuid === undefined) &&
      isByAuthor(outgoing, message, ownId) &&
      message.id > outgoing.baselineId &&
      !isTaken(message.id) &&
      !outgoing.othersIds.includes(message.id) &&
      isYoungEnough(message, sight) &&
      hasSameContent(outgoing, message),
  );
}

function isByAuthor({ content }: Outgoing, message: Message, ownId: number): boolean {
  return message.authorId === ownId || (content.isSystem && message.authorId === 0);
}

/** Not older than the first attempt; by ages, so that no clock has to agree with another, nor with itself later on. */
function isYoungEnough(message: Message, { portalNow, sinceFirstMs }: Sight): boolean {
  // Without ages its place after what was known before has to do.
  if (portalNow === undefined || sinceFirstMs === undefined) return true;
  return portalNow - message.date <= sinceFirstMs + SLACK_MS;
}

function hasSameContent({ content }: Outgoing, message: Message): boolean {
  const text = comparable(content.text);
  if (!hasSameFiles(content, message)) return false;
  if (content.files !== undefined && text === '') return comparable(message.text) === '';
  // Without words of its own only a card can be told from another message.
  if (text === '') return message.attach.length > 0 && comparable(message.text) === '';
  const stored = comparable(message.text);
  // In front of a system message the portal may put the application's name (api-facts 3.4).
  return content.isSystem ? stored.endsWith(text) : stored === text;
}

/** By size and name; what is there already gets a number behind its name. */
function hasSameFiles({ files }: Outgoing['content'], message: Message): boolean {
  const items = files?.items ?? [];
  if (items.length === 0) return true;
  if (message.files.length !== items.length) return false;
  return items.every(({ name, size }) =>
    message.files.some((file) => file.size === size && withoutNumber(file.name) === withoutNumber(name)),
  );
}

function withoutNumber(name: string): string {
  return name.normalize().replace(/ ?\(\d+\)(?=\.[^.]*$|$)/, '');
}

/** The portal trims, wraps bare addresses and fills mentions in; what is left is the person's own words. */
function comparable(text: string): string {
  return text
    .replaceAll(/#br#|\[br\]/gi, '\n')
    .replaceAll(/\[user=(\d+|all)(?: replace)?\][^[]*\[\/user\]/gi, '@$1')
    .replaceAll(/\[\/?url\]/gi, '')
    .replaceAll(/https?:\/\//gi, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
