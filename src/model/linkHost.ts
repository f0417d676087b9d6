import type { LinkTarget } from './richText.ts';

export interface LinkHost {
  /** As somebody wrote it, look-alike letters and all. */
  readonly written: string;
  /** As the network spells it, where that is something else: `xn--...`. */
  readonly spelled: string | undefined;
}

/** Where a link leads; `undefined` for mail, phone and the portal's own paths. */
export function linkHost(target: LinkTarget): LinkHost | undefined {
  if (target.kind !== 'url' || !/^https?:\/\//i.test(target.url)) return undefined;
  const written = authorityOf(target.url);
  if (!URL.canParse(target.url)) return { written, spelled: undefined };
  const spelled = new URL(target.url).host;
  const isSame = spelled === written.toLowerCase() || `${spelled}:` === written.toLowerCase();
  return { written, spelled: isSame || isDefaultPort(written, spelled) ? undefined : spelled };
}

/**
 * Whether the words of a link name another host than the one it leads to. Words that name no host promise nothing.
 */
export function isDisguised(target: LinkTarget, words: string): boolean {
  const host = linkHost(target);
  const promised = /^\s*(?:https?:\/\/)?((?:[\p{L}\p{N}-]+\.)+\p{L}{2,})(?=[/:?#\s]|$)/iu.exec(words)?.[1];
  if (host === undefined || promised === undefined || !URL.canParse(`https://${promised}`)) return false;
  const name = (host.spelled ?? host.written).replace(/:\d*$/, '').toLowerCase();
  const promisedName = new URL(`https://${promised}`).hostname;
  return withoutWww(name) !== withoutWww(promisedName);
}

function authorityOf(url: string): string {
  const start = url.indexOf('//') + 2;
  let end = start;
  while (end < url.length && !'/?#'.includes(url.charAt(end))) end += 1;
  return url.slice(start, end);
}

function isDefaultPort(written: string, spelled: string): boolean {
  const at = written.lastIndexOf(':');
  return (
    at > 0 && written.slice(0, at).toLowerCase() === spelled && ['80', '443'].includes(written.slice(at + 1))
  );
}

function withoutWww(host: string): string {
  return host.startsWith('www.') ? host.slice(4) : host;
}
