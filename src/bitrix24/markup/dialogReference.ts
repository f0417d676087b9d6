// Where a text names a dialog or a message of it.
import { type DialogId, dialogIdOfChat, dialogIdOfUser, parseDialogId } from '../../model/dialogId.ts';
import type { MessageRef } from '../../model/richText.ts';

const DIGITS = /^[0-9]{1,15}$/;

/** A positive whole number written in digits and nothing else. */
export function readId(text: string): number | undefined {
  if (!DIGITS.test(text)) return undefined;
  const id = Number(text);
  return id > 0 ? id : undefined;
}

/**
 * Reads `chatN/M` or `U1:U2/M`. The private form names both people in any order (api-facts 4.1); the dialog is the
 * other one's, so it is `'elsewhere'` for a private dialog of others and where it is not known who is reading.
 */
export function readMessageReference(
  text: string,
  ownUserId: number | undefined,
): MessageRef | 'elsewhere' | undefined {
  const slash = text.indexOf('/');
  const messageId = readId(text.slice(slash + 1));
  if (slash < 0 || messageId === undefined) return undefined;

  const place = text.slice(0, slash).toLowerCase();
  if (!place.includes(':')) {
    const chatId = place.startsWith('chat') ? readId(place.slice(4)) : undefined;
    return chatId === undefined ? undefined : { dialogId: dialogIdOfChat(chatId), messageId };
  }

  const people = place.split(':').map(readId);
  const [one, two] = people;
  if (people.length !== 2 || one === undefined || two === undefined) return undefined;
  if (one !== ownUserId && two !== ownUserId) return 'elsewhere';
  return { dialogId: dialogIdOfUser(one === ownUserId ? two : one), messageId };
}

/** Reads `ID message=M` of `[dialog=ID message=M]`; the message may be missing. */
export function readDialogJump(
  value: string,
): { readonly dialogId: DialogId; readonly messageId: number | undefined } | undefined {
  const space = value.indexOf(' ');
  const dialogId = parseDialogId(space < 0 ? value : value.slice(0, space));
  if (dialogId === undefined) return undefined;
  if (space < 0) return { dialogId, messageId: undefined };

  const attribute = value.slice(space).trim();
  const messageId = attribute.toLowerCase().startsWith('message=') ? readId(attribute.slice(8)) : undefined;
  return messageId === undefined ? undefined : { dialogId, messageId };
}
