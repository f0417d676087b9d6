import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposable.ts';
import { followSessions } from '../../messenger/followSessions.ts';
import type { Session } from '../../messenger/session.ts';
import type { SessionStore } from '../../messenger/sessionStore.ts';
import { accountNameIfSeveral } from '../accountName.ts';
import { onDidChangeSettings, readSettings } from '../settings.ts';
import type { OpenNews } from './messageToasts.ts';

/** Shows what every account's notifier tells, and tells it what the person wants and does; what shows is loaded with the first account. */
export function followNotifications(sessions: SessionStore, open: OpenNews): vscode.Disposable {
  const store = new DisposableStore();
  const debugged = new Set<string>();
  const apply = ({ inbox: { notifier } }: Session): void => {
    notifier.setDebugging(debugged.size > 0);
    notifier.setRules(readSettings().notifications.rules);
  };
  const applyToAll = (): void => sessions.all.forEach(apply);
  const follow = async (session: Session, sessionStore: DisposableStore): Promise<void> => {
    const { MessageToasts } = await import('./messageToasts.ts');
    if (!sessions.has(session)) return;
    const accountName = (): string | undefined => accountNameIfSeveral(session, sessions.all);
    sessionStore.add(new MessageToasts(session, open, accountName));
  };
  if (vscode.debug.activeDebugSession !== undefined) debugged.add(vscode.debug.activeDebugSession.id);
  store.add(
    vscode.debug.onDidStartDebugSession(({ id }) => {
      debugged.add(id);
      applyToAll();
    }),
  );
  store.add(
    vscode.debug.onDidTerminateDebugSession(({ id }) => {
      debugged.delete(id);
      applyToAll();
    }),
  );
  store.add(onDidChangeSettings(applyToAll));
  store.add(
    followSessions(sessions, (session, sessionStore) => {
      apply(session);
      void follow(session, sessionStore);
    }),
  );
  return store;
}
