import { type Disposable, DisposableStore } from '../base/disposable.ts';
import type { Session } from './session.ts';
import type { SessionStore } from './sessionStore.ts';

/** Runs `follow` once for every session there is and will be; what it adds to the store goes with the session. */
export function followSessions(
  sessions: SessionStore,
  follow: (session: Session, store: DisposableStore) => void,
): Disposable {
  const stores = new Map<Session, DisposableStore>();
  const whole = new DisposableStore();
  const begin = (session: Session): void => {
    const store = new DisposableStore();
    stores.set(session, store);
    follow(session, store);
  };
  whole.add(
    sessions.onDidChange(({ added, removed }) => {
      for (const session of removed) {
        stores.get(session)?.dispose();
        stores.delete(session);
      }
      for (const session of added) begin(session);
    }),
  );
  whole.add({
    dispose: () => {
      for (const store of stores.values()) store.dispose();
      stores.clear();
    },
  });
  for (const session of sessions.all) begin(session);
  return whole;
}
