import type { Message } from '../model/message.ts';
import type { Outgoing } from './outgoing.ts';

// The portal's clock and ours may differ, and a send may take its whole time limit.
const TIME_WINDOW_MS = 15 * 60_000;

/**
 * Finds the stored copy of a message whose answer was lost, among the newest messages of its dialog: by uuid, else
 * (portals that show none, api-facts 5 row 13) by author, text and place after what was known before.
 * `isTaken` says which ids already belong to another message of this person's.
 */
export function findStoredCopy(
  outgoing: Outgoing,
  newest: readonly Message[],
  ownId: number,
  isTaken: (messageId: number) => boolean,
): Message | undefined {
  const byUuid = newest.find((message) => message.uuid === outgoing.uuid);
  if (byUuid !== undefined) return byUuid;
  return newest.find(
    (message) =>
      message.uuid === undefined &&
      message.authorId === ownId &&
      !isTaken(message.id) &&
      isAfter(outgoing, message) &&
      comparable(message.text) === comparable(outgoing.content.text),
  );
}

function isAfter(outgoing: Outgoing, message: Message): boolean {
  if (outgoing.baselineId > 0) return message.id > outgoing.baselineId;
  return Math.abs(message.date - outgoing.createdAt) <= TIME_WINDOW_MS;
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
