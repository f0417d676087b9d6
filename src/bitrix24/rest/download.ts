import type { Clock, Fetch, FetchResponse } from '../../base/ports.ts';
import { untilAborted } from './attempt.ts';
import { type PortalRefusal, readEnvelope } from './envelope.ts';
import type { PortalEndpoint } from './portalEndpoint.ts';
import { isPortalError, PortalError, type PortalFailure } from './portalError.ts';
import { transportFailure } from './transportFailure.ts';

export interface DownloadRequest {
  /** As the portal signed it. Holds the secret: for `fetch` alone. */
  readonly link: string;
  /** Whether it may lie elsewhere from the start, as pictures of people do; nothing secret goes there. */
  readonly mayBeElsewhere?: boolean;
  /** Where more comes, nothing is taken: it is not the file that was asked for. */
  readonly maxBytes: number;
  /** False where a page of words instead of the file would be taken for it. */
  readonly mayBeHtml: boolean;
  /** `total` as the portal says it, where it does. May take its time; the rest waits. */
  readonly onBytes: (bytes: Uint8Array, total: number | undefined) => void | Promise<void>;
  readonly signal: AbortSignal;
}

/** For the log and for errors; the link has no place there. */
export const DOWNLOAD = 'download';

interface DownloadPorts {
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly endpoint: PortalEndpoint;
}

/** Turns the portal's own no into an error that holds no secret. */
type Refuse = (refusal: PortalRefusal, status: number) => PortalError;

// An answer whose next byte lets wait this long will not come.
const SILENCE_LIMIT_MS = 30_000;
const MOST_REDIRECTS = 3;
const ERROR_LIMIT = 64 * 1024;

/**
 * Fetches a signed link. A redirect to another host is followed only where no secret goes along: portals keep large files
 * in a store of their own. Rejects with a PortalError only.
 */
export async function download(
  { fetch, clock, endpoint }: DownloadPorts,
  request: DownloadRequest,
  refusal: Refuse,
): Promise<void> {
  if (request.signal.aborted) throw failure({ kind: 'aborted', code: 'ABORTED', outcome: 'not-executed' });
  const controller = new AbortController();
  let ending: 'aborted' | 'timeout' | undefined;
  const stop = (reason: 'aborted' | 'timeout'): void => {
    ending ??= reason;
    controller.abort();
  };
  const abort = (): void => stop('aborted');
  const watchdog = (): { dispose(): void } => clock.schedule(() => stop('timeout'), SILENCE_LIMIT_MS);
  let timer = watchdog();
  const heard = (): void => {
    timer.dispose();
    timer = watchdog();
  };
  request.signal.addEventListener('abort', abort, { once: true });

  const work = async (): Promise<void> => {
    const response = await follow(fetch, endpoint, request, controller.signal);
    heard();
    if (response.status !== 200) throw await refusalOf(response, refusal);
    await take(response, request, heard, controller.signal);
  };
  try {
    await untilAborted(work(), controller.signal);
  } catch (error) {
    if (ending !== undefined) throw failure({ kind: ending, code: ending.toUpperCase(), outcome: 'unknown' });
    if (isPortalError(error)) throw error;
    // Whatever the disk says of bytes that cannot be kept is the caller's own.
    if (error instanceof SinkError) throw error.cause;
    throw failure({ kind: 'network', ...transportFailure(error) });
  } finally {
    timer.dispose();
    request.signal.removeEventListener('abort', abort);
    // Lets go of a connection whose answer nobody will read to its end.
    controller.abort();
  }
}

class SinkError extends Error {}

async function follow(
  fetch: Fetch,
  endpoint: PortalEndpoint,
  { link, mayBeElsewhere = false }: DownloadRequest,
  signal: AbortSignal,
): Promise<FetchResponse> {
  const home = new URL(endpoint.url(''));
  const first = URL.canParse(link, home.href) ? new URL(link, home.href) : undefined;
  const isElsewhere = first?.origin !== home.origin;
  if (first === undefined || (isElsewhere && !(mayBeElsewhere && isSafe(first, home, endpoint.secrets)))) {
    throw failure({ kind: 'malformed', code: 'FOREIGN_LINK', outcome: 'rejected' });
  }
  let url = first;
  const secrets = isElsewhere ? endpoint.secrets : [...endpoint.secrets, ...secretsOf(url)];
  for (let count = 0; count <= MOST_REDIRECTS; count++) {
    const response = await fetch(url.href, {
      method: 'GET',
      headers: {
        // The server in front of a portal may know no file for whoever does not look like a browser (api-facts 1.1).
        'Accept': '*/*',
        'Accept-Language': 'en',
        'User-Agent': 'Mozilla/5.0 (compatible; bitrix24-messenger)',
        ...(url.origin === home.origin ? { Referer: `${home.origin}/` } : {}),
      },
      redirect: 'manual',
      signal,
    });
    const { status } = response;
    if (status !== 0 && (status < 300 || status >= 400)) return response;
    const target = targetOf(response.headers.get('location'), url);
    if (target === undefined || !isSafe(target, home, secrets)) {
      throw failure({ kind: 'moved', code: 'MOVED', outcome: 'not-executed', status });
    }
    url = target;
  }
  throw failure({ kind: 'malformed', code: 'TOO_MANY_REDIRECTS', outcome: 'unknown' });
}

/** At home everything may go along; elsewhere nothing that opens the portal, and nothing in the clear. */
function isSafe(target: URL, home: URL, secrets: readonly string[]): boolean {
  if (target.username !== '' || target.password !== '') return false;
  if (target.origin === home.origin) return true;
  if (target.protocol !== 'https:' && target.protocol !== home.protocol) return false;
  const texts = [target.href, decoded(target.href)];
  return !secrets.some((secret) => texts.some((text) => text.includes(secret)));
}

function secretsOf(url: URL): readonly string[] {
  return [...url.searchParams].flatMap(([, value]) =>
    value.length < 4 ? [] : [value, encodeURIComponent(value.toWellFormed())],
  );
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function targetOf(location: string | null, from: URL): URL | undefined {
  return location !== null && URL.canParse(location, from.href) ? new URL(location, from.href) : undefined;
}

async function take(
  response: FetchResponse,
  { maxBytes, mayBeHtml, onBytes }: DownloadRequest,
  heard: () => void,
  signal: AbortSignal,
): Promise<void> {
  const { status, headers } = response;
  const type = headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type === 'text/html' && !mayBeHtml) {
    throw failure({ kind: 'malformed', code: 'NOT_A_FILE', outcome: 'unknown', status });
  }
  const declared = Number(headers.get('content-length') ?? Number.NaN);
  const tooLarge = (): PortalError =>
    failure({ kind: 'malformed', code: 'TOO_LARGE', outcome: 'unknown', status });
  if (declared > maxBytes) throw tooLarge();
  if (!response.body) throw failure({ kind: 'malformed', code: 'NO_BODY', outcome: 'unknown', status });

  const encoder = new TextEncoder();
  // Packed bytes have another length than what they unpack to.
  const isPlain = (headers.get('content-encoding') ?? 'identity') === 'identity';
  const total = isPlain && Number.isSafeInteger(declared) ? declared : undefined;
  let received = 0;
  for await (const chunk of response.body) {
    const bytes = typeof chunk === 'string' ? encoder.encode(chunk) : chunk;
    received += bytes.byteLength;
    heard();
    if (received > maxBytes) throw tooLarge();
    if (signal.aborted) return;
    try {
      await onBytes(bytes, total);
    } catch (error) {
      throw new SinkError('The bytes were not taken', { cause: error });
    }
  }
  if (total !== undefined && received !== total) {
    throw failure({ kind: 'network', code: 'CUT_SHORT', outcome: 'unknown', status });
  }
}

/** The portal's own no, where it can be read. */
async function refusalOf(response: FetchResponse, refusal: Refuse): Promise<PortalError> {
  const { status } = response;
  let text = '';
  if (response.body) {
    const decoder = new TextDecoder();
    for await (const chunk of response.body) {
      text += typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
      if (text.length > ERROR_LIMIT) break;
    }
  }
  const envelope = readEnvelope(text);
  if (envelope.kind === 'error') return refusal(envelope, status);
  const kind = status === 404 || status === 403 || status === 410 ? 'rejected' : 'server';
  const outcome = kind === 'rejected' ? 'rejected' : 'unknown';
  return failure({ kind, code: `HTTP_${status}`, outcome, status });
}

function failure(what: Omit<PortalFailure, 'method'>): PortalError {
  return new PortalError({ ...what, method: DOWNLOAD });
}
