// A batch takes 50 commands; a page of 200 rows weighs about 300 KB.
const MOST = 15;
export const PATIENCE_MS = 4_000;

/** How many pages of the list one request may ask for, when the portal takes about `pageMs` for one. */
export function pagesAtOnce(pageMs: number): number {
  return Math.max(1, Math.min(MOST, Math.floor(PATIENCE_MS / Math.max(1, pageMs))));
}
