import type { PortalEndpoint } from '../rest/portalEndpoint.ts';

/** Where a portal is; holds nothing secret. */
export interface PortalAddress {
  /** Scheme, host and port. */
  readonly origin: string;
  /** Of a self-hosted portal below its host's root: `/crm`; else empty. */
  readonly basePath: string;
}

/** An inbound webhook, taken apart. `code` is the secret. */
export interface Webhook extends PortalAddress {
  readonly userId: number;
  readonly code: string;
}

export type WebhookProblem =
  | 'empty'
  | 'notAUrl'
  /** A name or password before the host hides where an address leads. */
  | 'userInfo'
  | 'httpsRequired'
  | 'noRestPath'
  | 'userIdMissing'
  | 'codeMissing';

export type WebhookReading =
  { readonly ok: true; readonly webhook: Webhook } | { readonly ok: false; readonly problem: WebhookProblem };

/** The same in three parts; `address` may be the portal's or a whole webhook URL. */
export interface WebhookParts {
  readonly address: string;
  readonly userId: string;
  readonly code: string;
}

// Zero-width marks, joiners, bidi controls, the soft hyphen and the byte-order mark, which come along with a copied text.
const invisible = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
const closing = /[)"'`<>|,;“”„«»‘’].*$/s;
// A code is sixteen characters long; one followed by a slash is whole at any length.
const wholeWebhook = /\/rest\/(?:api\/)?\d+\/(?:[\w-]{16,}$|[\w-]+[/?#])/i;
const cloudHost = /(?:^|\.)bitrix24\.[a-z]{2,}(?:\.[a-z]{2})?$/;

/** Reads what a person pasted: whole, or in three parts. Nothing of it is looked up, and no message repeats it. */
export function readWebhook(input: string | WebhookParts): WebhookReading {
  return typeof input === 'string' ? readWhole(input) : readParts(input);
}

export function webhookEndpoint(webhook: Webhook): PortalEndpoint {
  const base = `${portalAddress(webhook)}/rest/${webhook.userId}/${webhook.code}/`;
  return { url: (method) => `${base}${method}.json`, params: {}, secrets: [webhook.code] };
}

/** As a person knows it. */
export function portalAddress({ origin, basePath }: PortalAddress): string {
  return origin + basePath;
}

export type PortalReading =
  | { readonly ok: true; readonly portal: PortalAddress }
  | { readonly ok: false; readonly problem: WebhookProblem };

/** Reads the portal's address out of whatever page of it a person copied. */
export function readPortalAddress(input: string): PortalReading {
  const url = readUrl(input);
  if (typeof url === 'string') return { ok: false, problem: url };
  return { ok: true, portal: { origin: url.origin, basePath: basePathOf(url) } };
}

function readWhole(input: string): WebhookReading {
  const url = readUrl(input);
  if (typeof url === 'string') return no(url);

  const path = plainPath(url);
  const rest = /^(.*?)\/rest(?:\/api)?(?:\/(.*))?$/i.exec(path);
  if (rest === null) return no('noRestPath');
  // A sub-path may hold a folder called `rest` itself.
  const whole = /^(.*?)\/rest\/(?:api\/)?(\d+)(?:\/(.*))?$/i.exec(path);
  if (whole === null) return no('userIdMissing');
  const [, basePath = '', userId = '', tail = ''] = whole;
  return assemble(url, basePath, userId, tail.split('/')[0] ?? '');
}

function readParts({ address, userId, code }: WebhookParts): WebhookReading {
  const whole = readWhole(address);
  if (whole.ok && userId.trim() === '' && code.trim() === '') return whole;
  const url = readUrl(address);
  if (typeof url === 'string') return no(url);

  return assemble(url, basePathOf(url), clean(userId), clean(code).replaceAll('/', ''));
}

/** Of a cloud portal people copy whatever page they stand on; only a self-hosted one has a path of its own. */
function basePathOf(url: URL): string {
  const path = cloudHost.test(url.hostname) ? '' : plainPath(url).replace(/\/rest(?:\/.*)?$/i, '');
  return path.replace(/\/+$/, '');
}

function assemble(url: URL, basePath: string, userId: string, code: string): WebhookReading {
  const id = /^\d{1,15}$/.test(userId) ? Number(userId) : 0;
  if (id === 0) return no('userIdMissing');
  if (!/^[\w-]+$/.test(code)) return no('codeMissing');
  return { ok: true, webhook: { origin: url.origin, basePath, userId: id, code } };
}

function readUrl(input: string): URL | WebhookProblem {
  const text = addressIn(input);
  if (text === '') return 'empty';

  const scheme = /^([a-z][a-z0-9+.-]*):[/\\]+/i.exec(text);
  if (scheme === null && !/^(?:localhost|\[|[^/]*[.:])|\/rest\//i.test(text)) return 'notAUrl';
  const address = scheme === null ? `https://${text.replace(/^[/\\]+/, '')}` : text;
  if (!/^https?:/i.test(address) || !URL.canParse(address)) return 'notAUrl';

  const url = new URL(address);
  if (url.username !== '' || url.password !== '') return 'userInfo';
  if (!isLoopback(url.hostname)) return url.protocol === 'https:' ? url : 'httpsRequired';
  if (scheme === null) url.protocol = 'http:';
  return url;
}

/** The address without what it was wrapped in: quotes, brackets, markdown, words around it, breaks inside it. */
function addressIn(input: string): string {
  const tokens = input.replaceAll(invisible, '').trim().split(/\s+/);
  const whole = tokens.find((token) => wholeWebhook.test(clean(token)));
  // Otherwise a break may have fallen into the middle of the address.
  const joined = whole ?? tokens.join('');
  const start = joined.search(/https?:[/\\]+/i);
  return clean(start > 0 ? joined.slice(start) : joined);
}

function clean(text: string): string {
  return text
    .replaceAll(invisible, '')
    .replaceAll(/\s+/g, '')
    .replace(/^["'`<>([{|“”„«»‘’*]+(?!:)/, '')
    .replace(closing, '')
    .replace(/(?<!\[[\da-f:.]+)[\]}.*]+$/i, '')
    .replace(/^(?:https?:[/\\]+)+(?=https?:[/\\])/i, '');
}

function plainPath(url: URL): string {
  let path = url.pathname;
  try {
    path = decodeURIComponent(path);
  } catch {
    // A stray percent sign: taken as it stands.
  }
  return clean(path).replaceAll(/\/{2,}/g, '/');
}

/** The only hosts plain http is good for. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}

function no(problem: WebhookProblem): WebhookReading {
  return { ok: false, problem };
}
