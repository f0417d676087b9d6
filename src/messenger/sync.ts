import { type Disposable, DisposableStore } from '../base/disposable.ts';
import { Emitter, type Event } from '../base/emitter.ts';
import type { Clock } from '../base/ports.ts';
import { isPortalError } from '../bitrix24/rest/portalError.ts';
import type { DialogId } from '../model/dialogId.ts';
import { type Connection, isSameConnection } from './connection.ts';
import type { DialogStore } from './dialogStore.ts';
import { Poller } from './poller.ts';
import { USUAL_FASTEST_MS } from './pollSchedule.ts';
import type { Thread } from './thread.ts';
import type { Ticker } from './ticker.ts';
import type { WindowAttention } from './windowAttention.ts';

/** Keeps what this window knows equal to the portal's: asks as often as somebody looks. */
export class Sync implements Disposable {
  readonly #clock: Clock;
  readonly #attention: WindowAttention;
  readonly #dialogs: DialogStore;
  readonly #ticker: Ticker;
  readonly #threadOf: (dialogId: DialogId) => Thread | undefined;
  readonly #poller: Poller;
  readonly #store = new DisposableStore();
  readonly #connectionChanged = new Emitter<Connection>();
  #connection: Connection = { kind: 'connecting' };
  #lastSyncAt: number | undefined;
  #fastestMs = USUAL_FASTEST_MS;
  #isAskedFor = false;

  constructor(
    clock: Clock,
    attention: WindowAttention,
    dialogs: DialogStore,
    ticker: Ticker,
    threadOf: (dialogId: DialogId) => Thread | undefined,
  ) {
    this.#clock = clock;
    this.#attention = attention;
    this.#dialogs = dialogs;
    this.#ticker = ticker;
    this.#threadOf = threadOf;
    this.#poller = this.#store.add(
      new Poller(
        clock,
        () => ({
          windows: [attention.current],
          isOutOfReach: isOutOfReach(this.#connection),
          fastestMs: this.#fastestMs,
        }),
        (signal) => this.#tick(signal),
      ),
    );
    this.#store.add(attention.onDidChange(() => this.#poller.wake()));
  }

  get connection(): Connection {
    return this.#connection;
  }

  get onDidChangeConnection(): Event<Connection> {
    return this.#connectionChanged.event;
  }

  /** When the portal last answered with the list, milliseconds since 1970. */
  get lastSyncAt(): number | undefined {
    return this.#lastSyncAt;
  }

  start(): void {
    this.#poller.start();
  }

  /** For a person who asks: the portal is asked now. Rejects with its error. */
  refresh(): Promise<void> {
    this.#isAskedFor = true;
    return this.#poller.now();
  }

  /** Something has happened that a tick under way may not know of. */
  again(): void {
    this.#poller.again();
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

  async #tick(signal: AbortSignal): Promise<void> {
    const isFirst = !this.#dialogs.isLoaded;
    const { isListVisible, isThreadVisible } = this.#attention.current;
    const lane = this.#isAskedFor ? 'person' : isListVisible || isThreadVisible ? 'visible' : 'background';
    this.#isAskedFor = false;
    const threads = this.#attention.visibleThreads.flatMap((dialogId) => this.#threadOf(dialogId) ?? []);
    try {
      await this.#ticker.tick(threads, lane, signal);
    } catch (error) {
      if (!signal.aborted) this.#noteFailing(error);
      throw error;
    }
    if (signal.aborted) return;
    if (this.#ticker.wantsAnother) this.#poller.again();
    this.#lastSyncAt = this.#clock.now();
    this.#setConnection({ kind: 'online' });
    // A first page may be empty though there is more (api-facts 3.2).
    if (isFirst && this.#dialogs.dialogs.length === 0) await this.#dialogs.loadMore();
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

function isOutOfReach(connection: Connection): boolean {
  return (
    connection.kind === 'failing' && isPortalError(connection.error) && connection.error.kind === 'network'
  );
}
