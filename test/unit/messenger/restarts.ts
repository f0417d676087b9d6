// One account's computer over several starts of the editor: what one session leaves on disk the next one finds.
import type { Session } from '../../../src/messenger/session.ts';
import type { DiskFolder } from '../../../src/editor/diskFolder.ts';
import type { Thread } from '../../../src/messenger/thread.ts';
import type { FollowedPortal } from './followedPortal.ts';
import { temporaryFolder } from '../temporaryFolder.ts';
import { makeSession, type SessionFixture } from './sessionFixture.ts';

export class Restarts {
  readonly folder: DiskFolder = temporaryFolder();
  readonly #here: FollowedPortal;
  readonly #skipUpToMs: number | undefined;
  #current: SessionFixture | undefined;

  /** Timers up to this length cost no time; a session's usual ones where absent. */
  constructor(here: FollowedPortal, skipUpToMs?: number) {
    this.#here = here;
    this.#skipUpToMs = skipUpToMs;
  }

  get cacheFolder(): DiskFolder {
    return this.folder.subfolder('cache');
  }

  /** A session as at the start of the editor, which has shown what it found and has not asked the portal yet. */
  async start(): Promise<SessionFixture> {
    this.#current = makeSession(this.#here.portal, {
      folder: this.folder,
      ...(this.#skipUpToMs === undefined ? {} : { skipUpToMs: this.#skipUpToMs }),
    });
    await this.#current.session.cache.restoreList();
    return this.#current;
  }

  /** The editor is closed, and given the moment it needs. */
  async stop(): Promise<void> {
    await this.#current?.session.flush();
    this.kill();
  }

  /** The editor is gone. */
  kill(): void {
    this.#current?.session.dispose();
    this.#current = undefined;
  }

  /** A whole run: the list is loaded, the dialogs are opened, the editor is closed. */
  async run(...dialogIds: readonly string[]): Promise<void> {
    const { session } = await this.start();
    await session.refresh();
    for (const dialogId of dialogIds) await opened(session, dialogId);
    await this.stop();
  }
}

/** Opens a dialog on screen, and waits until the portal has answered or what is kept is all there is. */
export async function opened(session: Session, dialogId: string): Promise<Thread> {
  const { thread } = session.openThread(dialogId);
  session.setThreadVisible(dialogId, true);
  await untilThread(
    thread,
    ({ load }) => load.kind === 'ready' || ('error' in load && load.error !== undefined),
  );
  return thread;
}

/** Resolves once a thread is as wanted. */
export function untilThread(thread: Thread, isWanted: (thread: Thread) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const check = (): void => {
      if (isWanted(thread)) resolve();
    };
    thread.onDidChange(check);
    check();
  });
}
