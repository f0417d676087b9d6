import type { Message } from '../model/message.ts';
import { emptyTimeline, type Timeline } from './timeline.ts';

// A page that was asked for before a change may come after it; the second one is later for certain.
const PAGES_IN_DOUBT = 2;

interface Change {
  readonly messageId: number;
  readonly apply: (message: Message) => Message;
  /** Pages with the message still to come before the portal's word counts again; `undefined` until the portal agreed. */
  pagesLeft: number | undefined;
}

/** The fate of a change that is shown already. */
export interface PendingChange {
  /** The portal has done it. */
  keep(): void;
  /** The portal has refused. */
  undo(): void;
}

/** What this person has done to messages, shown before the portal's own pages tell it. */
export class OwnChanges {
  readonly #onDidChange: () => void;
  readonly #changes: Change[] = [];
  #applied: { readonly from: Timeline; readonly to: Timeline } = { from: emptyTimeline, to: emptyTimeline };

  constructor(onDidChange: () => void) {
    this.#onDidChange = onDidChange;
  }

  begin(messageId: number, apply: (message: Message) => Message): PendingChange {
    const change: Change = { messageId, apply, pagesLeft: undefined };
    this.#changes.push(change);
    this.#forget();
    this.#onDidChange();
    return {
      keep: () => {
        change.pagesLeft = PAGES_IN_DOUBT;
      },
      undo: () => {
        this.#remove(change);
        this.#onDidChange();
      },
    };
  }

  /** Takes note of a page the portal has sent. */
  noteSeen(messages: readonly Message[]): void {
    if (this.#changes.length === 0) return;
    const seen = new Map(messages.map((message) => [message.id, message]));
    for (const change of [...this.#changes]) {
      const message = seen.get(change.messageId);
      if (message === undefined || change.pagesLeft === undefined) continue;
      change.pagesLeft -= 1;
      if (change.pagesLeft === 0 || isSame(message, change.apply(message))) this.#remove(change);
    }
  }

  /** The timeline as this person knows it to be. The same for the same. */
  applyTo(timeline: Timeline): Timeline {
    if (this.#changes.length === 0) return timeline;
    if (this.#applied.from !== timeline) this.#applied = { from: timeline, to: this.#changed(timeline) };
    return this.#applied.to;
  }

  #changed(timeline: Timeline): Timeline {
    const ids = new Set(this.#changes.map(({ messageId }) => messageId));
    const messages = timeline.messages.map((message) =>
      ids.has(message.id) ? this.#changedMessage(message) : message,
    );
    return { ...timeline, messages };
  }

  #changedMessage(message: Message): Message {
    return this.#changes
      .filter(({ messageId }) => messageId === message.id)
      .reduce((changed, { apply }) => apply(changed), message);
  }

  #remove(change: Change): void {
    const index = this.#changes.indexOf(change);
    if (index >= 0) this.#changes.splice(index, 1);
    this.#forget();
  }

  #forget(): void {
    this.#applied = { from: emptyTimeline, to: emptyTimeline };
  }
}

function isSame(a: Message, b: Message): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
