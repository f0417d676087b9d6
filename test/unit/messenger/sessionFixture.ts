// A session as the product makes it, over real HTTP against the simulated portal; only time is the test's own.
import assert from 'node:assert/strict';
import { readWebhook, type Webhook, webhookEndpoint } from '../../../src/bitrix24/auth/webhookUrl.ts';
import { builtInFetch } from '../../../src/editor/builtInFetch.ts';
import { createPortalClient } from '../../../src/bitrix24/rest/portalClient.ts';
import { isPortalError, type PortalError } from '../../../src/bitrix24/rest/portalError.ts';
import type { Fetch, FileFolder } from '../../../src/base/ports.ts';
import { type Account, webhookAccount } from '../../../src/messenger/account.ts';
import { MessengerError, type MessengerProblem } from '../../../src/messenger/messengerError.ts';
import { type MessageContent, type Outgoing, textContent } from '../../../src/messenger/outgoing.ts';
import { Portal } from '../../../src/messenger/portal.ts';
import { Session } from '../../../src/messenger/session.ts';
import type { Thread } from '../../../src/messenger/thread.ts';
import type { PortalCall } from '../../portal/callLog.ts';
import type { Portal as SimulatedPortal } from '../../portal/portal.ts';
import { ManualClock } from '../manualClock.ts';
import { temporaryFolder } from '../temporaryFolder.ts';
import { SilentLogger } from '../silentLogger.ts';
import { type Leadership, leadsAlone } from '../../../src/messenger/leadership.ts';
import { MemoryStateStore } from './memoryPorts.ts';

// Longer than any wait between two looks, shorter than any time limit and than the poll of a window nobody looks at.
const SKIP_UP_TO_MS = 12_500;

export interface SessionFixture {
  readonly session: Session;
  readonly clock: ManualClock;
  readonly logger: SilentLogger;
  readonly state: MemoryStateStore;
  readonly folder: FileFolder;
}

export function webhookOf(simulated: SimulatedPortal, userId?: number): Webhook {
  const read = readWebhook(simulated.webhookUrl(userId));
  assert.ok(read.ok);
  return read.webhook;
}

function accountOf(webhook: Webhook, id: string = crypto.randomUUID()): Account {
  return webhookAccount(webhook, {
    id,
    userName: 'Trung Nguyen',
    scopes: ['im', 'user'],
    networkClient: 'fetch',
  });
}

/** Not started. Its window is hidden, so that nothing polls by itself: `refresh` is the tick. */
export function makeSession(
  simulated: SimulatedPortal,
  given: {
    readonly state?: MemoryStateStore;
    readonly folder?: FileFolder;
    readonly account?: Account;
    /** How far this computer's clock is off the portal's. */
    readonly skewMs?: number;
    /** Timers up to this length cost no time. */
    readonly skipUpToMs?: number;
    /** Instead of one of its own. */
    readonly clock?: ManualClock;
    readonly fetchOver?: Fetch;
    readonly leadership?: Leadership;
  } = {},
): SessionFixture {
  const {
    state = new MemoryStateStore(),
    folder = temporaryFolder(),
    account = accountOf(webhookOf(simulated)),
    skewMs = 0,
    skipUpToMs = SKIP_UP_TO_MS,
    clock = new ManualClock({ startMs: simulated.world.clock.now() + skewMs, skipUpToMs }),
    fetchOver = builtInFetch,
    leadership = leadsAlone,
  } = given;
  const logger = new SilentLogger();
  const { credential, portal: address, userId } = account;
  assert.equal(credential.kind, 'webhook');
  const endpoint = webhookEndpoint({ ...address, userId, code: credential.code });
  const client = createPortalClient({
    endpoint,
    fetch: fetchOver,
    clock,
    logger,
    random: () => 0.5,
  });
  const portal = new Portal(client, account.userId, logger);
  const session = new Session(account, portal, { clock, logger, state, folder, leadership });
  session.setWindowFocused(false);
  session.setListVisible(false);
  return { session, clock, logger, state, folder };
}

/** Opens a dialog on screen, and waits until it is loaded or has failed. */
export async function openVisible(session: Session, dialogId: string): Promise<Thread> {
  const { thread } = session.openThread(dialogId);
  session.setThreadVisible(dialogId, true);
  await thread.open();
  return thread;
}

/** Sends and gives how it ended. */
export async function send(
  session: Session,
  content: MessageContent | { readonly to: string; readonly text: string },
  keepFailed = true,
): Promise<number | PortalError> {
  const whole = 'to' in content ? textContent(content.to, content.text) : content;
  const { stored } = await session.send(whole, { keepFailed });
  return stored.catch((error: unknown) => {
    assert.ok(isPortalError(error), String(error));
    return error;
  });
}

/** Writes as a person does, and gives the message once it waits for a better moment, or for the person. */
export async function writeInVain(
  session: Session,
  content: MessageContent | { readonly to: string; readonly text: string },
): Promise<Outgoing> {
  const whole = 'to' in content ? textContent(content.to, content.text) : content;
  const before = new Set(session.outgoing.of(whole.dialogId).map(({ uuid }) => uuid));
  await session.send(whole, { keepFailed: true });
  return untilOutgoing(
    session,
    whole.dialogId,
    ({ uuid, state }) => !before.has(uuid) && 'error' in state && state.error !== undefined,
  );
}

/** Resolves once a message that waits in the dialog is as wanted. */
export function untilOutgoing(
  session: Session,
  dialogId: string,
  isWanted: (item: Outgoing) => boolean,
): Promise<Outgoing> {
  return new Promise((resolve) => {
    const check = (): boolean => {
      const found = session.outgoing
        .of(dialogId)
        .find((item) => isWanted(item) && session.outgoing.isHeld(item.uuid));
      if (found !== undefined) resolve(found);
      return found !== undefined;
    };
    const again = (): void => {
      if (!check()) setImmediate(again);
    };
    again();
  });
}

/** Resolves once nothing waits to be sent any more. */
export function untilAllSent(session: Session): Promise<void> {
  return new Promise((resolve) => {
    const check = (): void => {
      if (session.outgoing.size > 0) return;
      subscription.dispose();
      resolve();
    };
    const subscription = session.outgoing.onDidChange(check);
    queueMicrotask(check);
  });
}

export async function portalErrorOf(action: Promise<unknown>): Promise<PortalError> {
  const error: unknown = await action.then(
    () => assert.fail('It went through'),
    (thrown: unknown) => thrown,
  );
  assert.ok(isPortalError(error), String(error));
  return error;
}

export async function problemOf(action: Promise<unknown>): Promise<MessengerProblem> {
  const error: unknown = await action.then(
    () => assert.fail('It went through'),
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof MessengerError, String(error));
  return error.problem;
}

/** HTTP requests, without the commands inside batches. */
export function requests(simulated: SimulatedPortal): readonly PortalCall[] {
  return simulated.calls.filter((call) => call.batch === undefined);
}

/** Every method that ran, in its order; batches stand for their commands. */
export function methods(simulated: SimulatedPortal): readonly string[] {
  return simulated.calls.filter((call) => call.method !== 'batch').map((call) => call.method);
}

export function callsOf(simulated: SimulatedPortal, method: string): readonly PortalCall[] {
  return simulated.calls.filter((call) => call.method === method);
}

/** The total Bitrix24 itself would show to this person. */
export async function portalTotal(simulated: SimulatedPortal): Promise<number> {
  const counters = await simulated.as(simulated.mainUserId).call('im.counters.get');
  return (counters as { readonly TYPE: { readonly MESSENGER: number } }).TYPE.MESSENGER;
}

/** This person's list on the portal, as chat ids. */
export function portalChats(simulated: SimulatedPortal): readonly number[] {
  const rows = simulated.world.recents(simulated.mainUserId).sorted();
  return rows.map((row) => row.chatId);
}

export function shownChats(session: Session): readonly number[] {
  return session.dialogs.dialogs.map((dialog) => dialog.chatId);
}

/** What the portal has in a chat from this session's person, as text. */
export function storedTexts(simulated: SimulatedPortal, chatId: number, text: string): readonly number[] {
  return simulated.world
    .chat(chatId)
    .messages.filter((message) => message.text === text)
    .map((message) => message.id);
}
