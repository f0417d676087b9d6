import { readFileSync } from 'node:fs';
import type { DecodeContext } from '../../../../src/bitrix24/api/wire.ts';
import { createPortalClient, type PortalClient } from '../../../../src/bitrix24/rest/portalClient.ts';
import { ManualClock } from '../../manualClock.ts';
import { SilentLogger } from '../../silentLogger.ts';
import { HttpServer, json } from '../rest/httpServer.ts';

const examples = new URL('../../../portal/examples/', import.meta.url);

/** The results of a method's documented answers. */
export function documentedResults(method: string): readonly unknown[] {
  const entries = JSON.parse(readFileSync(new URL(`${method}.json`, examples), 'utf8')) as {
    body: Record<string, unknown>;
  }[];
  return entries.filter(({ body }) => 'result' in body).map(({ body }) => body['result']);
}

export function documentedResult(method: string): unknown {
  const [result] = documentedResults(method);
  if (result === undefined) throw new Error(`No documented result of ${method}`);
  return result;
}

export interface TestContext extends DecodeContext {
  readonly logger: SilentLogger;
}

export function contextOf(ownUserId = 503): TestContext {
  return { ownUserId, logger: new SilentLogger() };
}

/** A server that answers each call with the next of these results, and a client of it. */
export class ScriptedPortal {
  readonly server: HttpServer;
  readonly client: PortalClient;

  private constructor(server: HttpServer) {
    this.server = server;
    this.client = createPortalClient({
      endpoint: { url: (method) => `${server.origin}/rest/7/code/${method}.json`, params: {}, secrets: [] },
      fetch: (url, init) => fetch(url, init),
      clock: new ManualClock(),
      logger: new SilentLogger(),
    });
  }

  static async open(): Promise<ScriptedPortal> {
    return new ScriptedPortal(await new HttpServer().start());
  }

  /** What was called so far: the method and its parameters. */
  get calls(): readonly (readonly [string, unknown])[] {
    return this.server.requests.map(({ url, body }) => [
      (url.split('/').at(-1) ?? '').replace(/\.json$/, ''),
      JSON.parse(body),
    ]);
  }

  answer(...results: readonly unknown[]): void {
    const first = this.server.requests.length;
    this.server.answer = (_request, response, index) =>
      index - first < results.length
        ? json(response, 200, { result: results[index - first] })
        : json(response, 500, { error: 'NOT_SCRIPTED' });
  }

  async close(): Promise<void> {
    this.client.dispose();
    await this.server.stop();
  }
}
