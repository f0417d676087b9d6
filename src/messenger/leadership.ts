import type { Event } from '../base/emitter.ts';

/** Which of an account's windows does what only one may do: polling, and sending what waits. */
export interface Leadership {
  /** Right at this moment; false while in doubt. */
  readonly isLeading: boolean;
  /** Fires when `isLeading` has changed. */
  readonly onDidChange: Event<boolean>;
  /** Looks again, right before something that must not be done twice. */
  confirm(): Promise<boolean>;
}

/** For a session that shares its account with no other window. */
export const leadsAlone: Leadership = {
  isLeading: true,
  onDidChange: () => ({ dispose: () => undefined }),
  confirm: async () => true,
};
