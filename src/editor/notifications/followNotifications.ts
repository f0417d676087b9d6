import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposable.ts';
import type { Session } from '../../messenger/session.ts';
import type { SessionStore } from '../../messenger/sessionStore.ts';
import { onDidChangeSettings, readSettings } from '../settings.ts';
import type { OpenNews } from './messageToasts.ts';

/** Shows what every account's notifier tells, and tells it what the person wants and does; what shows is loaded with the first account. */
export function followNotifications(sessions: SessionStore, open: OpenNews): vscode.Disposable {
  const store = new DisposableStore();
  const sessionStore = store.add(new DisposableStore());
  const debugged = new Set<string>();
  const current = (): Session | undefined =>
    sessions.current.kind === 'signedIn' ? sessions.current.session : undefined;
  const apply = (): void => {
    const notifier = current()?.inbox.notifier;
    notifier?.setDebugging(debugged.size > 0);
    notifier?.setRules(readSettings().notifications.rules);
  };
  const follow = async (session: Session): Promise<void> => {
    const { MessageToasts } = await import('./messageToasts.ts');
    if (current() === session) sessionStore.add(new MessageToasts(session, open, () => undefined));
  };
  if (vscode.debug.activeDebugSession !== undefined) debugged.add(vscode.debug.activeDebugSession.id);
  store.add(
    vscode.debug.onDidStartDebugSession(({ id }) => {
      debugged.add(id);
      apply();
    }),
  );
  store.add(
    vscode.debug.onDidTerminateDebugSession(({ id }) => {
      debugged.delete(id);
      apply();
    }),
  );
  store.add(onDidChangeSettings(apply));
  store.add(
    sessions.onDidChange(() => {
      sessionStore.clear();
      apply();
      const session = current();
      if (session !== undefined) void follow(session);
    }),
  );
  return store;
}
