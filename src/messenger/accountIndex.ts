// Which accounts are signed in, as one entry of the secret storage says it.
import * as v from 'valibot';

const Id = v.pipe(v.string(), v.regex(/^[0-9a-f-]{36}$/));
const StoredIndex = v.object({ version: v.literal(1), ids: v.array(Id), defaultId: v.optional(Id) });

export interface AccountIndex {
  /** In the order of signing in. */
  readonly ids: readonly string[];
  readonly defaultId: string | undefined;
}

export const NO_ACCOUNTS: AccountIndex = { ids: [], defaultId: undefined };

/** `undefined` for what another version or another program wrote. */
export function decodeIndex(stored: string): AccountIndex | undefined {
  // Versions that knew one account wrote its id and nothing else.
  if (v.is(Id, stored)) return { ids: [stored], defaultId: stored };
  try {
    const read = v.safeParse(StoredIndex, JSON.parse(stored));
    return read.success ? { ids: read.output.ids, defaultId: read.output.defaultId } : undefined;
  } catch {
    return undefined;
  }
}

export function encodeIndex({ ids, defaultId }: AccountIndex): string {
  return JSON.stringify({ version: 1, ids, defaultId });
}
