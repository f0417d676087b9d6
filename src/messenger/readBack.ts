import type { Message } from '../model/message.ts';
import type { Outgoing } from './outgoing.ts';

// Portals date messages to the second.
const SLACK_MS = 3_000;
// For a portal that does not tell its time: its clock and ours may differ.
const BLIND_WINDOW_MS = 15 * 60_000;

/** What the portal showed, and when by both clocks. Milliseconds since 1970. */
export interface Sight {
  readonly messages: readonly Message[];
  readonly portalNow: number | undefined;
  readonly now: number;
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
  return sight.messages.find(
    (message) =>
      message.uuid === undefined &&
      isByAuthor(outgoing, message, ownId) &&
      message.id > outgoing.baselineId &&
      !isTaken(message.id) &&
      !outgoing.othersIds.includes(message.id) &&
      isYoungEnough(outgoing, message, sight) &&
      hasSameContent(outgoing, message),
  );
}

function isByAuthor({ content }: Outgoing, message: Message, ownId: number): boolean {
  return message.authorId === ownId || (content.isSystem && message.authorId === 0);
}

/** Not older than the person's decision to send; by ages, so that the two clocks need not agree. */
function isYoungEnough(outgoing: Outgoing, message: Message, { portalNow, now }: Sight): boolean {
  if (portalNow === undefined) return Math.abs(message.date - outgoing.createdAt) <= BLIND_WINDOW_MS;
  return portalNow - message.date <= now - outgoing.createdAt + SLACK_MS;
}

function hasSameContent({ content }: Outgoing, message: Message): boolean {
  const text = comparable(content.text);
  // Without words of its own only a card can be told from another message.
  if (text === '') return message.attach.length > 0 && comparable(message.text) === '';
  const stored = comparable(message.text);
  // In front of a system message the portal may put the application's name (api-facts 3.4).
  return content.isSystem ? stored.endsWith(text) : stored === text;
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
