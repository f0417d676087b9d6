import { createServer } from 'node:http';
import type { Disposable } from '../../base/disposable.ts';

/** Fixed, because the address stands on the application's card. */
const LOOPBACK_PORT = 28_924;
export const LOOPBACK_ADDRESS = `http://127.0.0.1:${LOOPBACK_PORT}/bitrix24/`;

const PATH = new URL(LOOPBACK_ADDRESS).pathname;
const LONGEST_ADDRESS = 8_192;

/**
 * Hears the browser come back to this machine. `page` makes the sentence that the browser then shows. Where another
 * program has the port, nothing is heard: there are other ways back.
 */
export function listenOnLoopback(
  onReturn: (query: URLSearchParams) => boolean,
  page: (isAccepted: boolean) => string,
): Disposable {
  const server = createServer((request, response) => {
    request.resume();
    const target = request.url ?? '';
    const isReturn =
      request.method === 'GET' &&
      target.length <= LONGEST_ADDRESS &&
      // A page elsewhere can make a browser ask this address, but not under this name.
      request.headers.host === `127.0.0.1:${LOOPBACK_PORT}` &&
      URL.canParse(target, LOOPBACK_ADDRESS);
    const url = isReturn ? new URL(target, LOOPBACK_ADDRESS) : undefined;
    if (url?.pathname !== PATH) {
      response.writeHead(404).end();
      return;
    }
    const isAccepted = onReturn(url.searchParams);
    response.writeHead(isAccepted ? 200 : 400, {
      'Content-Type': 'text/plain; charset=utf-8',
      'Cache-Control': 'no-store',
      'Referrer-Policy': 'no-referrer',
      'Connection': 'close',
    });
    response.end(page(isAccepted));
  });
  server.on('error', () => undefined);
  server.listen(LOOPBACK_PORT, '127.0.0.1');
  return {
    dispose: () => {
      server.close();
      // The answer that is being written is let through.
      server.closeIdleConnections();
    },
  };
}
