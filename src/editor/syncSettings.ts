import type * as vscode from 'vscode';
import { DisposableStore } from '../base/disposable.ts';
import type { SessionStore } from '../messenger/sessionStore.ts';
import { onDidChangeSettings, readSettings } from './settings.ts';

/** Tells whoever is signed in what the person wants of following the portal and of keeping what it told, now and whenever it changes. */
export function followSyncSettings(sessions: SessionStore): vscode.Disposable {
  const apply = (): void => {
    if (sessions.current.kind !== 'signedIn') return;
    const { session } = sessions.current;
    const { readsEvents, cache, fastestSyncMs } = readSettings();
    session.events.setWanted(readsEvents);
    session.cache.setLimits(cache);
    session.setFastestSync(fastestSyncMs);
    if (cache.isEnabled) return;
    void session.files.forgetAll().catch(() => undefined);
    // Copies that were opened in an editor; one opened from now on goes with the next change or start.
    void session.folder
      .subfolder('opened')
      .clear()
      .catch(() => undefined);
  };
  const store = new DisposableStore();
  store.add(onDidChangeSettings(apply));
  store.add(sessions.onDidChange(apply));
  return store;
}
