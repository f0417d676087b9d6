import type { Disposable } from '../../base/disposable.ts';
import { Emitter, type Event } from '../../base/emitter.ts';
import type { Clock } from '../../base/ports.ts';
import { SingleFlight } from '../../base/singleFlight.ts';
import type { SettableStatus, StatusApi } from '../../bitrix24/api/statusApi.ts';

/** What the person's status in Bitrix24 is, as far as it is known. */
export class OwnStatus implements Disposable {
  readonly #api: StatusApi;
  readonly #clock: Clock;
  readonly #changed = new Emitter<string | undefined>();
  readonly #asks = new SingleFlight<void>();
  readonly #lifetime = new AbortController();
  #current: string | undefined;
  #heardAt: number | undefined;
  #doings = 0;

  constructor(api: StatusApi, clock: Clock) {
    this.#api = api;
    this.#clock = clock;
  }

  get onDidChange(): Event<string | undefined> {
    return this.#changed.event;
  }

  /** `undefined` where it is not known, or was never set. */
  get current(): string | undefined {
    return this.#current;
  }

  /** Whether the portal was asked longer ago than this. */
  isOlderThan(ageMs: number): boolean {
    return this.#heardAt === undefined || this.#clock.monotonic() - this.#heardAt >= ageMs;
  }

  /** The portal has said so, asked together with something else. */
  noteHeard(status: string | undefined): void {
    this.#heardAt = this.#clock.monotonic();
    this.#become(status);
  }

  /** Rejects with the portal's error. */
  refresh(): Promise<void> {
    return this.#asks.run('status', async () => {
      const before = this.#doings;
      const status = await this.#api.get({ lane: 'person', signal: this.#lifetime.signal });
      if (before === this.#doings) this.noteHeard(status);
    });
  }

  /** Shows at once; goes back where the portal does not take it, and rejects with its error. */
  async set(status: SettableStatus): Promise<void> {
    const before = this.#current;
    const doing = ++this.#doings;
    this.#become(status);
    try {
      await this.#api.set(status, { lane: 'person', signal: this.#lifetime.signal });
      this.#heardAt = this.#clock.monotonic();
    } catch (error) {
      if (doing === this.#doings) this.#become(before);
      throw error;
    }
  }

  dispose(): void {
    this.#lifetime.abort();
    this.#changed.dispose();
  }

  #become(status: string | undefined): void {
    if (status === this.#current) return;
    this.#current = status;
    this.#changed.fire(status);
  }
}
