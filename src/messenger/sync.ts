import { type Disposable, DisposableStore } from '../base/disposable.ts';
import { Emitter, type Event } from '../base/emitter.ts';
import type { Clock } from '../base/ports.ts';
import type { Lane } from '../bitrix24/rest/laneGate.ts';
import { isPortalError } from '../bitrix24/rest/portalError.ts';
import type { DialogId } from '../model/dialogId.ts';
import { type Connection, isSameConnection } from './connection.ts';
import type { DialogStore } from './dialogStore.ts';
import { Poller } from './poller.ts';
import { USUAL_FASTEST_MS } from './pollSchedule.ts';
import type { TickThread } from './tickRequest.ts';
import type { Thread } from './thread.ts';
import type { Ticker } from './ticker.ts';
import { WakeWatch } from './wakeWatch.ts';
import type { WindowAttention } from './windowAttention.ts';
import type { Call } from './windows/audience.ts';
import { ReportedThreads } from './windows/reportedThreads.ts';
import type { Role, WindowGroup } from './windows/windowGroup.ts';

// Who comes back to a window that had trouble wants to know whether it is over; not with every glance.
const BETWEEN_GLANCES_MS = 5_000;

/** Keeps what this window knows equal to the portal's: asks as often as somebody looks, or follows the window that asks. */
export class Sync implements Disposable {
  readonly #clock: Clock;
  readonly #attention: WindowAttention;
  readonly #dialogs: DialogStore;
  readonly #ticker: Ticker;
  readonly #threadOf: (dialogId: DialogId) => Thread | undefined;
  readonly #group: WindowGroup | undefined;
  readonly #poller: Poller;
  readonly #wakeWatch: WakeWatch;
  readonly #reported = new ReportedThreads();
  readonly #store = new DisposableStore();
  readonly #connectionChanged = new Emitter<Connection>();
  #connection: Connection = { kind: 'connecting' };
  #lastSyncAt: number | undefined;
  #lastTryAt: number | undefined;
  #fastestMs = USUAL_FASTEST_MS;
  #isAskedFor = false;
  #wantsWhole = false;

  /** `group`: the other windows of this account; absent where there can be none. */
  constructor(
    clock: Clock,
    attention: WindowAttention,
    dialogs: DialogStore,
    ticker: Ticker,
    threadOf: (dialogId: DialogId) => Thread | undefined,
    group: WindowGroup | undefined,
  ) {
    this.#clock = clock;
    this.#attention = attention;
    this.#dialogs = dialogs;
    this.#ticker = ticker;
    this.#threadOf = threadOf;
    this.#group = group;
    this.#wakeWatch = this.#store.add(new WakeWatch(clock));
    this.#poller = this.#store.add(
      new Poller(
        clock,
        () => ({
          windows: [attention.current, ...(group?.attention ?? [])],
          isOutOfReach: isOutOfReach(this.#connection),
          fastestMs: this.#fastestMs,
        }),
        (signal) => this.#tick(signal),
      ),
    );
    this.#store.add(attention.onDidChange(() => this.#noteAttention()));
  }

  get connection(): Connection {
    return this.#connection;
  }

  get onDidChangeConnection(): Event<Connection> {
    return this.#connectionChanged.event;
  }

  /** When the portal last answered with the list, to whichever window; milliseconds since 1970. */
  get lastSyncAt(): number | undefined {
    return this.#lastSyncAt;
  }

  /** Fires after the computer, or this program, has stood still for a while. */
  get onDidWake(): Event<void> {
    return this.#wakeWatch.onDidWake;
  }

  start(): void {
    this.#wakeWatch.start();
    this.#store.add(this.#wakeWatch.onDidWake(() => this.#noteWake()));
    if (this.#group !== undefined) void this.#join(this.#group);
    // Somebody may have asked for a refresh already.
    else if (this.#connection.kind === 'connecting') this.#poller.start();
  }

  /** For a person who asks: the portal is asked now. Rejects with its error. */
  async refresh(): Promise<void> {
    if (this.#group?.role === 'following' && (await this.#group.ask())) {
      if (this.#connection.kind === 'failing') throw this.#connection.error;
      return;
    }
    this.#isAskedFor = true;
    await this.#poller.now();
  }

  /** Something has happened that a tick under way may not know of. */
  again(): void {
    if (this.#group?.role === 'following') void this.#group.ask();
    else this.#poller.again();
  }

  /** The person's own lower limit between two ticks. */
  setFastest(fastestMs: number): void {
    if (this.#fastestMs === fastestMs) return;
    this.#fastestMs = fastestMs;
    this.#poller.wake();
  }

  dispose(): void {
    this.#store.dispose();
    this.#connectionChanged.dispose();
  }

  async #join(group: WindowGroup): Promise<void> {
    this.#store.add(group.onDidChangeRole((role) => this.#noteRole(role)));
    this.#store.add(
      group.onDidChangeAudience(() => {
        this.#poller.wake();
        if (group.isAwaited) this.#poller.again();
      }),
    );
    this.#store.add(
      group.onDidHear(({ connection, lastSyncAt }) => {
        this.#lastSyncAt = lastSyncAt ?? this.#lastSyncAt;
        this.#setConnection(connection);
      }),
    );
    await group.start({
      report: () => ({
        attention: this.#attention.current,
        threads: this.#reported.of(this.#ownThreads().values()),
        rowCount: this.#dialogs.dialogs.length,
      }),
      take: (news) => this.#ticker.takeNews(news, this.#threadOf),
      unconfirmed: () => this.#dialogs.unconfirmed,
      wantsWhole: () => !this.#dialogs.isLoaded || this.#dialogs.wantsLargePage,
      fetch: () => this.#poller.again(),
    });
    // Nobody is known to lead, though somebody may: what a person waits for does not wait for that.
    if (group.role === 'undecided' && !this.#store.isDisposed) this.#poller.now().catch(() => undefined);
  }

  #noteRole(role: Role): void {
    if (role === 'leading') this.#poller.start();
    else this.#poller.pause();
  }

  #noteAttention(): void {
    this.#group?.noteChange();
    const isBack = this.#connection.kind === 'failing' && this.#attention.current.isWindowFocused;
    const sinceTry = this.#clock.monotonic() - (this.#lastTryAt ?? 0);
    if (isBack && sinceTry >= BETWEEN_GLANCES_MS) this.#poller.nudge();
    else this.#poller.wake();
  }

  /** The schedule has stood still, too: what came meanwhile comes at once, and in one go. */
  #noteWake(): void {
    this.#wantsWhole = true;
    this.#poller.nudge();
  }

  async #tick(signal: AbortSignal): Promise<void> {
    const isFirst = !this.#dialogs.isLoaded;
    const group = this.#group?.role === 'leading' ? this.#group : undefined;
    const call = group?.call();
    this.#lastTryAt = this.#clock.monotonic();
    try {
      await this.#ask(signal, group, call);
    } catch (error) {
      if (signal.aborted) throw error;
      this.#noteFailing(error);
      group?.announce(this.#connection, this.#lastSyncAt);
      throw error;
    }
    if (signal.aborted) return;
    if (this.#ticker.wantsAnother) this.#poller.again();
    this.#lastSyncAt = this.#clock.now();
    this.#setConnection({ kind: 'online' });
    group?.announce(this.#connection, this.#lastSyncAt);
    // A first page may be empty though there is more (api-facts 3.2).
    if (isFirst && this.#dialogs.dialogs.length === 0) await this.#dialogs.loadMore();
  }

  async #ask(signal: AbortSignal, group: WindowGroup | undefined, call: Call | undefined): Promise<void> {
    const own = this.#ownThreads();
    const lane = this.#nextLane();
    const wishes = {
      threads: union(own, call?.threads ?? []),
      rowCount: Math.max(this.#dialogs.dialogs.length, call?.rowCount ?? 0),
      isWhole: this.#wantsWhole || call?.isWhole === true,
      readsEvents: this.#group === undefined || call !== undefined,
    };
    this.#wantsWhole = false;
    const tick = await this.#ticker.ask(wishes, own, lane, signal);
    if (signal.aborted) return;
    const telling = group !== undefined && call !== undefined ? group.tell(tick, call) : undefined;
    try {
      await this.#ticker.take(tick);
    } finally {
      await telling;
    }
  }

  #nextLane(): Lane {
    const isSeen = [this.#attention.current, ...(this.#group?.attention ?? [])].some(
      ({ isListVisible, isThreadVisible }) => isListVisible || isThreadVisible,
    );
    const lane = this.#isAskedFor ? 'person' : isSeen ? 'visible' : 'background';
    this.#isAskedFor = false;
    return lane;
  }

  /** The threads that this window shows and that are loaded. */
  #ownThreads(): ReadonlyMap<DialogId, Thread> {
    const threads = this.#attention.visibleThreads.flatMap((dialogId) => this.#threadOf(dialogId) ?? []);
    const loaded = threads.filter((thread) => thread.load.kind === 'ready');
    return new Map(loaded.map((thread) => [thread.dialogId, thread]));
  }

  #noteFailing(error: unknown): void {
    const since = this.#connection.kind === 'failing' ? this.#connection.since : this.#clock.now();
    this.#setConnection({ kind: 'failing', error, since });
  }

  #setConnection(connection: Connection): void {
    const before = this.#connection;
    this.#connection = connection;
    if (!isSameConnection(before, connection)) this.#connectionChanged.fire(connection);
  }
}

/** Each thread once, from where the window begins that knows least of it. */
function union(own: ReadonlyMap<DialogId, Thread>, others: readonly TickThread[]): readonly TickThread[] {
  const known = new Map(others.map(({ dialogId, afterId }) => [dialogId, afterId]));
  const shared = [...own].map(([dialogId, { reachedId }]): TickThread => {
    const afterId = known.has(dialogId) ? lesser(known.get(dialogId), reachedId) : reachedId;
    return { dialogId, afterId };
  });
  return [...shared, ...others.filter(({ dialogId }) => !own.has(dialogId))];
}

/** `undefined` is less than anything: the newest page is wanted. */
function lesser(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? undefined : Math.min(a, b);
}

function isOutOfReach(connection: Connection): boolean {
  return (
    connection.kind === 'failing' && isPortalError(connection.error) && connection.error.kind === 'network'
  );
}
