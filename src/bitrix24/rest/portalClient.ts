import type { Disposable } from '../../base/disposable.ts';
import { Emitter, type Event } from '../../base/emitter.ts';
import type { Clock, Fetch, Logger } from '../../base/ports.ts';
import type { BatchItem, Command } from './batch.ts';
import { batchCall } from './batchCall.ts';
import type { BatchOptions, CallOptions } from './callOptions.ts';
import { type AttemptReport, CallRunner } from './callRunner.ts';
import type { DownloadRequest } from './download.ts';
import type { Lane } from './laneGate.ts';
import { LeakyBucket } from './leakyBucket.ts';
import type { PortalEndpoint } from './portalEndpoint.ts';
import type { MethodBudget } from './timeBudget.ts';

export interface CallAnswer {
  readonly result: unknown;
  readonly next: number | undefined;
  readonly total: number | undefined;
}

/** What to fetch, and who takes it. */
export type Download = Omit<DownloadRequest, 'signal'>;

export type BatchAnswer<Key extends string = string> = Readonly<Record<Key, BatchItem>>;

export interface PortalStats {
  /** Requests the portal still counts, as far as this side knows; it blocks above 50. */
  readonly bucketLevel: number;
  readonly queued: Readonly<Record<Lane, number>>;
  readonly requestsLastMinute: number;
  /** Since this client was made. */
  readonly requests: number;
  /** The portal has just asked to slow down: milliseconds until the next request may go, else 0. */
  readonly pausedForMs: number;
  readonly budgets: readonly MethodBudget[];
  /** Newest last, a few of them. */
  readonly recentFailures: readonly (AttemptReport & { readonly at: number })[];
}

/** Speaks with one portal as one user. Every failure is a PortalError. */
export interface PortalClient extends Disposable {
  call(
    method: string,
    params?: Readonly<Record<string, unknown>>,
    options?: CallOptions,
  ): Promise<CallAnswer>;
  /**
   * Every key gets a value or an error of its own, in as few requests as the commands need (50 fit in one). Rejects
   * where the first request fails as a whole; where a later one does, its keys carry the error.
   */
  batch<Key extends string>(
    commands: Readonly<Record<Key, Command>>,
    options?: BatchOptions,
  ): Promise<BatchAnswer<Key>>;
  /**
   * The bytes behind a link that the portal signed, as they come. Never repeated: a link may answer once. Rejects with
   * a PortalError, or with whatever the taker of the bytes threw.
   */
  download(link: Download, options?: CallOptions): Promise<void>;
  /** The bytes of a public picture, of the portal or of wherever it keeps its pictures; no call that it counts. */
  fetchPicture(link: Download, options?: CallOptions): Promise<void>;
  stats(): PortalStats;
  /** Fires once for each HTTP request, when it is over. */
  readonly onDidAttempt: Event<AttemptReport>;
  /** Aborts whatever waits or runs; later calls are refused. */
  dispose(): void;
}

export interface PortalClientParts {
  readonly endpoint: PortalEndpoint;
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly logger: Logger;
  /** 0 up to 1, for the jitter of back-offs. */
  readonly random?: () => number;
  /** Shared by all clients of one portal, because it counts per address. */
  readonly bucket?: LeakyBucket;
}

const MINUTE_MS = 60_000;
const FAILURES_KEPT = 20;

export function createPortalClient(parts: PortalClientParts): PortalClient {
  const { endpoint, fetch, clock, logger, random = Math.random, bucket = new LeakyBucket() } = parts;
  const attempted = new Emitter<AttemptReport>();
  let endedAtMs: readonly number[] = [];
  let requests = 0;
  let recentFailures: PortalStats['recentFailures'] = [];

  const runner = new CallRunner({ endpoint, fetch, clock, random }, bucket, (report) => {
    endedAtMs = [...withinMinute(endedAtMs, clock.monotonic()), clock.monotonic()];
    requests += 1;
    if (report.code !== 'OK') {
      recentFailures = [...recentFailures, { ...report, at: clock.now() }].slice(-FAILURES_KEPT);
    }
    logger.debug('Portal call', { ...report });
    attempted.fire(report);
  });

  return {
    onDidAttempt: attempted.event,

    async call(method, params = {}, options = {}) {
      const { result, next, total } = await runner.run({ method, params }, options);
      return { result, next, total };
    },

    async batch(commands, options = {}) {
      const items = await batchCall(runner, clock, Object.entries<Command>(commands), options);
      if (!coversAll(items, commands)) throw new Error('A command was left without an answer');
      return items;
    },

    download(link, options = {}) {
      return runner.download(link, options);
    },

    fetchPicture(link, options = {}) {
      return runner.fetchPicture(link, options);
    },

    stats() {
      const nowMs = clock.monotonic();
      return {
        bucketLevel: bucket.level(nowMs),
        queued: runner.gate.queued(),
        requestsLastMinute: withinMinute(endedAtMs, nowMs).length,
        requests,
        pausedForMs: bucket.pausedForMs(nowMs),
        budgets: runner.budget.methods(nowMs),
        recentFailures,
      };
    },

    dispose() {
      runner.dispose();
      attempted.dispose();
    },
  };
}

function withinMinute(timesMs: readonly number[], nowMs: number): readonly number[] {
  return timesMs.filter((timeMs) => nowMs - timeMs < MINUTE_MS);
}

/** Whether every command has its item. */
export function coversAll<Key extends string>(
  items: Readonly<Record<string, BatchItem>>,
  commands: Readonly<Record<Key, Command>>,
): items is BatchAnswer<Key> {
  return Object.keys(commands).every((key) => Object.hasOwn(items, key));
}
