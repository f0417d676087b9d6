// One clock for a session and its portal. It moves only while no request is under way, so that the network takes no time.
import type { Fetch, FetchResponse } from '../../../src/base/ports.ts';
import { ManualClock, settled } from '../manualClock.ts';

// What goes on between a request's answer and the next request takes a few turns.
const CALM_TURNS = 6;

export class SharedTime {
  readonly clock = new ManualClock();
  #underWay = 0;

  /** The network of a session that lives in this time. */
  readonly fetch: Fetch = async (url, init) => {
    this.#underWay += 1;
    try {
      const response = await fetch(url, init);
      const text = await response.text();
      const whole: FetchResponse = {
        status: response.status,
        headers: response.headers,
        text: () => Promise.resolve(text),
      };
      return whole;
    } finally {
      this.#underWay -= 1;
    }
  };

  /** Resolves when nothing is under way, and nothing begins by itself. */
  async calm(): Promise<void> {
    for (let turns = 0; turns < CALM_TURNS; turns += 1) {
      await settled();
      if (this.#underWay > 0) turns = -1;
    }
  }

  /** Lets time pass, step by step; ends early once `isOver`. */
  async pass(ms: number, stepMs = 50, isOver: () => boolean = () => false): Promise<void> {
    for (let passed = 0; passed < ms && !isOver(); passed += stepMs) {
      this.clock.advance(stepMs);
      await this.calm();
    }
  }
}
