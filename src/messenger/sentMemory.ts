import type { Clock } from '../base/ports.ts';
import type { DialogId } from '../model/dialogId.ts';
import { rememberIn } from './rememberIn.ts';

// After this, more may have come into the dialog than is known here.
const FRESH_MS = 15_000;

/** What this window has sent, and what that showed about the portal. */
export class SentMemory {
  readonly #clock: Clock;
  readonly #keepUuids: () => Promise<void>;
  readonly #ids = new Map<number, true>();
  readonly #uuids = new Map<string, true>();
  readonly #newest = new Map<DialogId, { readonly messageId: number; readonly atMs: number }>();
  #keepsUuids = false;

  /** `keepUuids` puts down for later windows that the portal keeps uuids. */
  constructor(clock: Clock, keepUuids: () => Promise<void>) {
    this.#clock = clock;
    this.#keepUuids = keepUuids;
  }

  /** Whether this portal has shown that it keeps our uuids; if not, a repeat may make a second message. */
  get keepsUuids(): boolean {
    return this.#keepsUuids;
  }

  learnKeepsUuids(keepsUuids: boolean): void {
    this.#keepsUuids ||= keepsUuids;
  }

  async noteKeepsUuids(): Promise<void> {
    if (this.#keepsUuids) return;
    this.#keepsUuids = true;
    await this.#keepUuids();
  }

  noteAttempt(uuid: string): void {
    rememberIn(this.#uuids, uuid, true);
  }

  noteStored(dialogId: DialogId, messageId: number): void {
    rememberIn(this.#ids, messageId, true);
    rememberIn(this.#newest, dialogId, { messageId, atMs: this.#clock.monotonic() });
  }

  hasSent(uuid: string): boolean {
    return this.#uuids.has(uuid);
  }

  /** Whether the id belongs to another message of this person's. */
  isTaken(messageId: number): boolean {
    return this.#ids.has(messageId);
  }

  /** Of what was sent into the dialog just now; 0 for none. */
  justSentId(dialogId: DialogId): number {
    const newest = this.#newest.get(dialogId);
    return newest !== undefined && this.#clock.monotonic() - newest.atMs <= FRESH_MS ? newest.messageId : 0;
  }
}
