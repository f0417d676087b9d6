import { phpArray, type PhpMap, type PhpValue } from '../rest/phpValue.ts';

type Branch = Map<string, Branch | string>;

/** A form or query string the way PHP reads it: `a[b][]=1` nests, the last of equal names wins, `+` is a space. */
export function parsePhpQuery(text: string): PhpMap {
  return nestFields(
    text
      .split('&')
      .filter((pair) => pair !== '')
      .map((pair) => {
        const equals = pair.indexOf('=');
        if (equals < 0) return [decode(pair), ''];
        return [decode(pair.slice(0, equals)), decode(pair.slice(equals + 1))];
      }),
  );
}

/** Bracketed field names to nested arrays. */
export function nestFields(fields: Iterable<readonly [string, string]>): PhpMap {
  const root: Branch = new Map();
  for (const [name, value] of fields) {
    const path = pathOf(name);
    if (path !== undefined) store(root, path, value);
  }
  return Object.fromEntries([...root].map(([key, value]) => [key, freeze(value)]));
}

function decode(text: string): string {
  const spaced = text.replaceAll('+', ' ');
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced;
  }
}

function pathOf(name: string): readonly string[] | undefined {
  const bracket = name.indexOf('[');
  const head = (bracket < 0 ? name : name.slice(0, bracket)).trimStart().replace(/[. ]/g, '_');
  if (head === '') return undefined;
  if (bracket < 0) return [head];
  const keys = [...name.slice(bracket).matchAll(/\[([^\]]*)\]/g)].map((match) => match[1] ?? '');
  return keys.length === 0 ? [name.replace(/[. [\]]/g, '_')] : [head, ...keys];
}

function store(root: Branch, path: readonly string[], value: string): void {
  let branch = root;
  for (const [depth, rawKey] of path.entries()) {
    const key = rawKey === '' ? nextIndex(branch) : rawKey;
    if (depth === path.length - 1) {
      branch.set(key, value);
      return;
    }
    const below = branch.get(key);
    const next: Branch = below instanceof Map ? below : new Map();
    branch.set(key, next);
    branch = next;
  }
}

function nextIndex(branch: Branch): string {
  const used = [...branch.keys()].filter((key) => /^\d+$/.test(key)).map(Number);
  return String(used.length === 0 ? 0 : Math.max(...used) + 1);
}

function freeze(value: Branch | string): PhpValue {
  if (typeof value === 'string') return value;
  return phpArray([...value].map(([key, item]) => [key, freeze(item)]));
}
