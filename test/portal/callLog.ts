import { toDisposable, type Disposable } from '../../src/base/disposable.ts';
import type { PhpMap } from './rest/phpValue.ts';

export type PortalCall = {
  /** The method's documented spelling; as typed when the portal does not know it. */
  readonly method: string;
  /** As the method sees them, without credentials; strings for form values. */
  readonly params: PhpMap;
  readonly userId: number | undefined;
  /** HTTP status, 0 for a dropped connection. A command of a batch has the status its answer stands for. */
  readonly status: number;
  readonly error: string | undefined;
  /** The command's key, when the call came inside a batch. */
  readonly batch?: string;
  /** Wall clock at the end of the call. */
  readonly at: number;
};

/** A portal left running for days must not grow for ever. */
const MAX_CALLS = 20_000;

/** The requests the portal has answered, commands of batches included, oldest first. */
export class CallLog {
  #calls: PortalCall[] = [];
  readonly #listeners = new Set<(call: PortalCall) => void>();

  get calls(): readonly PortalCall[] {
    return this.#calls;
  }

  add(call: PortalCall): void {
    if (this.#calls.length >= MAX_CALLS) this.#calls = this.#calls.slice(-MAX_CALLS / 2);
    this.#calls.push(call);
    for (const listener of [...this.#listeners]) listener(call);
  }

  clear(): void {
    this.#calls = [];
  }

  onCall(listener: (call: PortalCall) => void): Disposable {
    this.#listeners.add(listener);
    return toDisposable(() => this.#listeners.delete(listener));
  }

  /** Resolves with the first matching call, past ones included; rejects after `timeoutMs`. */
  wait(isWanted: (call: PortalCall) => boolean, timeoutMs: number): Promise<PortalCall> {
    const past = this.#calls.find(isWanted);
    if (past !== undefined) return Promise.resolve(past);
    return new Promise((resolve, reject) => {
      const subscription = this.onCall((call) => {
        if (!isWanted(call)) return;
        clearTimeout(timer);
        subscription.dispose();
        resolve(call);
      });
      const timer = setTimeout(() => {
        subscription.dispose();
        const seen = this.#calls.map((call) => call.method).join(', ');
        reject(new Error(`No such call within ${timeoutMs} ms; seen: ${seen === '' ? 'nothing' : seen}`));
      }, timeoutMs);
    });
  }
}
