export type Route = {
  readonly method: string;
  readonly transport: 'json' | 'xml';
  /** Present in the webhook form of the address. */
  readonly webhook: { readonly user: string; readonly code: string } | undefined;
};

/** `/rest/{user}/{code}/{method}` or `/rest/{method}`, each with an optional suffix and trailing slash; `undefined` outside the REST tree. */
export function parseRoute(path: string, basePath: string): Route | undefined {
  const prefix = `${basePath}/rest/`;
  if (!path.startsWith(prefix)) return undefined;
  const parts = path.slice(prefix.length).replace(/\/+$/, '').split('/').map(decodePart);
  const [user = '', code = '', name = ''] = parts;
  if (parts.length === 3) return { ...splitSuffix(name), webhook: { user, code } };
  if (parts.length === 2 && /^\d+$/.test(user)) return { ...splitSuffix(''), webhook: { user, code } };
  return { ...splitSuffix(parts.join('/')), webhook: undefined };
}

function splitSuffix(name: string): { readonly method: string; readonly transport: 'json' | 'xml' } {
  if (name.endsWith('.json')) return { method: name.slice(0, -5), transport: 'json' };
  if (name.endsWith('.xml')) return { method: name.slice(0, -4), transport: 'xml' };
  return { method: name, transport: 'json' };
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
