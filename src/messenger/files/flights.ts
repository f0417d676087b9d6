import type { Disposable } from '../../base/disposable.ts';
import { Flight } from './flight.ts';

/** Downloads by a key: each once at a time, for however many want it. It ends when none of them does any more. */
export class Flights implements Disposable {
  readonly #flights = new Map<string, Flight>();

  /** Joins the download of that key, or starts it. Rejects where `waiter` leaves before it is there. */
  join(
    key: string,
    run: ConstructorParameters<typeof Flight>[0],
    waiter: Parameters<Flight['join']>[0],
  ): Promise<Uint8Array> {
    const known = this.#flights.get(key);
    // One that all have left may stand in line for long before it ends.
    if (known !== undefined && !known.isLeft) return known.join(waiter);
    const started = new Flight(run);
    this.#flights.set(key, started);
    const forget = (): void => {
      if (this.#flights.get(key) === started) this.#flights.delete(key);
    };
    started.done.finally(forget).catch(() => undefined);
    return started.join(waiter);
  }

  dispose(): void {
    for (const flight of this.#flights.values()) flight.abort();
  }
}
