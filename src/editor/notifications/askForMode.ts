import * as vscode from 'vscode';
import type { Session } from '../../messenger/session.ts';
import type { DialogId } from '../../model/dialogId.ts';
import { type ModeChoice, modeChoices } from '../commands/notificationArguments.ts';

const { t } = vscode.l10n;

/** Asks what this dialog shall notify of, in this editor. */
export async function askForMode(session: Session, dialogId: DialogId): Promise<ModeChoice | undefined> {
  const now = session.inbox.dialogRules.of(dialogId) ?? 'usual';
  const rows = modeChoices.map((mode) => ({
    mode,
    label: labelOf(mode),
    description: mode === now ? `$(check) ${t('current')}` : '',
    detail: detailOf(mode),
  }));
  const picked = await vscode.window.showQuickPick(rows, {
    title: t('Notifications of {0}', session.dialogs.get(dialogId)?.title ?? dialogId),
    placeHolder: t('In this editor; Bitrix24 itself and your phone stay as they are'),
  });
  return picked?.mode;
}

function labelOf(mode: ModeChoice): string {
  switch (mode) {
    case 'usual':
      return t('As usual');
    case 'all':
      return t('All messages');
    case 'mentions':
      return t('Mentions only');
    case 'none':
      return t('None');
  }
}

function detailOf(mode: ModeChoice): string {
  switch (mode) {
    case 'usual':
      return t('Goes by the settings, and by the mute in Bitrix24');
    case 'all':
      return t('Also where the settings or the mute in Bitrix24 say otherwise');
    case 'mentions':
      return t('Messages that name you, name all, or have one of your keywords');
    case 'none':
      return t('Mutes the dialog in this editor only');
  }
}
