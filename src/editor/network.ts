import type { Fetch } from '../base/ports.ts';
import type { NetworkClient } from '../messenger/account.ts';
import { builtInFetch } from './builtInFetch.ts';

/** The two ways to a portal. Both go through VS Code's proxy and certificates; node-fetch is loaded when first asked for. */
export async function fetchOf(client: NetworkClient): Promise<Fetch> {
  if (client === 'fetch') return builtInFetch;
  const { nodeFetch } = await import('./nodeFetch.ts');
  return nodeFetch;
}
