// What was not sent goes with its account, so a person is asked before.
import * as vscode from 'vscode';
import { Cancelled } from '../commands/commandRegistry.ts';

const { t } = vscode.l10n;

/** Rejects with Cancelled where the person stays signed in. */
export async function confirmSignOut(waitingCount: number): Promise<void> {
  const detail =
    waitingCount > 0
      ? lossOf(waitingCount)
      : t('The webhook’s address and all drafts are removed from this computer.');
  await confirm(t('Sign out of Bitrix24?'), detail, t('Sign out'));
}

/** For whoever signs in as somebody else while messages of the former account wait. */
export async function confirmReplacing(waitingCount: number): Promise<void> {
  if (waitingCount > 0) await confirm(t('Sign in as somebody else?'), lossOf(waitingCount), t('Sign in'));
}

function lossOf(waitingCount: number): string {
  return t(
    'Messages that were not sent: {0}. They and all drafts will be deleted; one that is on its way may still arrive.',
    waitingCount,
  );
}

async function confirm(question: string, detail: string, action: string): Promise<void> {
  const chosen = await vscode.window.showWarningMessage(question, { modal: true, detail }, action);
  if (chosen !== action) throw new Cancelled();
}
