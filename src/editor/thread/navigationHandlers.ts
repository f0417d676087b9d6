import * as vscode from 'vscode';
import { assertNever } from '../../base/assertNever.ts';
import type { User } from '../../model/user.ts';
import { MessageSearch, searchableText } from '../../messenger/messageSearch.ts';
import type { Session } from '../../messenger/session.ts';
import type { Thread } from '../../messenger/thread.ts';
import type { CommandHandlers, RequestHandlers } from '../../protocol/channel.ts';
import type { DialogAct, MemberRow, SearchHit } from '../../protocol/navigation.ts';
import type { ThreadContract } from '../../protocol/thread.ts';
import { isOnline, presenceText } from '../presence.ts';
import { showError } from '../commands/commandRegistry.ts';
import { copyDialogLink, messageAct, openInPortal } from './messageAct.ts';
import { searchFragment } from './searchFragment.ts';
import type { OpenDialog } from './threadHandlers.ts';

const { t } = vscode.l10n;

type Requests = RequestHandlers<ThreadContract>;
type Commands = CommandHandlers<ThreadContract>;

/** How the page finds its way through a dialog. */
export function navigationRequests(
  session: Session,
  thread: Thread,
): Pick<Requests, 'loadNewer' | 'showNewest' | 'showAround' | 'searchMessages' | 'members'> {
  const search = new MessageSearch(thread, session.portal, session.users);
  return {
    loadNewer: async () => {
      await thread.loadNewer();
      return {};
    },
    showNewest: async () => {
      thread.showNewest();
      return {};
    },
    showAround: async ({ messageId }) => {
      const isFound = await thread.loadAround(messageId);
      if (!isFound) sayNotFound();
      return { isFound };
    },
    searchMessages: async (query) => {
      const { messages, hasMore, isLocal } = await search.find(query);
      const hits = messages.map((message): SearchHit => {
        const author = session.users.get(message.authorId);
        return {
          messageId: message.id,
          authorName: message.authorId === 0 ? t('System') : (author?.name ?? t('Unknown person')),
          authorColor: author?.color,
          date: message.date,
          fragment: searchFragment(searchableText(message), query.text),
        };
      });
      return { hits, hasMore, isLocal };
    },
    members: async ({ offset }) => {
      const { users, total, next } = await session.portal.members.page(thread.dialogId, offset, {
        lane: 'person',
      });
      session.users.learn(users);
      const members = users.map((user) => memberRow(user, thread, session.faces.refOf(user.avatarUrl)));
      return { members, total, ...(next === undefined ? {} : { next }) };
    },
  };
}

export function navigationCommands(
  session: Session,
  thread: Thread,
  openDialog: OpenDialog,
): Pick<Commands, 'act' | 'actOnDialog' | 'writeTo'> {
  const { dialogId } = thread;
  const shown = (action: Promise<unknown>): void => {
    action.catch((error: unknown) => void showError(error));
  };
  return {
    act: ({ messageId, act, dialogId: from = dialogId }) => {
      if (from === dialogId) shown(messageAct(session, thread, messageId, act));
    },
    actOnDialog: ({ act, dialogId: from = dialogId }) => {
      if (from === dialogId) shown(dialogAct(session, thread, act));
    },
    writeTo: (target) => shown(openDialog(target.dialogId, undefined)),
  };
}

/** For a jump that leads nowhere. */
function sayNotFound(): void {
  void vscode.window.showInformationMessage(
    t('This message was deleted, is hidden from you, or stands in another dialog.'),
  );
}

async function dialogAct(session: Session, { dialogId }: Thread, act: DialogAct): Promise<void> {
  switch (act) {
    case 'pin':
    case 'unpin':
      return session.marks.pin(dialogId, act === 'pin');
    case 'mute':
    case 'unmute':
      return session.marks.mute(dialogId, act === 'mute');
    case 'markUnread':
      return session.markUnread(dialogId, undefined);
    case 'copyLink':
      return copyDialogLink(session, dialogId);
    case 'openInPortal':
      return openInPortal(session, dialogId);
    default:
      return assertNever(act);
  }
}

function memberRow(user: User, { details }: Thread, face: string | undefined): MemberRow {
  const isManager = details?.managerIds.includes(user.id) === true;
  return {
    userId: user.id,
    name: user.name,
    color: user.color,
    face,
    detail: [user.position, presenceText(user)].filter(Boolean).join(' · '),
    role: details?.ownerId === user.id ? 'owner' : isManager ? 'manager' : 'member',
    isOnline: isOnline(user),
  };
}
