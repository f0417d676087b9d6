import { assertNever } from '../../base/assertNever.ts';
import { delay } from '../../base/delay.ts';
import type { Disposable } from '../../base/disposable.ts';
import type { Clock, Fetch } from '../../base/ports.ts';
import { attempt } from './attempt.ts';
import type { CallOptions } from './callOptions.ts';
import { DOWNLOAD, download, type DownloadRequest } from './download.ts';
import { type PortalRefusal, type PortalResult, readEnvelope } from './envelope.ts';
import { classifyCode } from './errorCodes.ts';
import { type Lane, LaneGate } from './laneGate.ts';
import type { LeakyBucket } from './leakyBucket.ts';
import type { PortalEndpoint } from './portalEndpoint.ts';
import { isPortalError, PortalError } from './portalError.ts';
import { isReadMethod } from './readMethods.ts';
import { Redactor } from './redaction.ts';
import { decideRetry } from './retryDecision.ts';
import { TimeBudget } from './timeBudget.ts';

export interface CallPorts {
  readonly endpoint: PortalEndpoint;
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly random: () => number;
}

export interface CallRequest {
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** The methods of a batch's commands; `undefined` for any other call. */
  readonly inner?: readonly string[] | undefined;
}

/** One HTTP request and how it went. */
export interface AttemptReport {
  readonly method: string;
  /** Commands in a batch; `undefined` for any other call. */
  readonly commands: number | undefined;
  readonly lane: Lane;
  readonly status: number | undefined;
  /** `OK`, or the error's code. */
  readonly code: string;
  readonly ms: number;
}

const SEND_METHOD = 'im.message.add';
const SEND_LIMIT_MS = 30_000;
const TIME_LIMIT_MS = 15_000;

interface Task {
  readonly request: CallRequest;
  readonly lane: Lane;
  readonly signal: AbortSignal;
  readonly timeLimitMs: number;
  /** The endpoint's own parameters of the latest attempt. */
  used: Readonly<Record<string, string>>;
}

/** Gate, attempt, classify, decide: the parts stand beside this file, here they are joined into a call. */
export class CallRunner implements Disposable {
  readonly budget = new TimeBudget();
  readonly gate: LaneGate;
  readonly #ports: CallPorts;
  readonly #bucket: LeakyBucket;
  readonly #onAttempt: (report: AttemptReport) => void;
  readonly #redactor = new Redactor();
  readonly #running = new Set<AbortController>();
  #isDisposed = false;

  constructor(ports: CallPorts, bucket: LeakyBucket, onAttempt: (report: AttemptReport) => void) {
    this.#ports = ports;
    this.#bucket = bucket;
    this.#onAttempt = onAttempt;
    this.gate = new LaneGate(bucket, ports.clock);
  }

  /** Rejects with a PortalError. */
  async run(request: CallRequest, options: CallOptions): Promise<PortalResult> {
    const methods = request.inner ?? [request.method];
    const defaultLimitMs = methods.includes(SEND_METHOD) ? SEND_LIMIT_MS : TIME_LIMIT_MS;
    const timeLimitMs = options.timeLimitMs ?? defaultLimitMs;
    const lane = options.lane ?? 'visible';
    return this.#whileRunning(options, (signal) =>
      this.#untilSettled(
        { request, lane, signal, timeLimitMs, used: this.#ports.endpoint.params },
        methods.every(isReadMethod),
      ),
    );
  }

  /** Fetches a signed link, once: a link may answer a single time. The portal counts it like a call. */
  async download(request: Omit<DownloadRequest, 'signal'>, options: CallOptions): Promise<void> {
    const { clock } = this.#ports;
    const lane = options.lane ?? 'visible';
    await this.#whileRunning(options, async (signal) => {
      await this.#admit(DOWNLOAD, lane, signal, false);
      const startedAtMs = clock.monotonic();
      let status: number | undefined;
      let code = 'OK';
      try {
        await download(this.#ports, { ...request, signal }, (refusal, refusedStatus) =>
          this.refusal(refusal, DOWNLOAD, refusedStatus),
        );
      } catch (error) {
        if (isPortalError(error)) ({ status, code } = error);
        else code = 'NOT_TAKEN';
        throw error;
      } finally {
        const ms = Math.round(clock.monotonic() - startedAtMs);
        this.#onAttempt({ method: DOWNLOAD, commands: undefined, lane, status, code, ms });
      }
    });
  }

  /** Fetches what anybody may fetch, which the portal does not count. How many at once is up to the caller. */
  async fetchPicture(
    request: Omit<DownloadRequest, 'signal' | 'mayBeElsewhere'>,
    options: CallOptions,
  ): Promise<void> {
    await this.#whileRunning(options, (signal) =>
      download(this.#ports, { ...request, mayBeElsewhere: true, signal }, (refusal, status) =>
        this.refusal(refusal, DOWNLOAD, status),
      ),
    );
  }

  /** Why the method may not run now, where its time is used up. */
  budgetError(method: string): PortalError | undefined {
    const retryAt = this.#retryAt(method);
    if (retryAt === undefined) return undefined;
    return new PortalError({
      kind: 'budget',
      code: 'OPERATION_TIME_LIMIT',
      outcome: 'not-executed',
      method,
      retryAt,
    });
  }

  /** Turns the portal's no into an error, and learns from it. */
  refusal(refusal: PortalRefusal, method: string, status: number): PortalError {
    const { clock, endpoint, random } = this.#ports;
    const { kind, outcome } = classifyCode(refusal.code, method);
    if (kind === 'rateLimit') this.#bucket.overflow(clock.monotonic(), 500 + 250 * random());
    if (kind === 'budget') {
      const { finish = clock.now() / 1000, operatingResetAt = 0 } = refusal.time ?? {};
      const nowMs = clock.monotonic();
      this.budget.block(method, nowMs, nowMs + (operatingResetAt - finish) * 1000);
    }
    for (const secret of endpoint.secrets) this.#redactor.add(secret);
    return new PortalError({
      kind,
      outcome,
      code: this.#redactor.redact(refusal.code),
      description: this.#redactor.redact(refusal.description),
      method,
      status,
      retryAt: kind === 'budget' ? this.#retryAt(method) : undefined,
    });
  }

  dispose(): void {
    this.#isDisposed = true;
    for (const controller of this.#running) controller.abort();
    this.gate.dispose();
  }

  async #whileRunning<T>(options: CallOptions, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const controller = new AbortController();
    const abort = (): void => controller.abort();
    if (this.#isDisposed || options.signal?.aborted === true) abort();
    options.signal?.addEventListener('abort', abort, { once: true });
    this.#running.add(controller);
    try {
      return await work(controller.signal);
    } finally {
      this.#running.delete(controller);
      options.signal?.removeEventListener('abort', abort);
    }
  }

  async #untilSettled(task: Task, isRead: boolean): Promise<PortalResult> {
    const { clock, random } = this.#ports;
    let isRenewed = false;
    let tries = 1;
    let limitWaits = 0;
    for (;;) {
      try {
        return await this.#tryOnce(task, tries + limitWaits > 1);
      } catch (error) {
        if (!isPortalError(error)) throw error;
        // An expired token is refused before the method is reached, so once is safe for every method.
        if (!isRenewed && (await this.#renewed(error, task))) {
          isRenewed = true;
          continue;
        }
        const question = { error, attempt: tries, limitWaits, isRead, lane: task.lane };
        const decision = decideRetry({ ...question, nowMs: clock.now(), random: random() });
        if (decision.kind === 'give-up') throw error;
        if (decision.countsAsAttempt) tries += 1;
        else limitWaits += 1;
        // An abort shows at the gate, which every further try passes first.
        await delay(clock, decision.delayMs, task.signal).catch(() => undefined);
      }
    }
  }

  /** False where the failure is another one, or nothing can be renewed. Rejects with what the renewal met. */
  async #renewed({ code }: PortalError, { used, signal, request }: Task): Promise<boolean> {
    const { endpoint } = this.#ports;
    if (code.toUpperCase() !== 'EXPIRED_TOKEN' || endpoint.renew === undefined) return false;
    // Others may wait for the same renewal: an abort leaves it to them.
    const aborted = Promise.withResolvers<never>();
    const abort = (): void =>
      aborted.reject(
        new PortalError({
          kind: 'aborted',
          code: 'ABORTED',
          outcome: 'not-executed',
          method: request.method,
        }),
      );
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) abort();
    try {
      await Promise.race([endpoint.renew(used), aborted.promise]);
      return true;
    } finally {
      signal.removeEventListener('abort', abort);
    }
  }

  async #tryOnce(task: Task, isRepeat: boolean): Promise<PortalResult> {
    const { method } = task.request;
    const overBudget = this.budgetError(method);
    if (overBudget !== undefined && !task.signal.aborted) throw overBudget;

    await this.#admit(method, task.lane, task.signal, isRepeat);
    return this.#exchange(task);
  }

  async #admit(method: string, lane: Lane, signal: AbortSignal, isRepeat: boolean): Promise<void> {
    const admission = await this.gate.enter(lane, signal, isRepeat);
    switch (admission) {
      case 'open':
        return;
      case 'full':
        throw new PortalError({ kind: 'rateLimit', code: 'QUEUE_FULL', outcome: 'not-executed', method });
      case 'closed':
        throw new PortalError({ kind: 'aborted', code: 'ABORTED', outcome: 'not-executed', method });
      default:
        return assertNever(admission);
    }
  }

  async #exchange(task: Task): Promise<PortalResult> {
    const { request, lane, signal, timeLimitMs } = task;
    const { fetch, clock, endpoint } = this.#ports;
    task.used = endpoint.params;
    const { method, params } = request;
    const startedAtMs = clock.monotonic();
    let status: number | undefined;
    let code = 'OK';
    try {
      const answer = await attempt(fetch, clock, endpoint, { method, params, signal, timeLimitMs });
      status = answer.status;
      return this.#read(answer.text, answer.status, method);
    } catch (error) {
      if (isPortalError(error)) ({ status, code } = error);
      throw error;
    } finally {
      const ms = Math.round(clock.monotonic() - startedAtMs);
      this.#onAttempt({ method, commands: request.inner?.length, lane, status, code, ms });
    }
  }

  #read(text: string, status: number, method: string): PortalResult {
    const envelope = readEnvelope(text);
    switch (envelope.kind) {
      case 'result':
        this.budget.learn(method, envelope.time, this.#ports.clock.monotonic());
        return envelope;
      case 'error':
        throw this.refusal(envelope, method, status);
      case 'foreign': {
        const kind = status >= 500 ? 'server' : 'malformed';
        const code = status >= 400 ? `HTTP_${status}` : 'NOT_JSON';
        throw new PortalError({ kind, code, outcome: 'unknown', method, status });
      }
      default:
        return assertNever(envelope);
    }
  }

  #retryAt(method: string): number | undefined {
    const { clock } = this.#ports;
    const waitMs = this.budget.waitMs(method, clock.monotonic());
    return waitMs > 0 ? clock.now() + waitMs : undefined;
  }
}
