import type { Disposable } from '../../base/disposable.ts';
import type { Clock } from '../../base/ports.ts';
import type { LeakyBucket } from './leakyBucket.ts';

/** Who waits for a call: a person who just did something, the screen, nobody. Served in this order. */
export type Lane = 'person' | 'visible' | 'background';

const lanes: readonly Lane[] = ['person', 'visible', 'background'];
const QUEUE_LIMIT = 1_000;

/** `full`: the lane has a thousand waiting, nothing was queued. `closed`: aborted, or the gate was disposed. */
export type Admission = 'open' | 'full' | 'closed';

interface Waiting {
  readonly settle: (admission: Admission) => void;
}

/** Lets requests through as the bucket has room: by lane, and in each lane in the order they came. */
export class LaneGate implements Disposable {
  readonly #bucket: LeakyBucket;
  readonly #clock: Clock;
  readonly #queues: Readonly<Record<Lane, Waiting[]>> = { person: [], visible: [], background: [] };
  #timer: Disposable | undefined;

  constructor(bucket: LeakyBucket, clock: Clock) {
    this.#bucket = bucket;
    this.#clock = clock;
  }

  /** An abort gives the place up and takes nothing from the bucket. `isRepeat` goes to the front of its lane. */
  enter(lane: Lane, signal: AbortSignal, isRepeat: boolean): Promise<Admission> {
    const queue = this.#queues[lane];
    if (signal.aborted) return Promise.resolve('closed');
    if (queue.length >= QUEUE_LIMIT) return Promise.resolve('full');

    return new Promise((resolve) => {
      const waiting: Waiting = {
        settle: (admission) => {
          signal.removeEventListener('abort', leave);
          resolve(admission);
        },
      };
      function leave(): void {
        queue.splice(queue.indexOf(waiting), 1);
        resolve('closed');
      }
      signal.addEventListener('abort', leave, { once: true });
      if (isRepeat) queue.unshift(waiting);
      else queue.push(waiting);
      this.#open();
    });
  }

  queued(): Readonly<Record<Lane, number>> {
    const { person, visible, background } = this.#queues;
    return { person: person.length, visible: visible.length, background: background.length };
  }

  dispose(): void {
    this.#timer?.dispose();
    for (const lane of lanes) for (const waiting of this.#queues[lane].splice(0)) waiting.settle('closed');
  }

  #open(): void {
    this.#timer?.dispose();
    this.#timer = undefined;

    for (;;) {
      const lane = lanes.find((name) => this.#queues[name].length > 0);
      if (lane === undefined) return;
      const waitMs = this.#bucket.take(this.#clock.monotonic(), lane === 'person');
      if (waitMs > 0) {
        this.#timer = this.#clock.schedule(() => this.#open(), waitMs);
        return;
      }
      this.#queues[lane].shift()?.settle('open');
    }
  }
}
