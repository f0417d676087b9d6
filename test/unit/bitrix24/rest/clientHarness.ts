import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { createServer } from 'node:net';
import type { Fetch } from '../../../../src/base/ports.ts';
import type { AttemptReport } from '../../../../src/bitrix24/rest/callRunner.ts';
import {
  createPortalClient,
  type PortalClient,
  type PortalClientParts,
} from '../../../../src/bitrix24/rest/portalClient.ts';
import type { PortalEndpoint } from '../../../../src/bitrix24/rest/portalEndpoint.ts';
import { isPortalError, type PortalError } from '../../../../src/bitrix24/rest/portalError.ts';
import { ManualClock } from '../../manualClock.ts';
import { SilentLogger } from '../../silentLogger.ts';
import { HttpServer } from './httpServer.ts';

export const SECRET = 'k3v9x0q7w2e5r8t1';

/** A server and a client that speaks with it, or with whatever a test points it at; there from `start` on. */
export class ClientHarness {
  readonly #fetch: Fetch;
  server!: HttpServer;
  logger!: SilentLogger;
  attempts!: AttemptReport[];
  clock!: ManualClock;
  client!: PortalClient;

  constructor(fetch: Fetch) {
    this.#fetch = fetch;
  }

  /** Everything is new after it: nothing of the test before is left. */
  async start(): Promise<void> {
    this.server = await new HttpServer().start();
    this.logger = new SilentLogger();
    this.attempts = [];
    this.open();
  }

  /** Makes the client anew. Its back-offs take no time unless it is given a clock that stands still. */
  open(parts: Partial<PortalClientParts> & { readonly clock?: ManualClock } = {}): void {
    this.clock = parts.clock ?? new ManualClock({ skipUpToMs: 5_000 });
    this.client = createPortalClient({
      endpoint: endpointAt(this.server.origin),
      fetch: this.#fetch,
      logger: this.logger,
      random: () => 0.5,
      ...parts,
      clock: this.clock,
    });
    this.client.onDidAttempt((report) => this.attempts.push(report));
  }

  async stop(): Promise<void> {
    this.client.dispose();
    await this.server.stop();
  }
}

export function endpointAt(origin: string): PortalEndpoint {
  return { url: (method) => `${origin}/rest/7/${SECRET}/${method}.json`, params: {}, secrets: [SECRET] };
}

export async function failureOf(call: Promise<unknown>): Promise<PortalError> {
  const error: unknown = await call.then(
    () => assert.fail('The call went through'),
    (thrown: unknown) => thrown,
  );
  assert.ok(isPortalError(error), String(error));
  return error;
}

/** A port nobody listens on. */
export async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  await new Promise((resolve) => {
    server.close(resolve);
  });
  return typeof address === 'object' && address !== null ? address.port : 0;
}

export function gatewayPage(response: ServerResponse): void {
  response.writeHead(502, { 'Content-Type': 'text/html' }).end('<html><h1>502 Bad Gateway</h1></html>');
}

/** Announces more than comes. */
export function cutBody(response: ServerResponse): void {
  response.writeHead(200, { 'Content-Length': '1000' });
  response.write('{"result":', () => response.destroy());
}
