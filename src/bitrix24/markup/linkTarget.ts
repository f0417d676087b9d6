// The one gate for everything in a message that can be opened. What does not pass stays text.
import type { LinkTarget } from '../../model/richText.ts';

/** Longer addresses are not links; every check below costs at most this much. */
export const MAX_LINK_LENGTH = 4096;
const MAX_AUTHORITY_LENGTH = 300;

const PHONE = /^[0-9+*#(),;./ -]{1,64}$/;
const PORT = /^[0-9]{0,5}$/;
const IPV6 = /^\[[0-9a-fA-F:.]{2,45}\]$/;
const HOST_BREAKERS = new Set(' <>"^`|{}%[]@:');

/**
 * Reads an address that somebody else wrote: http, https, mailto, tel or a path of the portal (`/...`).
 * Spaces inside become `%20`, nothing else is altered: a look-alike host stays as it was written.
 */
export function readLinkTarget(raw: string): LinkTarget | undefined {
  const text = trimSpaces(raw);
  if (text === '' || text.length > MAX_LINK_LENGTH) return undefined;
  if (text.startsWith('/')) return readPortalPath(text);

  const colon = text.slice(0, 'mailto:'.length).indexOf(':');
  const scheme = colon < 0 ? '' : text.slice(0, colon).toLowerCase();
  const rest = text.slice(colon + 1);
  const isAllowed =
    scheme === 'http' || scheme === 'https'
      ? hasPlainHost(rest)
      : scheme === 'mailto'
        ? rest !== ''
        : scheme === 'tel' && isPhoneNumber(rest);
  if (!isAllowed || hasForbidden(text)) return undefined;
  return { kind: 'url', url: text.replaceAll(' ', '%20') };
}

/** As `readLinkTarget`, for what is fetched and not only opened: http, https and paths of the portal. */
export function readWebTarget(raw: string): LinkTarget | undefined {
  const target = readLinkTarget(raw);
  if (target?.kind !== 'url') return target;
  return target.url.slice(0, 4).toLowerCase() === 'http' ? target : undefined;
}

/** A number as people write it, with a digit in it. */
export function isPhoneNumber(text: string): boolean {
  return PHONE.test(text) && /[0-9]/.test(text);
}

/**
 * Characters that have no business in an address: controls and invisible direction marks (they disguise), white space
 * other than the plain space, the backslash (browsers read it as a slash) and halves of a surrogate pair.
 */
export function isForbiddenInLink(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  if (code < 0x20 || code === 0x5c) return true;
  if (code < 0x7f) return false;
  if (code <= 0xa0) return true;
  if (code < 0x1680) return code === 0x61c;
  if (code >= 0xd800 && code <= 0xdfff) return isLoneSurrogate(text, index, code);
  return (
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x200b) ||
    code === 0x200e ||
    code === 0x200f ||
    (code >= 0x2028 && code <= 0x202f) ||
    (code >= 0x205f && code <= 0x206f) ||
    code === 0x3000 ||
    code === 0xfeff
  );
}

function isLoneSurrogate(text: string, index: number, code: number): boolean {
  const other = text.charCodeAt(code <= 0xdbff ? index + 1 : index - 1);
  return code <= 0xdbff ? !(other >= 0xdc00 && other <= 0xdfff) : !(other >= 0xd800 && other <= 0xdbff);
}

function hasForbidden(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    if (isForbiddenInLink(text, index)) return true;
  }
  return false;
}

function readPortalPath(text: string): LinkTarget | undefined {
  // `//host` would leave the portal.
  if (text[1] === '/' || hasForbidden(text)) return undefined;
  return { kind: 'portalPath', path: text.replaceAll(' ', '%20') };
}

/** `//host[:port]` and then anything. No user name before the host: `https://portal@evil` only serves to deceive. */
function hasPlainHost(rest: string): boolean {
  if (!rest.startsWith('//')) return false;

  let end = 2;
  while (end < rest.length && !'/?#'.includes(rest.charAt(end))) {
    end += 1;
    if (end > MAX_AUTHORITY_LENGTH) return false;
  }
  const authority = rest.slice(2, end);
  const portAt = authority.lastIndexOf(':');
  const hasPort = portAt >= 0 && !authority.endsWith(']');
  const host = hasPort ? authority.slice(0, portAt) : authority;
  if (hasPort && !PORT.test(authority.slice(portAt + 1))) return false;
  const isHost = host.startsWith('[')
    ? IPV6.test(host)
    : host !== '' && ![...host].some((char) => HOST_BREAKERS.has(char));
  if (!isHost) return false;
  // Names in other scripts have rules of their own. Without the path, so that a refusal costs little.
  return URL.canParse(`https://${authority}`);
}

function trimSpaces(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && text[start] === ' ') start += 1;
  while (end > start && text[end - 1] === ' ') end -= 1;
  return text.slice(start, end);
}
