// Where a renamed portal sends its callers (api-facts 1.1).

/** Of Bitrix24 itself: never a company's portal. A deleted portal's address may lead there. */
const companySite = /^(?:www\.)?bitrix24\.[a-z]{2,}(?:\.[a-z]{2})?$/;
const plainPath = /^(?:\/[\w.~-]+)*$/;

/**
 * Origin and sub-path of the new address. `undefined` where the redirect leads to some page instead of to the same call
 * elsewhere: a network's sign-in, a company's site. What stands behind the sub-path holds the secret and stays here.
 */
export function moveTarget(location: string | null, url: string): string | undefined {
  if (location === null || !URL.canParse(location, url)) return undefined;
  const from = new URL(url);
  const target = new URL(location, url);
  if (target.protocol !== 'https:' && target.protocol !== 'http:') return undefined;
  if (companySite.test(target.hostname)) return undefined;
  const basePath = basePathOf(target, from);
  if (basePath === undefined) return undefined;
  const address = target.origin + basePath;
  return from.href.startsWith(`${address}/rest/`) ? undefined : address;
}

function basePathOf(target: URL, from: URL): string | undefined {
  const call = from.pathname.slice(from.pathname.lastIndexOf('/rest/'));
  // Some front servers name the host alone.
  if (target.pathname === '/') return target.origin === from.origin ? undefined : '';
  if (!target.pathname.endsWith(call)) return undefined;
  const basePath = target.pathname.slice(0, -call.length);
  return plainPath.test(basePath) ? basePath : undefined;
}
