import { Emitter } from '../../../src/base/emitter.ts';
import type { Leadership } from '../../../src/messenger/leadership.ts';

/** A leadership that a test gives and takes. */
export class GivenLeadership implements Leadership {
  readonly #changed = new Emitter<boolean>();
  #isLeading: boolean;
  /** What `confirm` says where that is not what `isLeading` says. */
  confirmed: boolean | undefined;

  constructor(isLeading: boolean) {
    this.#isLeading = isLeading;
  }

  get isLeading(): boolean {
    return this.#isLeading;
  }

  readonly onDidChange = this.#changed.event;

  async confirm(): Promise<boolean> {
    return this.confirmed ?? this.#isLeading;
  }

  become(isLeading: boolean): void {
    if (this.#isLeading === isLeading) return;
    this.#isLeading = isLeading;
    this.#changed.fire(isLeading);
  }
}
