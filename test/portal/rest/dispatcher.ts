import { Paged, type Call, type Features, type MethodSpec, type Principal } from '../methods/call.ts';
import type { World } from '../world.ts';
import { hasScope } from './authenticate.ts';
import type { OperatingMeter } from './operatingMeter.ts';
import { Params } from './params.ts';
import { toInt, type PhpMap } from './phpValue.ts';
import { RestError } from './restError.ts';
import { timeEnvelope, type TimeStyle } from './timeEnvelope.ts';

export type Answer = {
  readonly result: unknown;
  readonly total: number | undefined;
  readonly next: number | undefined;
  readonly time: Record<string, unknown>;
  readonly durationSeconds: number;
};

export type DispatcherOptions = {
  readonly world: World;
  readonly features: Features;
  readonly timeStyle: TimeStyle;
  readonly catalogue: ReadonlyMap<string, MethodSpec>;
  readonly operating: OperatingMeter | undefined;
};

const RESERVED = new Set(['auth', 'access_token', 'start', 'state', 'token', 'sessid']);
const NO_DELAY = (): Promise<void> => Promise.resolve();

/** Runs one method for an authenticated caller: scope, time budget, handler, envelope. */
export class Dispatcher {
  readonly #options: DispatcherOptions;
  readonly #uuidsInFlight = new Set<string>();

  constructor(options: DispatcherOptions) {
    this.#options = options;
  }

  /** Lower-cased first, then as typed (api-facts 1.1); `undefined` for what this portal does not have. */
  find(name: string): MethodSpec | undefined {
    const { catalogue, features } = this.#options;
    const spec = catalogue.get(name.toLowerCase()) ?? catalogue.get(name);
    return spec === undefined || features.missingMethods.includes(spec.name) ? undefined : spec;
  }

  require(name: string): MethodSpec {
    const spec = this.find(name);
    if (spec === undefined) throw new RestError(404, 'ERROR_METHOD_NOT_FOUND', 'Method not found!');
    return spec;
  }

  async run(
    principal: Principal,
    spec: MethodSpec,
    raw: PhpMap,
    beforeCommit: () => Promise<void> = NO_DELAY,
  ): Promise<Answer> {
    const { world, operating, timeStyle } = this.#options;
    if (!hasScope(principal.scopes, spec.scope)) {
      throw new RestError(
        401,
        'insufficient_scope',
        'The request requires higher privileges than provided by the webhook token',
      );
    }
    if (operating?.isBlocked(principal.key, spec.name) === true) {
      throw new RestError(429, 'OPERATION_TIME_LIMIT', 'Method is blocked due to operation time limit.');
    }
    const startMs = world.clock.now();
    const startedAt = world.clock.monotonic();
    if (spec.commitsItself !== true) await beforeCommit();
    const outcome: unknown = await spec.run(this.#callOf(principal, spec, raw, beforeCommit));
    const durationSeconds = (world.clock.monotonic() - startedAt) / 1000;
    operating?.add(principal.key, spec.name, durationSeconds);
    return {
      ...(outcome instanceof Paged
        ? { result: outcome.result, total: outcome.total, next: outcome.next }
        : { result: outcome ?? null, total: undefined, next: undefined }),
      time: timeEnvelope(
        { startMs, durationSeconds },
        timeStyle,
        world.utcOffsetMinutes,
        operating?.read(principal.key, spec.name),
      ),
      durationSeconds,
    };
  }

  #callOf(principal: Principal, spec: MethodSpec, raw: PhpMap, beforeCommit: () => Promise<void>): Call {
    const { world, features, catalogue } = this.#options;
    const own = withoutReserved(raw);
    return {
      world,
      principal,
      userId: principal.userId,
      user: world.user(principal.userId),
      params: spec.readsExactNames === true ? new Params(own) : Params.upperCased(own),
      start: toInt(raw['start']),
      features,
      uuidsInFlight: this.#uuidsInFlight,
      beforeCommit,
      catalogue,
    };
  }
}

/** What the core keeps for itself, credentials among it. */
export function withoutReserved(raw: PhpMap): PhpMap {
  return Object.fromEntries(Object.entries(raw).filter(([name]) => !RESERVED.has(name)));
}
