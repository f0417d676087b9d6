// One message to the portal, exactly once: send, and where the answer is lost, look before anything else.
import { delay } from '../base/delay.ts';
import type { Clock, Logger } from '../base/ports.ts';
import { isPortalError, type PortalError } from '../bitrix24/rest/portalError.ts';
import type { Outgoing } from './outgoing.ts';
import type { Portal } from './portal.ts';
import { findStoredCopy } from './readBack.ts';

// A repeat carries the same uuid, so a portal that knows uuids answers with the first id (api-facts 3.4).
const MAX_ATTEMPTS = 3;
const MOST_PAGES = 4;
// A request whose connection dropped may still be running on the portal; a moment later its message is there.
const USUAL_LOOKS_MS = [0, 1_500];
const CAREFUL_LOOKS_MS = [0, 1_500, 3_500];
// The portal said itself that the message is on its way.
const PATIENT_LOOKS_MS = [1_500, 3_000, 6_000, 12_000];

export type Delivery =
  | { readonly kind: 'stored'; readonly messageId: number }
  | { readonly kind: 'failed'; readonly error: unknown; readonly mayHaveArrived: boolean };

export interface DeliveryRequest {
  readonly outgoing: Outgoing;
  /** An earlier attempt may have arrived. */
  readonly looksFirst: boolean;
  /** Whether this portal has shown that it keeps our uuids; if not, a repeat may make a second message. */
  readonly keepsUuids: () => boolean;
  readonly isTaken: (messageId: number) => boolean;
  readonly signal: AbortSignal;
}

export class Deliverer {
  readonly #portal: Portal;
  readonly #clock: Clock;
  readonly #logger: Logger;

  constructor(portal: Portal, clock: Clock, logger: Logger) {
    this.#portal = portal;
    this.#clock = clock;
    this.#logger = logger;
  }

  /** Rejects only when aborted. */
  async deliver(request: DeliveryRequest): Promise<Delivery> {
    const { outgoing, signal, looksFirst } = request;
    let lost: PortalError | undefined;
    try {
      const known = looksFirst ? await this.#find(request) : undefined;
      if (known !== undefined) return { kind: 'stored', messageId: known };

      for (let attempt = 1; ; attempt++) {
        const answer = await this.#send(outgoing, signal);
        if (typeof answer === 'number') return { kind: 'stored', messageId: answer };
        if (answer.outcome !== 'unknown') {
          return { kind: 'failed', error: answer, mayHaveArrived: looksFirst || lost !== undefined };
        }
        this.#logger.warn('The answer to a message was lost; looking whether it arrived', { attempt });
        lost ??= answer;
        const found = await this.#look(request, answer);
        if (found !== undefined) return { kind: 'stored', messageId: found };
        if (attempt >= MAX_ATTEMPTS || !mayRepeat(request, answer)) {
          return { kind: 'failed', error: lost, mayHaveArrived: true };
        }
      }
    } catch (error) {
      if (signal.aborted) throw error;
      // What happened to the message stays the news, not what happened to the look.
      return { kind: 'failed', error: lost ?? error, mayHaveArrived: true };
    }
  }

  async #send(outgoing: Outgoing, signal: AbortSignal): Promise<number | PortalError> {
    try {
      return await this.#portal.send(outgoing, signal);
    } catch (error) {
      if (!isPortalError(error) || signal.aborted) throw error;
      return error;
    }
  }

  async #look(request: DeliveryRequest, lost: PortalError): Promise<number | undefined> {
    for (const delayMs of looksAfter(request, lost)) {
      if (delayMs > 0) await delay(this.#clock, delayMs, request.signal);
      const found = await this.#find(request);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  async #find({ outgoing, isTaken, signal }: DeliveryRequest): Promise<number | undefined> {
    let afterId: number | undefined = outgoing.baselineId;
    for (let page = 0; page < MOST_PAGES && afterId !== undefined; page++) {
      const { messages, portalNow, continueAfter } = await this.#portal.readBack(
        outgoing.content.dialogId,
        afterId,
        signal,
      );
      const sight = { messages, portalNow, now: this.#clock.now() };
      const found = findStoredCopy(outgoing, sight, this.#portal.ownId, isTaken);
      if (found !== undefined) return found.id;
      afterId = continueAfter;
    }
    return undefined;
  }
}

function looksAfter({ keepsUuids }: DeliveryRequest, lost: PortalError): readonly number[] {
  if (isOnItsWay(lost)) return PATIENT_LOOKS_MS;
  return keepsUuids() ? USUAL_LOOKS_MS : CAREFUL_LOOKS_MS;
}

/** A portal that took longer than the time limit may store the message after the last look. */
function mayRepeat({ keepsUuids }: DeliveryRequest, lost: PortalError): boolean {
  return lost.kind !== 'timeout' || keepsUuids();
}

/** The portal refuses a uuid whose first copy it is still storing (api-facts 3.4). */
function isOnItsWay(error: PortalError): boolean {
  return error.code.toUpperCase() === 'MESSAGE_DUPLICATED_BY_UUID';
}
