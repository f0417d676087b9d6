import fetch from 'node-fetch';
import type { Fetch } from '../base/ports.ts';

/** The second way through, on Node's own http module. */
export const nodeFetch: Fetch = (url, init) => fetch(url, { ...init });
