// What VS Code gives a page, and the little the page leaves there for after a reload.

/** The object of `acquireVsCodeApi`, which a page may take once. */
export interface HostApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: SavedPage): void;
}

/** `dialogId` also tells the extension which thread a restored panel shows. */
export interface SavedPage {
  readonly dialogId: string;
  readonly draft: string;
  /** False while the extension has not been told of the draft: then it is newer than the extension's. */
  readonly isPosted: boolean;
}

declare const acquireVsCodeApi: () => HostApi;

export function acquireHost(): HostApi {
  return acquireVsCodeApi();
}

/** `undefined` for what no page of this version left. */
export function readSavedPage(host: HostApi): SavedPage | undefined {
  const state = host.getState();
  if (typeof state !== 'object' || state === null) return undefined;
  if (!('dialogId' in state) || !('draft' in state) || !('isPosted' in state)) return undefined;

  const { dialogId, draft, isPosted } = state;
  if (typeof dialogId !== 'string' || typeof draft !== 'string' || typeof isPosted !== 'boolean')
    return undefined;
  return { dialogId, draft, isPosted };
}
