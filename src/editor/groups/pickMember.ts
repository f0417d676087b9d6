import * as vscode from 'vscode';
import type { Session } from '../../messenger/session.ts';
import type { DialogId } from '../../model/dialogId.ts';
import { Cancelled } from '../commands/commandRegistry.ts';
import { kindIcon } from '../dialogs/dialogItem.ts';

const { t } = vscode.l10n;

/** The members of a group to choose one from; rejects with Cancelled. `mayBeSelf`: whether this person is one of them. */
export async function pickMember(
  session: Session,
  dialogId: DialogId,
  title: string,
  { mayBeSelf }: { readonly mayBeSelf: boolean },
): Promise<number> {
  const items = session.groups.members(dialogId).then(({ users, ownerId }) =>
    users
      .filter(({ id }) => mayBeSelf || id !== session.ownId)
      .sort((a, b) => Number(b.id === ownerId) - Number(a.id === ownerId) || a.name.localeCompare(b.name))
      .map((user) => ({
        label: `$(${kindIcon(user.isBot ? 'bot' : 'person')}) ${user.name}`,
        description: [user.id === ownerId ? t('owner') : '', user.position ?? ''].filter(Boolean).join(' · '),
        userId: user.id,
      })),
  );
  const picked = await vscode.window.showQuickPick(items, { title, matchOnDescription: true });
  if (picked === undefined) throw new Cancelled();
  return picked.userId;
}
