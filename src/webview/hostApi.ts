/** The object of `acquireVsCodeApi`, which a page may take once. */
export interface HostApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare const acquireVsCodeApi: () => HostApi;

export function acquireHost(): HostApi {
  return acquireVsCodeApi();
}
