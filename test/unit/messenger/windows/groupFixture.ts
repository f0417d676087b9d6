// Windows of one computer with a session each, over one folder on the real disk, in real time.
import type { Clock } from '../../../../src/base/ports.ts';
import { webhookEndpoint } from '../../../../src/bitrix24/auth/webhookUrl.ts';
import { createPortalClient } from '../../../../src/bitrix24/rest/portalClient.ts';
import type { Webhook } from '../../../../src/bitrix24/auth/webhookUrl.ts';
import { type Account, webhookAccount } from '../../../../src/messenger/account.ts';
import { Portal } from '../../../../src/messenger/portal.ts';
import { Session } from '../../../../src/messenger/session.ts';
import { WindowGroup } from '../../../../src/messenger/windows/windowGroup.ts';
import type { DiskFolder } from '../../../../src/editor/diskFolder.ts';
import type { Portal as SimulatedPortal } from '../../../portal/portal.ts';
import { systemClock } from '../../../portal/systemClock.ts';
import { SilentLogger } from '../../silentLogger.ts';
import { temporaryFolder } from '../../temporaryFolder.ts';
import { MemoryStateStore } from '../memoryPorts.ts';
import { webhookOf } from '../sessionFixture.ts';

// As often as a test has patience for; a person may set no less than 1.5 s.
const FASTEST_MS = 100;

export interface GroupWindow {
  readonly session: Session;
  /** How it stands to the others. */
  readonly group: WindowGroup;
  /** HTTP requests that this window has made. */
  requestCount(): number;
  close(): Promise<void>;
}

export class GroupFixture {
  readonly folder: DiskFolder = temporaryFolder();
  readonly #simulated: SimulatedPortal;
  readonly #webhook: Webhook;
  readonly #account: Account;
  readonly #state = new MemoryStateStore();
  readonly #windows: GroupWindow[] = [];

  constructor(simulated: SimulatedPortal) {
    this.#simulated = simulated;
    this.#webhook = webhookOf(simulated);
    const id = crypto.randomUUID();
    const details = { id, userName: 'Trung', scopes: ['im', 'user'], networkClient: 'fetch' as const };
    this.#account = webhookAccount(this.#webhook, details);
  }

  /** Started, focused, with the list on screen; resolves once its list is there and its role is known. */
  async open(clock: Clock = systemClock): Promise<GroupWindow> {
    const logger = new SilentLogger();
    let requests = 0;
    const client = createPortalClient({
      endpoint: webhookEndpoint(this.#webhook),
      fetch: (url, init) => {
        requests += 1;
        return fetch(url, init);
      },
      clock,
      logger,
    });
    const portal = new Portal(client, this.#webhook.userId, logger);
    const label = { name: `window ${this.#windows.length + 1}`, openedAt: 1_000 };
    const group = new WindowGroup(this.folder, clock, logger, label);
    const session = new Session(this.#account, portal, {
      clock,
      logger,
      state: this.#state,
      folder: this.folder,
      leadership: group.leadership,
      group,
    });
    session.setFastestSync(FASTEST_MS);
    session.start();
    const window: GroupWindow = {
      session,
      group,
      requestCount: () => requests,
      close: async () => {
        session.dispose();
        await session.ended();
      },
    };
    this.#windows.push(window);
    await until(() => session.dialogs.isLoaded && session.group?.role !== 'undecided');
    return window;
  }

  newsNumbers(): Promise<readonly string[]> {
    return this.folder
      .subfolder('news')
      .list()
      .then((entries) => entries.map(({ name }) => name));
  }

  async stop(): Promise<void> {
    for (const window of this.#windows) await window.close();
    await this.#simulated.stop();
  }
}

/** Looks again after everything that happens; a test's own time limit ends it. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) {
    await new Promise((resolve) => {
      setTimeout(resolve, 5);
    });
  }
}
