// One HTTP request from its first byte to the answer: route, limits, faults, method, log.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerWithFault } from './answerWithFault.ts';
import type { CallLog } from './callLog.ts';
import {
  errorOf,
  internalServerError,
  type ActiveFault,
  type FaultCall,
  type Faults,
  type When,
} from './faults.ts';
import { readParams } from './http/readRequest.ts';
import { sendHtml, sendPreflight, sendRest } from './http/respond.ts';
import type { Pictures } from './pictures.ts';
import { parseRoute, type Route } from './http/route.ts';
import { deliverFile } from './fileDelivery.ts';
import type { Features, Principal } from './methods/call.ts';
import type { Oddities } from './oddities.ts';
import { authenticate } from './rest/authenticate.ts';
import { batchCommands, runBatch, type BatchAnswer, type BatchCommand } from './rest/batch.ts';
import { withoutReserved, type Dispatcher } from './rest/dispatcher.ts';
import type { LeakyBucket } from './rest/leakyBucket.ts';
import { Params } from './rest/params.ts';
import { toText, type PhpMap } from './rest/phpValue.ts';
import { RestError } from './rest/restError.ts';
import { timeEnvelope, type TimeStyle } from './rest/timeEnvelope.ts';
import type { World } from './world.ts';

export type HandlerOptions = {
  readonly world: World;
  readonly dispatcher: Dispatcher;
  readonly bucket: LeakyBucket | undefined;
  readonly faults: Faults;
  readonly calls: CallLog;
  readonly pictures: Pictures;
  readonly basePath: string;
  readonly features: Features;
  readonly timeStyle: TimeStyle;
  /** Refuse the request because it came over plain http. */
  readonly refusesPlainHttp: boolean;
  /** Of a portal that answers oddly. */
  readonly oddities: Oddities | undefined;
  readonly log: (line: string) => void;
};

/** Where signed links lead. */
const DOWNLOAD = 'download';

type Job = {
  readonly route: Route;
  readonly raw: PhpMap;
  readonly call: FaultCall;
  readonly commands: readonly BatchCommand[];
  readonly principal: Principal | RestError;
  readonly startMs: number;
  readonly startedAt: number;
  fault: ActiveFault | undefined;
};

type Reply = { readonly status: number; readonly body: Record<string, unknown> };

export class RequestHandler {
  readonly #options: HandlerOptions;

  constructor(options: HandlerOptions) {
    this.#options = options;
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { basePath, bucket, faults } = this.#options;
    const target = request.url ?? '/';
    const question = target.indexOf('?');
    const path = question < 0 ? target : target.slice(0, question);
    const route = parseRoute(path, basePath);
    if (route === undefined) {
      request.resume();
      const picture = path.slice(basePath.length);
      if (picture.startsWith('/upload/')) return this.#options.pictures.answer(picture, response);
      // Links to files lead to a page for browsers.
      const isBrowserPage = path.startsWith(`${basePath}/bitrix/`);
      sendHtml(response, isBrowserPage ? 200 : 404, isBrowserPage ? 'Authorization' : '404 Not Found');
      return;
    }
    const raw = await readParams(request, question < 0 ? '' : target.slice(question + 1));
    if (request.method === 'OPTIONS') {
      sendPreflight(response);
      return;
    }
    const job = this.#jobOf(route, raw, request.headers.authorization);
    if (bucket?.take(request.socket.remoteAddress ?? '') === false) {
      this.#answer(
        job,
        response,
        errorReply(new RestError(503, 'QUERY_LIMIT_EXCEEDED', 'Too many requests')),
      );
      return;
    }
    job.fault = faults.take(
      job.call,
      job.commands.map((command) => this.#commandCall(job, command)),
    );
    if (this.#takesOver(job, 'before', response, target)) return;
    if (job.call.method === DOWNLOAD) return this.#download(job, request, response);
    if (job.call.method === 'batch' && isOuter(job)) await pause(job, 'before');
    const reply = await this.#reply(job);
    await pause(job, 'after');
    if (this.#takesOver(job, 'after', response, target)) return;
    this.#answer(job, response, reply);
  }

  /** Not a method: a signed link that a method gave. */
  async #download(job: Job, request: IncomingMessage, response: ServerResponse): Promise<void> {
    await pause(job, 'before');
    const { world, features } = this.#options;
    const { principal } = job;
    const status =
      principal instanceof RestError
        ? refuse(response, principal)
        : deliverFile(world, features, principal.userId, toText(job.raw['token']), request, response);
    this.#record(job.call, status, undefined);
  }

  #jobOf(route: Route, raw: PhpMap, authorization: string | undefined): Job {
    const { world } = this.#options;
    const isBatch = route.method.toLowerCase() === 'batch';
    const principal = caught(() => authenticate(world, route, authorization, raw));
    const userId = principal instanceof RestError ? undefined : principal.userId;
    const method = isBatch ? 'batch' : (this.#options.dispatcher.find(route.method)?.name ?? route.method);
    return {
      route,
      raw,
      call: { method, params: this.#seenParams(route.method, raw), userId },
      commands: isBatch ? batchCommands(raw) : [],
      principal,
      startMs: world.clock.now(),
      startedAt: world.clock.monotonic(),
      fault: undefined,
    };
  }

  async #reply(job: Job): Promise<Reply> {
    const { dispatcher, refusesPlainHttp } = this.#options;
    try {
      if (refusesPlainHttp) throw new RestError(401, 'INVALID_REQUEST', 'Https required.');
      const planned = job.fault !== undefined && isOuter(job) ? errorOf(job.fault.fault) : undefined;
      if (planned !== undefined) throw planned;
      const spec = job.call.method === 'batch' ? undefined : dispatcher.require(job.route.method);
      const { principal } = job;
      if (principal instanceof RestError) throw principal;
      const body =
        spec === undefined
          ? await this.#batchBody(job, principal)
          : bodyOf(await dispatcher.run(principal, spec, job.raw, () => pause(job, 'before')));
      if (job.fault?.fault.kind === 'serverError' && isOuter(job)) throw internalServerError();
      return { status: 200, body };
    } catch (error) {
      if (error instanceof RestError) return errorReply(error);
      this.#options.log(`failed inside ${job.call.method}: ${String(error)}`);
      return errorReply(internalServerError());
    }
  }

  async #batchBody(job: Job, principal: Principal): Promise<Record<string, unknown>> {
    const { world, timeStyle } = this.#options;
    const result = await runBatch(job.raw, (command) => this.#runCommand(job, principal, command));
    const durationSeconds = (world.clock.monotonic() - job.startedAt) / 1000;
    const time = timeEnvelope(
      { startMs: job.startMs, durationSeconds },
      timeStyle,
      world.utcOffsetMinutes,
      undefined,
    );
    return { result, time };
  }

  async #runCommand(job: Job, principal: Principal, command: BatchCommand): Promise<BatchAnswer> {
    const { dispatcher } = this.#options;
    const call = this.#commandCall(job, command);
    const fault = !isOuter(job) && job.fault?.meets(call) === true ? job.fault.fault : undefined;
    try {
      const planned = fault === undefined ? undefined : errorOf(fault);
      if (planned !== undefined) throw planned;
      const answer = await dispatcher.run(
        principal,
        dispatcher.require(command.method),
        command.params,
        () => (fault === undefined ? Promise.resolve() : pause(job, 'before')),
      );
      if (fault?.kind === 'serverError') throw internalServerError();
      this.#record(call, 200, undefined, command.key);
      return answer;
    } catch (error) {
      if (error instanceof RestError) this.#record(call, error.status, error.code, command.key);
      throw error;
    }
  }

  /** @returns whether a fault has answered in the portal's place */
  #takesOver(job: Job, when: When, response: ServerResponse, target: string): boolean {
    const status =
      job.fault === undefined ? undefined : answerWithFault(job.fault.fault, when, response, target);
    if (status === undefined) return false;
    this.#record(job.call, status, undefined);
    return true;
  }

  #answer(job: Job, response: ServerResponse, reply: Reply): void {
    const { world } = this.#options;
    const { error } = reply.body;
    this.#record(job.call, reply.status, typeof error === 'string' ? error : undefined);
    const durationSeconds = (world.clock.monotonic() - job.startedAt) / 1000;
    const isBatch = job.call.method === 'batch';
    sendRest(
      response,
      { ...(this.#options.oddities?.apply(reply, isBatch) ?? reply), durationSeconds },
      job.route.transport,
      job.fault?.fault.kind === 'cutJson',
    );
  }

  #record(call: FaultCall, status: number, error: string | undefined, batch?: string): void {
    const { calls, world, log, dispatcher } = this.#options;
    calls.add({ ...call, status, error, ...(batch === undefined ? {} : { batch }), at: world.clock.now() });
    // A mistyped address may hold a code where the method should be.
    const isKnown =
      call.method === 'batch' || call.method === DOWNLOAD || dispatcher.find(call.method) !== undefined;
    const name = isKnown ? call.method : '(unknown method)';
    const from = batch === undefined ? '' : ' in batch';
    log(`${name}${from} user=${call.userId ?? '-'} ${status}${error === undefined ? '' : ` ${error}`}`);
  }

  #commandCall(job: Job, command: BatchCommand): FaultCall {
    const method = this.#options.dispatcher.find(command.method)?.name ?? command.method;
    return { method, params: this.#seenParams(command.method, command.params), userId: job.call.userId };
  }

  #seenParams(method: string, raw: PhpMap): PhpMap {
    const own = withoutReserved(raw);
    const spec = this.#options.dispatcher.find(method);
    return spec === undefined || spec.readsExactNames === true ? own : Params.upperCased(own).all;
  }
}

/** Whether the fault is about the request as a whole, rather than about commands of a batch. */
function isOuter(job: Job): boolean {
  return job.fault?.meets(job.call) === true;
}

async function pause(job: Job, when: When): Promise<void> {
  const fault = job.fault?.fault;
  if (fault?.kind === 'hold' && fault.when === when) await fault.gate.pass();
  if (fault?.kind === 'delay' && fault.when === when) {
    await new Promise((resolve) => {
      setTimeout(resolve, fault.ms).unref();
    });
  }
}

function refuse(response: ServerResponse, error: RestError): number {
  sendRest(response, { ...errorReply(error), durationSeconds: 0 }, 'json');
  return error.status;
}

function bodyOf(answer: BatchAnswer): Record<string, unknown> {
  return { result: answer.result, next: answer.next, total: answer.total, time: answer.time };
}

function errorReply(error: RestError): Reply {
  return { status: error.status, body: error.toBody() };
}

function caught<T>(action: () => T): T | RestError {
  try {
    return action();
  } catch (error) {
    if (error instanceof RestError) return error;
    throw error;
  }
}
