import { DOWNLOAD } from '../../bitrix24/rest/download.ts';
import { PortalError } from '../../bitrix24/rest/portalError.ts';

/** Bytes so far, and of how many where that is known. */
type OnProgress = (received: number, total: number | undefined) => void;

interface Waiter {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: OnProgress | undefined;
}

/** One download that several wait for. */
export class Flight {
  readonly done: Promise<Uint8Array>;
  readonly #controller = new AbortController();
  readonly #watchers = new Set<OnProgress>();
  #joined = 0;

  constructor(run: (signal: AbortSignal, onProgress: OnProgress) => Promise<Uint8Array>) {
    this.done = run(this.#controller.signal, (received, total) => {
      for (const watcher of this.#watchers) watcher(received, total);
    });
  }

  abort(): void {
    this.#controller.abort();
  }

  /** Ends, now or after its wait in line, with nothing. */
  get isLeft(): boolean {
    return this.#controller.signal.aborted;
  }

  join({ signal, onProgress }: Waiter): Promise<Uint8Array> {
    this.#joined += 1;
    if (onProgress !== undefined) this.#watchers.add(onProgress);
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        reject(aborted());
        this.#joined -= 1;
        if (this.#joined === 0) this.abort();
      };
      signal?.addEventListener('abort', leave, { once: true });
      this.done
        .then(resolve, reject)
        .finally(() => {
          signal?.removeEventListener('abort', leave);
          if (onProgress !== undefined) this.#watchers.delete(onProgress);
        })
        .catch(() => undefined);
    });
  }
}

export function aborted(): PortalError {
  return new PortalError({ kind: 'aborted', code: 'ABORTED', outcome: 'not-executed', method: DOWNLOAD });
}
