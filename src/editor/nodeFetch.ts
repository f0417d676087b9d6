import { Readable } from 'node:stream';
import fetch from 'node-fetch';
import type { Fetch } from '../base/ports.ts';

/** The second way through, on Node's own http module. */
export const nodeFetch: Fetch = (url, { pieces, ...init }) =>
  fetch(url, pieces === undefined ? init : { ...init, body: Readable.from(pieces) });
