// A portal in a process of its own, so that its work is not counted as its client's. Ends with whoever started it.
import { startPortal, type PortalOptions } from '../portal/portal.ts';
import { type SeedName, seeds } from '../portal/seeds/index.ts';

export type PortalProcessOptions = Pick<PortalOptions, 'rate' | 'tls'> & { readonly seed: SeedName };

/** One HTTP request, whatever it had inside. */
export interface PortalRequest {
  readonly method: string;
  readonly error: string | undefined;
}

export type FromPortalProcess =
  | { readonly kind: 'ready'; readonly webhookUrl: string }
  | { readonly kind: 'requests'; readonly requests: readonly PortalRequest[] };

if (import.meta.main) await serve();

async function serve(): Promise<void> {
  const { seed, ...options } = JSON.parse(process.argv[2] ?? '') as PortalProcessOptions;
  const portal = await startPortal({ seed: seeds[seed], ...options });
  process.once('disconnect', () => process.exit());
  // Whatever the parent says asks for the same thing.
  process.on('message', () => {
    const requests = portal.calls
      .filter((call) => call.batch === undefined)
      .map(({ method, error }) => ({ method, error }));
    portal.clearCalls();
    say({ kind: 'requests', requests });
  });
  say({ kind: 'ready', webhookUrl: portal.webhookUrl() });
}

function say(message: FromPortalProcess): void {
  process.send?.(message);
}
