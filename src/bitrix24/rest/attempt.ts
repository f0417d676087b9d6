import type { Clock, Fetch, FetchResponse } from '../../base/ports.ts';
import { moveTarget } from './moveTarget.ts';
import type { PortalEndpoint } from './portalEndpoint.ts';
import { isPortalError, PortalError } from './portalError.ts';
import { requestBody } from './requestBody.ts';
import { transportFailure } from './transportFailure.ts';

export interface AttemptRequest {
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly signal: AbortSignal;
  /** For the whole exchange, the body's last byte included. */
  readonly timeLimitMs: number;
}

export interface AttemptAnswer {
  readonly status: number;
  readonly text: string;
}

// A page of 50 messages with its files is some 200 KB.
const SIZE_LIMIT = 32 * 1024 * 1024;

/** One HTTP exchange: no queue, no repeat, no reading of the answer. Rejects with a PortalError only. */
export async function attempt(
  fetch: Fetch,
  clock: Clock,
  endpoint: PortalEndpoint,
  request: AttemptRequest,
): Promise<AttemptAnswer> {
  const { method, signal } = request;
  if (signal.aborted)
    throw new PortalError({ kind: 'aborted', code: 'ABORTED', outcome: 'not-executed', method });
  const controller = new AbortController();
  let ending: 'aborted' | 'timeout' | undefined;
  const stop = (reason: 'aborted' | 'timeout'): void => {
    ending ??= reason;
    controller.abort();
  };
  const abort = (): void => stop('aborted');
  const timer = clock.schedule(() => stop('timeout'), request.timeLimitMs);
  signal.addEventListener('abort', abort, { once: true });

  try {
    return await untilAborted(exchange(fetch, endpoint, request, controller.signal), controller.signal);
  } catch (error) {
    // Lets go of a connection whose answer nobody will read to its end.
    controller.abort();
    if (ending !== undefined) {
      throw new PortalError({ kind: ending, code: ending.toUpperCase(), outcome: 'unknown', method });
    }
    if (isPortalError(error)) throw error;
    // The foreign error stays here: node-fetch writes the URL, secret and all, into its message.
    throw new PortalError({ kind: 'network', ...transportFailure(error), method });
  } finally {
    timer.dispose();
    signal.removeEventListener('abort', abort);
  }
}

async function exchange(
  fetch: Fetch,
  endpoint: PortalEndpoint,
  { method, params }: AttemptRequest,
  signal: AbortSignal,
): Promise<AttemptAnswer> {
  const url = endpoint.url(method);
  const { contentLength, ...rest } = requestBody({ ...params, ...endpoint.params });
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'Accept': 'application/json',
      'Content-Type': 'application/json',
      'User-Agent': 'bitrix24-messenger',
      ...(contentLength === undefined ? {} : { 'Content-Length': String(contentLength) }),
    },
    ...rest,
    redirect: 'manual',
    signal,
  });
  const { status } = response;

  // A browser hides a redirect it does not follow behind the status 0.
  if (status === 0 || (status >= 300 && status < 400)) {
    const movedTo = moveTarget(response.headers.get('location'), url);
    throw new PortalError({ kind: 'moved', code: 'MOVED', outcome: 'not-executed', method, status, movedTo });
  }
  const text = await readBody(response);
  if (text === undefined) {
    throw new PortalError({ kind: 'malformed', code: 'TOO_LARGE', outcome: 'unknown', method, status });
  }
  return { status, text };
}

async function readBody(response: FetchResponse): Promise<string | undefined> {
  if (Number(response.headers.get('content-length')) > SIZE_LIMIT) return undefined;
  if (!response.body) {
    const whole = await response.text();
    return whole.length > SIZE_LIMIT ? undefined : whole;
  }

  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for await (const chunk of response.body) {
    size += chunk.length;
    if (size > SIZE_LIMIT) return undefined;
    text += typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

/** Holds even against a `fetch` that does not listen to its signal. */
export function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(new Error('Aborted'));
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
