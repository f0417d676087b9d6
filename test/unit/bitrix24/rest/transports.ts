import type { Fetch } from '../../../../src/base/ports.ts';
import { builtInFetch } from '../../../../src/editor/builtInFetch.ts';
import { nodeFetch } from '../../../../src/editor/nodeFetch.ts';

/** The two ways through that the product has. */
export const transports: readonly { readonly name: string; readonly fetch: Fetch }[] = [
  { name: 'built-in fetch', fetch: builtInFetch },
  { name: 'node-fetch', fetch: nodeFetch },
];
