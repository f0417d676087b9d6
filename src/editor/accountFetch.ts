import type { Fetch } from '../base/ports.ts';
import type { NetworkClient } from '../messenger/account.ts';
import { fetchOf } from './network.ts';
import { readSettings } from './settings.ts';

/**
 * The way through that the person's setting names, from the next request on; for `auto` the one that was found at sign-in.
 * A request that is on its way ends as it began.
 */
export function accountFetch(found: NetworkClient): Fetch {
  return async (url, init) => {
    const { networkClient } = readSettings();
    const fetch = await fetchOf(networkClient === 'auto' ? found : networkClient);
    return fetch(url, init);
  };
}
