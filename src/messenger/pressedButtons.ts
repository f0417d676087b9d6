import type { Message } from '../model/message.ts';

const maxMessages = 200;
const none: ReadonlySet<number> = new Set();

/** Buttons that wait for their bot after a press: until it changes them, whoever shows the message meanwhile. */
export class PressedButtons {
  readonly #kept = new Map<number, { readonly keyboard: string; readonly places: ReadonlySet<number> }>();

  note(message: Message, place: number): void {
    const places = new Set([...this.of(message), place]);
    this.#kept.delete(message.id);
    this.#kept.set(message.id, { keyboard: JSON.stringify(message.keyboard), places });
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > maxMessages && oldest !== undefined) this.#kept.delete(oldest);
  }

  /** By their places among the buttons. */
  of({ id, keyboard }: Message): ReadonlySet<number> {
    const kept = this.#kept.get(id);
    return kept?.keyboard === JSON.stringify(keyboard) ? kept.places : none;
  }
}
