import type { FoundChat, FoundDepartment } from '../../bitrix24/api/searchApi.ts';
import type { Dialog, DialogKind } from '../../model/dialog.ts';
import { type DialogId, dialogIdOfUser } from '../../model/dialogId.ts';
import type { User } from '../../model/user.ts';

/** Someone or something a message can go to. */
export interface FoundDialog {
  readonly dialogId: DialogId;
  readonly title: string;
  readonly kind: DialogKind;
  /** Position, number of members or the like; may be empty. */
  readonly detail: string;
  readonly unread: number;
}

/** What the portal finds by a phrase. */
export interface FoundOnPortal {
  /** People first, then chats. */
  readonly dialogs: readonly FoundDialog[];
  readonly departments: readonly FoundDepartment[];
}

export function foundOf(dialog: Dialog): FoundDialog {
  return { dialogId: dialog.id, title: dialog.title, kind: dialog.kind, detail: '', unread: dialog.unread };
}

export function foundPerson(user: User): FoundDialog {
  return {
    dialogId: dialogIdOfUser(user.id),
    title: user.name,
    kind: user.isBot ? 'bot' : 'person',
    detail: user.position ?? '',
    unread: 0,
  };
}

export function foundChat(chat: FoundChat): FoundDialog {
  return { dialogId: chat.id, title: chat.title, kind: chat.kind, detail: '', unread: 0 };
}

/** Local hits first; what the portal adds follows, each dialog once. */
export function mergeFound(
  local: readonly FoundDialog[],
  remote: readonly FoundDialog[],
): readonly FoundDialog[] {
  const merged = new Map(local.map((found) => [found.dialogId, found]));
  for (const found of remote) if (!merged.has(found.dialogId)) merged.set(found.dialogId, found);
  return [...merged.values()];
}
