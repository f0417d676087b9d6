import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposable.ts';
import type { Redactor } from '../../bitrix24/rest/redaction.ts';
import type { DialogId } from '../../model/dialogId.ts';
import type { Session } from '../../messenger/session.ts';
import type { SessionStore } from '../../messenger/sessionStore.ts';
import type { DiagnosticsDocument } from '../diagnostics/diagnosticsDocument.ts';
import type { RecentProblems } from '../diagnostics/recentProblems.ts';
import type { CommandRegistry } from './commandRegistry.ts';

const { t } = vscode.l10n;

export interface DiagnosticsParts {
  readonly version: string;
  readonly redactor: Redactor;
  readonly problems: RecentProblems;
}

export function registerDiagnosticsCommands(
  registry: CommandRegistry,
  sessions: SessionStore,
  { version, redactor, problems }: DiagnosticsParts,
  openDialog: (session: Session, dialogId: DialogId) => Promise<unknown>,
): vscode.Disposable {
  const store = new DisposableStore();
  let shown: DiagnosticsDocument | undefined;

  const textNow = async (): Promise<string> => {
    const { diagnosticsText } = await import('../diagnostics/diagnosticsText.ts');
    const { all } = sessions;
    return redactor.redact(await diagnosticsText({ version, sessions: all, problems: problems.all }));
  };

  registry.register('bitrix24.showDiagnostics', async () => {
    const { DiagnosticsDocument } = await import('../diagnostics/diagnosticsDocument.ts');
    shown ??= store.add(new DiagnosticsDocument(textNow));
    await shown.show();
  });

  registry.register('bitrix24.copyDiagnostics', async () => {
    const text = await textNow();
    await vscode.env.clipboard.writeText(text);
    vscode.window.setStatusBarMessage(t('The diagnostics are in the clipboard'), 3_000);
    return text;
  });

  registry.register('bitrix24.showWaiting', async () => {
    sessions.requireAny();
    const { pickWaiting } = await import('../diagnostics/showWaiting.ts');
    const picked = await pickWaiting(sessions.all);
    if (picked !== undefined) await openDialog(picked.session, picked.dialogId);
  });

  return store;
}
