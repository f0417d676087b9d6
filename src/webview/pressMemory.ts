import type { ButtonRow } from '../protocol/messageParts.ts';

/** Where a press of a button has got to. */
export type ButtonPlace =
  { readonly kind: 'busy' | 'locked' | 'copied' } | { readonly kind: 'failed'; readonly reason: string };

const maxKept = 200;

/** Presses outlive what is drawn: a message may scroll out of view and come back. */
export class PressMemory {
  readonly #kept = new Map<string, KeyboardPresses>();

  /** The presses of a message's buttons; what the bot changes about them ends every wait. */
  of(rowKey: string, buttons: readonly ButtonRow[]): KeyboardPresses {
    const signature = JSON.stringify(buttons);
    const known = this.#kept.get(rowKey);
    if (known?.signature === signature) return known;
    const presses = new KeyboardPresses(signature);
    this.#kept.delete(rowKey);
    this.#kept.set(rowKey, presses);
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= maxKept) break;
      this.#kept.delete(oldest);
    }
    return presses;
  }
}

export class KeyboardPresses {
  readonly signature: string;
  readonly #places = new Map<number, ButtonPlace>();

  constructor(signature: string) {
    this.signature = signature;
  }

  at(index: number): ButtonPlace | undefined {
    return this.#places.get(index);
  }

  set(index: number, place: ButtonPlace | undefined): void {
    if (place === undefined) this.#places.delete(index);
    else this.#places.set(index, place);
  }

  isBlocked(index: number): boolean {
    const kind = this.#places.get(index)?.kind;
    return kind === 'busy' || kind === 'locked';
  }

  /** The sentence of the press that failed last. */
  failure(): string | undefined {
    for (const place of [...this.#places.values()].reverse()) {
      if (place.kind === 'failed') return place.reason;
    }
    return undefined;
  }
}
