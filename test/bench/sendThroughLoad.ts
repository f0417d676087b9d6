const READS = 80;
const SEND_AFTER_MS = [1_000, 2_000, 3_000, 5_000];
const PATIENCE_MS = 20_000;

/** Milliseconds each send stood in the client's queue; of one that did not come out, how long it has stood there. */
export type Sends = readonly { readonly queuedMs: number; readonly isOut: boolean }[];

/** Someone's call; `isSend` tells a person's send from a background read. */
export type MakeCall = (
  method: string,
  params: Readonly<Record<string, unknown>>,
  isSend: boolean,
) => Promise<unknown>;

/**
 * Starts 80 reads at once and sends a message now and then. `departures` says when the request with a text was handed
 * to the wire, the last time where it went more than once.
 */
export async function sendThroughLoad(
  make: MakeCall,
  departures: ReadonlyMap<string, number>,
): Promise<Sends> {
  const startedAtMs = performance.now();
  for (let read = 0; read < READS; read += 1) {
    // Nobody waits for them here; those that are cut off at the end are no news.
    void make('im.dialog.messages.get', { DIALOG_ID: '7', LIMIT: 20 }, false).catch(() => undefined);
  }
  return Promise.all(
    SEND_AFTER_MS.map(async (afterMs, index) => {
      await until(startedAtMs + afterMs);
      const text = `Send ${index}`;
      const askedAtMs = performance.now();
      const sent = make('im.message.add', { DIALOG_ID: '7', MESSAGE: text }, true).then(() => true);
      const isOut = await Promise.race([sent, until(startedAtMs + PATIENCE_MS).then(() => false)]);
      const leftAtMs = isOut ? departures.get(text) : performance.now();
      if (leftAtMs === undefined) throw new Error(`"${text}" arrived without leaving`);
      return { queuedMs: leftAtMs - askedAtMs, isOut };
    }),
  );
}

function until(atMs: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, Math.max(0, atMs - performance.now())).unref();
  });
}
