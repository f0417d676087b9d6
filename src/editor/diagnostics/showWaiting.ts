import * as vscode from 'vscode';
import type { DialogId } from '../../model/dialogId.ts';
import type { Outgoing } from '../../messenger/outgoing.ts';
import type { Session } from '../../messenger/session.ts';
import { accountNameIfSeveral } from '../accountName.ts';
import { errorText } from '../errorText.ts';
import { heldText } from '../heldText.ts';

const { t } = vscode.l10n;

const MOST_CHARACTERS = 80;

/** Lists what was written and is not sent yet, of all accounts; gives the dialog that was picked. */
export async function pickWaiting(
  sessions: readonly Session[],
): Promise<{ readonly session: Session; readonly dialogId: DialogId } | undefined> {
  const items = sessions.flatMap((session) => {
    const account = accountNameIfSeveral(session, sessions);
    const { items: waiting } = session.outgoing;
    return waiting.map((item) => ({
      session,
      dialogId: item.content.dialogId,
      label: session.dialogs.get(item.content.dialogId)?.title ?? item.content.dialogId,
      description: [account, oneLine(item.content.text)].filter(Boolean).join(' · '),
      detail: reasonOf(item, waiting),
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

function reasonOf(item: Outgoing, waiting: readonly Outgoing[]): string {
  const { state } = item;
  if (state.kind === 'failed') return errorText(state.error);
  return heldText(item, waiting) ?? (state.kind === 'waiting' ? t('Waits for its turn.') : t('On its way.'));
}

function oneLine(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > MOST_CHARACTERS ? `${line.slice(0, MOST_CHARACTERS)}…` : line;
}
