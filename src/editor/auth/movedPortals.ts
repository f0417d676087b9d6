import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposable.ts';
import { followSessions } from '../../messenger/followSessions.ts';
import type { Session } from '../../messenger/session.ts';
import type { SessionStore } from '../../messenger/sessionStore.ts';
import type { MoveFlow } from './moveFlow.ts';

/**
 * Asks, once for each address, whether to follow a portal that has moved: in the window that somebody looks at, because all
 * windows hear of it.
 */
export function followMovedPortals(
  sessions: SessionStore,
  moveFlow: () => Promise<MoveFlow>,
): vscode.Disposable {
  const store = new DisposableStore();
  const asked = new Set<string>();

  const look = async (session: Session): Promise<void> => {
    const { connection, account } = session;
    if (connection.kind !== 'failing' || !vscode.window.state.focused) return;
    const [{ moveOf }, { offerMove }] = await Promise.all([
      import('../../messenger/portalMove.ts'),
      import('./moveFlow.ts'),
    ]);
    const to = moveOf(account.portal, connection.error);
    if (to === undefined || store.isDisposed) return;
    const question = `${account.id} ${to.origin}${to.basePath}`;
    if (asked.has(question)) return;
    asked.add(question);
    await offerMove(await moveFlow(), account.id, to);
  };
  store.add(
    followSessions(sessions, (session, sessionStore) => {
      sessionStore.add(session.onDidChangeConnection(() => void look(session)));
    }),
  );
  store.add(
    vscode.window.onDidChangeWindowState(() => {
      for (const session of sessions.all) void look(session);
    }),
  );
  return store;
}
