import type * as vscode from 'vscode';
import { DisposableStore } from '../base/disposable.ts';
import { followSessions } from '../messenger/followSessions.ts';
import type { Session } from '../messenger/session.ts';
import type { SessionStore } from '../messenger/sessionStore.ts';
import { onDidChangeSettings, readSettings } from './settings.ts';

/** Tells every account what the person wants of following the portal and of keeping what it told, now and whenever it changes. */
export function followSyncSettings(sessions: SessionStore): vscode.Disposable {
  const store = new DisposableStore();
  store.add(onDidChangeSettings(() => sessions.all.forEach(applySettings)));
  store.add(followSessions(sessions, applySettings));
  return store;
}

function applySettings(session: Session): void {
  const { readsEvents, cache, fastestSyncMs } = readSettings();
  session.events.setWanted(readsEvents);
  session.cache.setLimits(cache);
  session.setFastestSync(fastestSyncMs);
  // Removes what is kept of it where nothing may be.
  void session.find.habits.flush();
  if (cache.isEnabled) return;
  void session.files.forgetAll().catch(() => undefined);
  void session.faces.forgetAll().catch(() => undefined);
  // Copies that were opened in an editor; one opened from now on goes with the next change or start.
  void session.folder
    .subfolder('opened')
    .clear()
    .catch(() => undefined);
}
