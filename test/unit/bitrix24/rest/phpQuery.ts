type PhpMap = Record<string, unknown>;

/** Reads a query as PHP does: `a[b][0]=1` nests, `a[]=1` counts on, and the last of two wins. */
export function readPhpQuery(query: string): PhpMap {
  const root: PhpMap = {};
  for (const pair of query.split('&').filter((part) => part !== '')) {
    const [rawName = '', ...rest] = pair.split('=');
    const name = decode(rawName);
    const open = name.indexOf('[');
    const head = open > 0 ? name.slice(0, open) : name;
    const path =
      open > 0 ? [...name.slice(open).matchAll(/\[([^\]]*)\]/g)].map((match) => match[1] ?? '') : [];
    assign(root, [head, ...path], decode(rest.join('=')));
  }
  return root;
}

function assign(root: PhpMap, path: readonly string[], value: string): void {
  let node = root;
  for (const [index, step] of path.entries()) {
    const key = step === '' ? String(Object.keys(node).length) : step;
    if (index === path.length - 1) {
      node[key] = value;
      return;
    }
    const next = node[key];
    const child: PhpMap = typeof next === 'object' && next !== null ? (next as PhpMap) : {};
    node[key] = child;
    node = child;
  }
}

function decode(text: string): string {
  return decodeURIComponent(text.replaceAll('+', ' '));
}
