import type { LinkTarget } from '../model/richText.ts';

/** The address for `href`, or `undefined` for a scheme that a page must not carry and for the portal's own paths. */
export function hrefOf(target: LinkTarget): string | undefined {
  if (target.kind !== 'url') return undefined;
  return /^(?:https?|mailto|tel):/i.test(target.url) ? target.url : undefined;
}
