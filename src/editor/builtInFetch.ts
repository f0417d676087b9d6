import type { Fetch } from '../base/ports.ts';

/** The first way through: Node's own, which VS Code sends through its proxy. */
export const builtInFetch: Fetch = (url, { pieces, ...init }) => {
  if (pieces === undefined) return globalThis.fetch(url, init);
  // Hosts want it said that the answer is not awaited while the body goes.
  const streaming = { ...init, body: streamOf(pieces), duplex: 'half' as const };
  return globalThis.fetch(url, streaming);
};

function streamOf(pieces: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const reader = pieces[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const next = await reader.next();
      if (next.done === true) controller.close();
      else controller.enqueue(next.value);
    },
    cancel: async () => {
      await reader.return?.();
    },
  });
}
