// What the portal's two searches find, as one kind of thing.
import type { decodeFoundChats } from '../bitrix24/api/searchApi.ts';
import { dialogIdOfUser } from '../model/dialogId.ts';
import type { User } from '../model/user.ts';
import type { FoundDialog } from './dialogSearch.ts';

export function foundPerson(user: User): FoundDialog {
  return {
    dialogId: dialogIdOfUser(user.id),
    title: user.name,
    kind: user.isBot ? 'bot' : 'person',
    detail: user.position ?? '',
    unread: 0,
  };
}

export function foundChat(chat: ReturnType<typeof decodeFoundChats>[number]): FoundDialog {
  return { dialogId: chat.id, title: chat.title, kind: chat.kind, detail: '', unread: 0 };
}
