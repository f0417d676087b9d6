import { inspect } from 'node:util';

/** Every string that can be got at from a value: own members of any kind, causes, text forms, hidden members. */
export function reachableText(value: unknown): readonly string[] {
  const texts: string[] = [
    inspect(value, { showHidden: true, depth: Infinity, getters: true }),
    String(value),
  ];
  try {
    texts.push(JSON.stringify(value) ?? '');
  } catch {
    // A circle; its members are walked below.
  }
  const seen = new Set<unknown>();
  const waiting: unknown[] = [value];
  while (waiting.length > 0) {
    const node = waiting.pop();
    if (typeof node === 'string') texts.push(node);
    if (typeof node === 'symbol') texts.push(String(node));
    if ((typeof node !== 'object' && typeof node !== 'function') || node === null || seen.has(node)) continue;
    seen.add(node);
    if (node instanceof Map) waiting.push(...node.keys(), ...node.values());
    if (node instanceof Set) waiting.push(...node);
    for (const key of Reflect.ownKeys(node)) {
      waiting.push(key);
      // Methods of a class hold its source, not data.
      if (typeof node !== 'function') waiting.push(Reflect.get(node, key));
    }
  }
  return texts;
}
