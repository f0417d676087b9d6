import * as vscode from 'vscode';
import { MessengerError } from '../../messenger/messengerError.ts';
import type { Session } from '../../messenger/session.ts';
import type { SessionStore } from '../../messenger/sessionStore.ts';
import { type DialogId, dialogIdOfUser, userIdOfDialog } from '../../model/dialogId.ts';
import { isDialogRow } from '../dialogs/dialogRow.ts';
import type { ThreadPanels } from '../thread/threadPanels.ts';
import { Cancelled, type CommandRegistry } from './commandRegistry.ts';
import type { AskForDialog } from './dialogMarkCommands.ts';

const { t } = vscode.l10n;

/** New conversations, and who is in those there are. */
export function registerGroupCommands(
  registry: CommandRegistry,
  sessions: SessionStore,
  panels: ThreadPanels,
  askForDialog: AskForDialog,
): void {
  const groupOf: typeof askForDialog = async (argument, title) => {
    const asked = await askForDialog(argument, title);
    if (userIdOfDialog(asked.dialogId) !== undefined) throw new MessengerError({ kind: 'noGroup' });
    return asked;
  };
  const open = async (session: Session, dialogId: DialogId): Promise<void> => {
    if (!sessions.has(session)) throw new MessengerError({ kind: 'signedOut' });
    await panels.open(session, dialogId, { messageId: undefined, isBeside: false });
  };

  registry.register('bitrix24.newDirectMessage', async (argument) => {
    const session = sessions.require();
    const { readDirectMessage } = await import('./groupArguments.ts');
    const { pickPeople } = await import('../groups/pickPeople.ts');
    const [userId] =
      argument === undefined
        ? await pickPeople(session, t('New direct message'), { isMany: false })
        : [readDirectMessage(argument)];
    if (userId === undefined) throw new Cancelled();
    await open(session, dialogIdOfUser(userId));
  });

  registry.register('bitrix24.newGroup', async (argument) => {
    const { readNewGroup } = await import('./groupArguments.ts');
    const given = argument === undefined ? undefined : readNewGroup(argument);
    const session = sessions.require(given?.accountId);
    const { askForGroup } = await import('../groups/askForGroup.ts');
    const group =
      given === undefined
        ? await askForGroup(session)
        : { title: given.title, userIds: given.users, isOpen: given.open };
    const dialogId = await session.groups.create(group);
    // The group is there, whatever comes of the look at the list.
    await session.refresh().catch(() => undefined);
    await open(session, dialogId);
    return dialogId;
  });

  registry.registerForRow('bitrix24.addMembers', async (argument) => {
    const { readAdded } = await import('./groupArguments.ts');
    const given = readAdded(argument);
    const { session, dialogId } = await groupOf(argument, t('Add people to a group'));
    if (given !== undefined) return session.groups.addMembers(dialogId, given.users, given.showHistory);
    const { pickPeople } = await import('../groups/pickPeople.ts');
    const { askForHistory } = await import('../groups/askForGroup.ts');
    const { users } = await session.groups.members(dialogId);
    const excluded = users.map(({ id }) => id);
    const userIds = await pickPeople(session, t('Add people'), { isMany: true, excluded });
    return session.groups.addMembers(dialogId, userIds, await askForHistory());
  });

  registry.registerForRow('bitrix24.removeMember', async (argument) => {
    const { readMember } = await import('./groupArguments.ts');
    const given = readMember(argument, 'bitrix24.removeMember');
    const { session, dialogId } = await groupOf(argument, t('Remove somebody from a group'));
    const { pickMember } = await import('../groups/pickMember.ts');
    const userId =
      given ?? (await pickMember(session, dialogId, t('Remove from the group'), { mayBeSelf: false }));
    await session.groups.removeMember(dialogId, userId);
  });

  registry.registerForRow('bitrix24.setOwner', async (argument) => {
    const { readMember } = await import('./groupArguments.ts');
    const given = readMember(argument, 'bitrix24.setOwner');
    const { session, dialogId } = await groupOf(argument, t('Give a group to another owner'));
    const { pickMember } = await import('../groups/pickMember.ts');
    const userId = given ?? (await pickMember(session, dialogId, t('Make owner'), { mayBeSelf: false }));
    await session.groups.setOwner(dialogId, userId);
  });

  registry.registerForRow('bitrix24.showMembers', async (argument) => {
    const { session, dialogId } = await askForDialog(argument, t('Members of a dialog'));
    if (argument !== undefined && !isDialogRow(argument)) {
      const { users, ownerId } = await session.groups.members(dialogId);
      return users.map(({ id, name }) => ({ id, name, owner: id === ownerId }));
    }
    const { pickMember } = await import('../groups/pickMember.ts');
    const userId = await pickMember(session, dialogId, t('Members'), { mayBeSelf: true });
    await open(session, dialogIdOfUser(userId));
    return undefined;
  });

  registry.registerForRow('bitrix24.renameDialog', async (argument) => {
    const { readTitle } = await import('./groupArguments.ts');
    const given = readTitle(argument);
    const { session, dialogId } = await groupOf(argument, t('Rename a group'));
    const { askForTitle } = await import('../groups/askForGroup.ts');
    const before = session.dialogs.get(dialogId)?.title ?? '';
    await session.groups.rename(dialogId, given ?? (await askForTitle(t('Rename'), before)));
  });

  registry.registerForRow('bitrix24.leaveDialog', async (argument) => {
    const { session, dialogId } = await groupOf(argument, t('Leave a group'));
    // A menu is clicked in passing; a program means what it says.
    if (argument === undefined || isDialogRow(argument)) {
      await confirmLeaving(session.dialogs.get(dialogId)?.title ?? dialogId);
    }
    await session.groups.leave(dialogId);
  });
}

async function confirmLeaving(title: string): Promise<void> {
  const leave = t('Leave');
  const chosen = await vscode.window.showWarningMessage(
    t('Leave “{0}”?', title),
    { modal: true, detail: t('You get no more of its messages. Somebody has to add you to come back.') },
    leave,
  );
  if (chosen !== leave) throw new Cancelled();
}
