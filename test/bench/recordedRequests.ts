import type { Fetch } from '../../src/base/ports.ts';

interface Recorded {
  readonly url: string;
  readonly body: string;
}

/** The built-in fetch, and what went through it since the last `take`. */
export class RecordedRequests {
  #requests: readonly Recorded[] = [];

  readonly fetch: Fetch = (url, init) => {
    this.#requests = [...this.#requests, { url, body: init.body ?? '' }];
    return globalThis.fetch(url, init);
  };

  take(): readonly Recorded[] {
    const taken = this.#requests;
    this.#requests = [];
    return taken;
  }
}

/** The same requests with nothing around them, one after the other; answers how long they took, in ms. */
export async function repeatBare(requests: readonly Recorded[]): Promise<number> {
  const startedAtMs = performance.now();
  for (const { url, body } of requests) await bareCall(url, body);
  return performance.now() - startedAtMs;
}

/** One round trip, its answer read. */
export async function bareCall(url: string, body: string, fetch: Fetch = globalThis.fetch): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'Accept': 'application/json', 'Content-Type': 'application/json' },
    body,
    redirect: 'manual',
    signal: new AbortController().signal,
  });
  if (response.status !== 200) throw new Error(`The portal answered ${response.status}`);
  return JSON.parse(await response.text());
}
