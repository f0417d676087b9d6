import nodeFetch from 'node-fetch';
import type { Fetch } from '../../../../src/base/ports.ts';

/** The two ways through that the product has. */
export const transports: readonly { readonly name: string; readonly fetch: Fetch }[] = [
  { name: 'built-in fetch', fetch: (url, init) => fetch(url, init) },
  { name: 'node-fetch', fetch: nodeFetch },
];
