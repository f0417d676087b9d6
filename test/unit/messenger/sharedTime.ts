// One clock for a session and its portal. It moves only while no request is under way and nothing is written, so that
// network and disk take no time.
import type { Fetch, FetchResponse, FileFolder } from '../../../src/base/ports.ts';
import { ManualClock, settled } from '../manualClock.ts';

// What goes on between a request's answer and the next request takes a few turns.
const CALM_TURNS = 6;

export class SharedTime {
  readonly clock = new ManualClock();
  #underWay = 0;

  /** The network of a session that lives in this time. */
  readonly fetch: Fetch = (url, init) =>
    this.#counted(async () => {
      const response = await fetch(url, init);
      const text = await response.text();
      const whole: FetchResponse = {
        status: response.status,
        headers: response.headers,
        text: () => Promise.resolve(text),
      };
      return whole;
    });

  /** The disk of a session that lives in this time. */
  disk(folder: FileFolder): FileFolder {
    return {
      path: folder.path,
      subfolder: (name) => this.disk(folder.subfolder(name)),
      list: () => this.#counted(() => folder.list()),
      read: (name) => this.#counted(() => folder.read(name)),
      readBytes: (name) => this.#counted(() => folder.readBytes(name)),
      write: (name, content, durability) => this.#counted(() => folder.write(name, content, durability)),
      create: (name, content, durability) => this.#counted(() => folder.create(name, content, durability)),
      remove: (name) => this.#counted(() => folder.remove(name)),
      clear: () => this.#counted(() => folder.clear()),
      watch: (onChange) => folder.watch(onChange),
    };
  }

  /** Resolves when nothing is under way, and nothing begins by itself. */
  async calm(): Promise<void> {
    for (let turns = 0; turns < CALM_TURNS; turns += 1) {
      await settled();
      if (this.#underWay > 0) turns = -1;
    }
  }

  async #counted<T>(work: () => Promise<T>): Promise<T> {
    this.#underWay += 1;
    try {
      return await work();
    } finally {
      this.#underWay -= 1;
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
