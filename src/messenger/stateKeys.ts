// Names of what is kept on disk for an account beside its secret; all of it goes at sign-out.

export function outgoingKey(accountId: string): string {
  return `outgoing.${accountId}`;
}

export function draftsKey(accountId: string): string {
  return `drafts.${accountId}`;
}

export function placesKey(accountId: string): string {
  return `places.${accountId}`;
}

export function stateKeysOf(accountId: string): readonly string[] {
  return [outgoingKey(accountId), draftsKey(accountId), placesKey(accountId)];
}
