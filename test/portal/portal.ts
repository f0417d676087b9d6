// The simulated portal as an HTTP server, and what a test may see and do behind its back.
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { DisposableStore, type Disposable } from '../../src/base/disposable.ts';
import type { Clock } from '../../src/base/ports.ts';
import { CallLog, type PortalCall } from './callLog.ts';
import { Faults } from './faults.ts';
import { Oddities } from './oddities.ts';
import type { Features, Principal } from './methods/call.ts';
import { catalogue } from './methods/catalogue.ts';
import { type OAuthOptions, PortalOAuth } from './oauth/portalOAuth.ts';
import { Person } from './person.ts';
import type { UserRecord } from './records.ts';
import { Pictures } from './pictures.ts';
import { RequestHandler } from './requestHandler.ts';
import { Dispatcher } from './rest/dispatcher.ts';
import { LeakyBucket } from './rest/leakyBucket.ts';
import { OperatingMeter } from './rest/operatingMeter.ts';
import type { TimeStyle } from './rest/timeEnvelope.ts';
import type { Seed, SeedResult } from './seed.ts';
import { systemClock } from './systemClock.ts';
import { World, type WorldOptions } from './world.ts';

export type PortalOptions = {
  readonly seed: Seed | ((world: World) => SeedResult);
  /** Default 0: any free one. */
  readonly port?: number;
  /** Default 50 requests, leaking 2 a second, as in the cloud. */
  readonly rate?: { readonly capacity?: number; readonly leakPerSecond?: number } | 'off';
  /** Default 480; 'off' as on a self-hosted portal, where `time` has no operating fields. */
  readonly operatingLimitSeconds?: number | 'off';
  /** Sub-path of a self-hosted portal, such as `/intranet`. */
  readonly basePath?: string;
  readonly tls?: { readonly key: string; readonly cert: string };
  /** Default int, as builds of 2026 do. */
  readonly timeStyle?: TimeStyle;
  /** Starts the seed's live script. */
  readonly live?: boolean;
  readonly clock?: Clock;
  readonly utcOffsetMinutes?: number;
  readonly language?: WorldOptions['language'];
  /** Gets one line per call, without secrets. */
  readonly log?: (line: string) => void;
  /** Answers plain http with INVALID_REQUEST. */
  readonly httpsRequired?: boolean;
  readonly features?: Partial<Features>;
  /** Answers in every odd way that is known, never twice the same. */
  readonly odd?: boolean;
  /** Local applications, with pages to sign in on and an auth server of their own; none by default. */
  readonly oauth?: OAuthOptions;
};

export type Portal = {
  /** Origin and base path, without a trailing slash. */
  readonly url: string;
  readonly port: number;
  readonly world: World;
  readonly users: readonly UserRecord[];
  readonly mainUserId: number;
  readonly faults: Faults;
  /** What people and chats look like. */
  readonly pictures: Pictures;
  /** Throws on a portal without applications. */
  readonly oauth: PortalOAuth;
  readonly calls: readonly PortalCall[];
  /** With a trailing slash; of the main user by default. */
  webhookUrl(userId?: number): string;
  waitForCall(isWanted: (call: PortalCall) => boolean, options?: { timeoutMs?: number }): Promise<PortalCall>;
  onCall(listener: (call: PortalCall) => void): Disposable;
  clearCalls(): void;
  revokeWebhook(userId?: number): void;
  /** Of all webhooks and tokens of the user. */
  setScopes(userId: number, scopes: readonly string[]): void;
  /** Makes an access token; default scopes im and user, one hour. */
  addToken(token: string, userId: number, scopes?: readonly string[]): void;
  expireToken(token: string): void;
  /** Adds execution time to a method's budget, as slow calls would. */
  spendOperating(userId: number, method: string, seconds: number): void;
  /** Renames the portal: it answers at another address, and the former one leads there with 302. Resolves to the new one. */
  move(): Promise<string>;
  /** A portal that answers nobody any more: deleted by its owner, or blocked by Bitrix24. Disposing opens it again. */
  close(why: 'deleted' | 'suspended'): Disposable;
  /** Another person using the portal; the same code as over REST, without limits and faults. */
  as(userId: number): Person;
  /** Closes all connections, held calls included. */
  stop(): Promise<void>;
};

const HOUR_MS = 3600_000;
const MAX_FILE_BYTES = 100 * 1024 * 1024;

/** Listens on 127.0.0.1 only. Rejects when the port is taken. */
export async function startPortal(options: PortalOptions): Promise<Portal> {
  const clock = options.clock ?? systemClock;
  const world = new World({
    clock,
    ...(options.utcOffsetMinutes === undefined ? {} : { utcOffsetMinutes: options.utcOffsetMinutes }),
    ...(options.language === undefined ? {} : { language: options.language }),
  });
  const seeded = typeof options.seed === 'function' ? options.seed(world) : options.seed.build(world);
  for (const grant of seeded.webhooks) world.credentials.addWebhook(grant);

  const operating =
    options.operatingLimitSeconds === 'off'
      ? undefined
      : new OperatingMeter(options.operatingLimitSeconds ?? 480, () => clock.now());
  const timeStyle = options.timeStyle ?? 'int';
  const features = {
    templateId: true,
    uuidShown: true,
    lastIdZero: true,
    fileLinks: 'once' as const,
    fileLinksNeedHeaders: true,
    maxFileBytes: MAX_FILE_BYTES,
    missingMethods: [],
    ...options.features,
  };
  const dispatcher = new Dispatcher({ world, features, timeStyle, catalogue, operating });
  const faults = new Faults();
  const calls = new CallLog();
  const pictures = new Pictures();
  const basePath = options.basePath ?? '';
  const log = options.log ?? (() => undefined);
  const handler = new RequestHandler({
    world,
    dispatcher,
    bucket: bucketOf(options.rate, clock),
    faults,
    calls,
    pictures,
    basePath,
    features,
    timeStyle,
    oddities: options.odd === true ? new Oddities(1) : undefined,
    refusesPlainHttp: options.httpsRequired === true && options.tls === undefined,
    log,
  });
  const oauth = options.oauth && new PortalOAuth(world, basePath, options.oauth);
  await oauth?.server.start();
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if ((await oauth?.handle(request, response)) !== true) await handler.handle(request, response);
  };
  const listener: RequestListener = (request, response) => {
    answer(request, response).catch((error: unknown) => {
      log(`connection failed: ${error instanceof Error ? error.message : 'unknown'}`);
      response.destroy();
    });
  };
  const former = new Set<Server>();
  let server = makeServer(options.tls, listener);
  const port = await listen(server, options.port ?? 0);
  const urlOf = (portOf: number): string =>
    `${options.tls === undefined ? 'http' : 'https'}://127.0.0.1:${portOf}${basePath}`;
  world.origin = urlOf(port);
  const running = new DisposableStore();
  if (options.live === true && seeded.live !== undefined) running.add(seeded.live.start(world, clock));

  return {
    get url() {
      return world.origin;
    },
    port,
    world,
    get users() {
      return [...world.users.values()];
    },
    mainUserId: seeded.mainUserId,
    faults,
    pictures,
    get oauth() {
      if (oauth === undefined) throw new Error('This portal has no applications');
      return oauth;
    },
    get calls() {
      return calls.calls;
    },
    webhookUrl: (userId = seeded.mainUserId) => {
      const webhook = world.credentials.webhooksOf(userId)[0];
      if (webhook === undefined) throw new Error(`User ${userId} has no webhook`);
      return `${world.origin}/rest/${userId}/${webhook.code}/`;
    },
    waitForCall: (isWanted, wait) => calls.wait(isWanted, wait?.timeoutMs ?? 5_000),
    onCall: (listener) => calls.onCall(listener),
    clearCalls: () => calls.clear(),
    revokeWebhook: (userId = seeded.mainUserId) => {
      for (const webhook of world.credentials.webhooksOf(userId)) webhook.isRevoked = true;
    },
    setScopes: (userId, scopes) => {
      for (const webhook of world.credentials.webhooksOf(userId)) webhook.scopes = scopes;
      for (const token of world.credentials.tokensOf(userId)) token.scopes = scopes;
    },
    addToken: (token, userId, scopes = ['im', 'user']) => {
      world.credentials.addToken({ token, userId, scopes, expiresMs: clock.now() + HOUR_MS });
    },
    expireToken: (token) => {
      const known = world.credentials.token(token);
      if (known !== undefined) known.expiresMs = clock.now();
    },
    spendOperating: (userId, method, seconds) => {
      const name = dispatcher.require(method).name;
      for (const kind of ['webhook', 'token']) operating?.add(`${kind} ${userId}`, name, seconds);
    },
    move: async () => {
      const old = server;
      server = makeServer(options.tls, listener);
      world.origin = urlOf(await listen(server, 0));
      former.add(old);
      old.removeAllListeners('request');
      old.on('request', (request: IncomingMessage, response: ServerResponse) => {
        request.resume();
        response.writeHead(302, { Location: new URL(request.url ?? '/', world.origin).href }).end();
      });
      return world.origin;
    },
    close: (why) => {
      const fault =
        why === 'deleted'
          ? { status: 403, error: 'PORTAL_DELETED', description: 'Portal is deleted' }
          : { status: 401, error: 'OVERLOAD_LIMIT', description: 'REST API is blocked due to overload.' };
      return faults.storm(() => ({ kind: 'error', ...fault }));
    },
    as: (userId) => new Person(dispatcher, insider(userId)),
    stop: () => {
      running.dispose();
      faults.clear();
      return Promise.all([oauth?.server.stop(), ...[server, ...former].map(close)]).then(() => undefined);
    },
  };
}

function insider(userId: number): Principal {
  return {
    kind: 'webhook',
    userId,
    scopes: ['im', 'user', 'disk'],
    secret: 'inside',
    key: `inside ${userId}`,
  };
}

function bucketOf(rate: PortalOptions['rate'], clock: Clock): LeakyBucket | undefined {
  if (rate === 'off') return undefined;
  const limits = { capacity: rate?.capacity ?? 50, leakPerSecond: rate?.leakPerSecond ?? 2 };
  return new LeakyBucket(limits, () => clock.monotonic());
}

function makeServer(tls: PortalOptions['tls'], listener: RequestListener): Server {
  return tls === undefined ? createServer(listener) : createTlsServer(tls, listener);
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
