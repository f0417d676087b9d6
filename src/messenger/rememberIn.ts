const REMEMBERED = 4_000;

/** Puts an entry in as the newest; the oldest goes where there are too many. */
export function rememberIn<Key, Value>(known: Map<Key, Value>, key: Key, value: Value): void {
  known.delete(key);
  known.set(key, value);
  if (known.size <= REMEMBERED) return;
  const oldest = known.keys().next();
  if (oldest.done !== true) known.delete(oldest.value);
}
