import type { Message } from './message.ts';

const CAPACITY = 5_000;

/** Which message answers which, learnt from whatever tells it, for the reads that do not (api-facts 4.6). */
export class ReplyLinks {
  readonly #links = new Map<number, number>();

  note(messageId: number, replyTo: number | undefined): void {
    if (replyTo === undefined) return;
    this.#links.delete(messageId);
    this.#links.set(messageId, replyTo);
    for (const oldest of this.#links.keys()) {
      if (this.#links.size <= CAPACITY) break;
      this.#links.delete(oldest);
    }
  }

  /** The message with what it answers, where that is known here and not there. */
  complete(message: Message): Message {
    if (message.replyTo !== undefined) {
      this.note(message.id, message.replyTo);
      return message;
    }
    const replyTo = this.#links.get(message.id);
    return replyTo === undefined ? message : { ...message, replyTo };
  }
}
