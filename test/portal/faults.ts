import { toDisposable, type Disposable } from '../../src/base/disposable.ts';
import type { PhpMap } from './rest/phpValue.ts';
import { RestError } from './rest/restError.ts';

/** Before: the portal never did it. After: it is done, and only the answer goes wrong. */
export type When = 'before' | 'after';

export type Fault =
  /** The connection breaks without an answer. */
  | { readonly kind: 'drop'; readonly when: When }
  /** `before` waits between a send's checks and its commit. */
  | { readonly kind: 'delay'; readonly when: When; readonly ms: number }
  /** Waits for a test to let go. */
  | { readonly kind: 'hold'; readonly when: When; readonly gate: Gate }
  /** A gateway's HTML page, 502 or 504. */
  | { readonly kind: 'gateway'; readonly when: When; readonly status: 502 | 504 }
  /** JSON that ends in the middle; the call is done. */
  | { readonly kind: 'cutJson' }
  /** 200 with somebody else's HTML; the request never reached the portal. */
  | { readonly kind: 'captivePortal' }
  /** 200 with bytes that never end. */
  | { readonly kind: 'endless'; readonly contentType?: string }
  /** 200 with these bytes instead of the portal's. */
  | {
      readonly kind: 'bytes';
      readonly bytes: Uint8Array;
      readonly contentType: string;
      readonly declaredLength?: number;
    }
  /** 302 to the same path on another origin. */
  | { readonly kind: 'moved'; readonly origin: string }
  | { readonly kind: 'queryLimit' }
  /** `resetAtSeconds` (unix) goes into a `time` object, which errors otherwise lack. */
  | { readonly kind: 'operatingLimit'; readonly resetAtSeconds?: number }
  /** 500 after the method ran. */
  | { readonly kind: 'serverError' }
  /** A plan without REST. */
  | { readonly kind: 'noPlan' }
  | {
      readonly kind: 'error';
      readonly status: number;
      readonly error: string;
      readonly description?: string;
    };

export type FaultCall = {
  readonly method: string;
  readonly params: PhpMap;
  readonly userId: number | undefined;
};

/** A method name, '*' for everything, or a predicate. Inside a batch each command is looked at, too. */
export type FaultTarget = string | ((call: FaultCall) => boolean);

/** Stops a call until it is opened. */
export class Gate {
  /** Resolves when the first call stands at the gate. */
  readonly reached: Promise<void>;
  readonly #opened: Promise<void>;
  #tellReached: () => void = () => undefined;
  #open: () => void = () => undefined;

  constructor() {
    this.reached = new Promise((resolve) => {
      this.#tellReached = resolve;
    });
    this.#opened = new Promise((resolve) => {
      this.#open = resolve;
    });
  }

  open(): void {
    this.#open();
  }

  async pass(): Promise<void> {
    this.#tellReached();
    await this.#opened;
  }
}

/** The fault of one request, and whom it meets. */
export type ActiveFault = { readonly fault: Fault; meets(call: FaultCall): boolean };

type Planned = ActiveFault & { left: number };

/** What goes wrong, planned by tests. Faults of one target apply one after the other in the order they were added. */
export class Faults {
  #planned: readonly Planned[] = [];
  #choose: ((request: FaultCall) => Fault | undefined) | undefined;
  readonly #gates = new Set<Gate>();

  /** @param times how many requests it meets; disposing ends it earlier */
  add(target: FaultTarget, fault: Fault, times = 1): Disposable {
    const planned: Planned = { fault, left: times, meets: (call) => isMet(target, call) };
    this.#planned = [...this.#planned, planned];
    return toDisposable(() => {
      this.#planned = this.#planned.filter((other) => other !== planned);
    });
  }

  /** Asked for every request that no plan meets, until disposed: what goes wrong with it as a whole, if anything. */
  storm(choose: (request: FaultCall) => Fault | undefined): Disposable {
    this.#choose = choose;
    return toDisposable(() => {
      if (this.#choose === choose) this.#choose = undefined;
    });
  }

  /** Holds the next matching call until the returned gate is opened. */
  hold(target: FaultTarget, when: When = 'before'): Gate {
    const gate = new Gate();
    this.#gates.add(gate);
    this.add(target, { kind: 'hold', when, gate });
    return gate;
  }

  /** Forgets all plans and opens all gates. */
  clear(): void {
    this.#planned = [];
    this.#choose = undefined;
    for (const gate of this.#gates) gate.open();
    this.#gates.clear();
  }

  /** Takes the first plan that meets the request or one of its batch commands. */
  take(request: FaultCall, commands: readonly FaultCall[]): ActiveFault | undefined {
    const found = this.#planned.find(
      (planned) => planned.meets(request) || commands.some((call) => planned.meets(call)),
    );
    if (found === undefined) {
      const fault = this.#choose?.(request);
      return fault && { fault, meets: (call) => call === request };
    }
    found.left -= 1;
    if (found.left <= 0) this.#planned = this.#planned.filter((other) => other !== found);
    return found;
  }
}

/** The error a fault answers with before the method runs; `undefined` for the other kinds. */
export function errorOf(fault: Fault): RestError | undefined {
  switch (fault.kind) {
    case 'queryLimit':
      return new RestError(503, 'QUERY_LIMIT_EXCEEDED', 'Too many requests');
    case 'operatingLimit': {
      const time = { operating_reset_at: fault.resetAtSeconds };
      return new RestError(
        429,
        'OPERATION_TIME_LIMIT',
        'Method is blocked due to operation time limit.',
        fault.resetAtSeconds === undefined ? {} : { time },
      );
    }
    case 'noPlan':
      return new RestError(401, 'ACCESS_DENIED', 'REST API is available only on commercial plans');
    case 'error':
      return new RestError(fault.status, fault.error, fault.description ?? '');
    default:
      return undefined;
  }
}

export function internalServerError(): RestError {
  return new RestError(500, 'INTERNAL_SERVER_ERROR', 'Internal server error');
}

function isMet(target: FaultTarget, call: FaultCall): boolean {
  if (typeof target === 'function') return target(call);
  return target === '*' || target.toLowerCase() === call.method.toLowerCase();
}
