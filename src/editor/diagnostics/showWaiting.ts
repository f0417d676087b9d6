import * as vscode from 'vscode';
import type { DialogId } from '../../model/dialogId.ts';
import { type Outgoing, repeatsAt } from '../../messenger/outgoing.ts';
import type { Session } from '../../messenger/session.ts';
import { accountNameIfSeveral } from '../accountName.ts';
import { errorText } from '../errorText.ts';
import { lookingText, waitingText } from '../waitingText.ts';

const { t } = vscode.l10n;

const MOST_CHARACTERS = 80;

/** Lists what was written and is not sent yet, of all accounts; gives the dialog that was picked. */
export async function pickWaiting(
  sessions: readonly Session[],
): Promise<{ readonly session: Session; readonly dialogId: DialogId } | undefined> {
  const items = sessions.flatMap((session) => {
    const account = accountNameIfSeveral(session, sessions);
    return session.outgoing.items
      .filter(({ state }) => state.kind !== 'stored')
      .map((item) => ({
        session,
        dialogId: item.content.dialogId,
        label: session.dialogs.get(item.content.dialogId)?.title ?? item.content.dialogId,
        description: [account, oneLine(item.content.text)].filter(Boolean).join(' · '),
        detail: reasonOf(item),
      }));
  });
  const picked = await vscode.window.showQuickPick(items, {
    title: t('Bitrix24: waiting to be sent'),
    placeHolder:
      items.length === 0
        ? t('Nothing waits: all is sent.')
        : t('Pick a message to see it in its dialog, where it can be sent again or discarded.'),
    matchOnDescription: true,
  });
  return picked;
}

function reasonOf(item: Outgoing): string {
  const until = repeatsAt(item);
  if (until !== undefined) return lookingText(until);
  const { state } = item;
  switch (state.kind) {
    case 'waiting':
      return state.error === undefined ? t('Waits for its turn.') : waitingText(state.error);
    case 'failed':
      return errorText(state.error);
    case 'sending':
    case 'stored':
      return t('On its way.');
  }
}

function oneLine(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > MOST_CHARACTERS ? `${line.slice(0, MOST_CHARACTERS)}…` : line;
}
