import type { Uri } from 'vscode';
import type { Disposable } from '../../base/disposable.ts';

/** Path of the editor's own links that end a sign-in in the browser. */
export const RETURN_PATH = '/sign-in';

/** Who waits for the browser in this window. Small, because it is there from the start. */
export class BrowserReturns {
  readonly #waiting = new Set<(query: URLSearchParams) => boolean>();

  /** `accept` tells whether the return is the one that is waited for. */
  await(accept: (query: URLSearchParams) => boolean): Disposable {
    this.#waiting.add(accept);
    return { dispose: () => void this.#waiting.delete(accept) };
  }

  /** True where somebody was waiting for it. */
  deliver(query: URLSearchParams): boolean {
    return [...this.#waiting].some((accept) => accept(new URLSearchParams(query)));
  }

  /** True where the link is a way back, whether or not somebody still waits for it. */
  handleUri(uri: Uri): boolean {
    if (uri.path !== RETURN_PATH) return false;
    this.deliver(new URLSearchParams(uri.query));
    return true;
  }
}
