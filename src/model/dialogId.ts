/** A dialog's id as Bitrix24 writes it: `"7"` (private, with user 7), `"chat97"` (group), `"sg12"` (workgroup). */
export type DialogId = string;

const FORM = /^(?:[1-9]\d{0,14}|(?:chat|sg|crm)[1-9]\d{0,14})$/;

/** Reads a dialog id that a person or a program gave; `undefined` where it is none. Accepts a number for a user. */
export function parseDialogId(value: unknown): DialogId | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const text = String(value).trim().toLowerCase();
  return FORM.test(text) ? text : undefined;
}

export function dialogIdOfUser(userId: number): DialogId {
  return String(userId);
}

export function dialogIdOfChat(chatId: number): DialogId {
  return `chat${chatId}`;
}

/** The other person of a private dialog, or `undefined` for a group. */
export function userIdOfDialog(dialogId: DialogId): number | undefined {
  return /^\d+$/.test(dialogId) ? Number(dialogId) : undefined;
}
