// One message to the portal, exactly once: send, and where the answer is lost, look before anything else.
import type { Clock, Logger } from '../base/ports.ts';
import { isPortalError, type PortalError } from '../bitrix24/rest/portalError.ts';
import type { Message } from '../model/message.ts';
import { HurriedWaits } from './hurriedWaits.ts';
import type { Outgoing } from './outgoing.ts';
import type { Portal, ReadBack } from './portal.ts';
import { findStoredCopy } from './readBack.ts';
import { verdictOn } from './sendBackOff.ts';
import type { SentMemory } from './sentMemory.ts';
import { WireTimes } from './wireTimes.ts';

// A repeat carries the same uuid, so a portal that knows uuids answers with the first id (api-facts 3.4).
const MAX_ATTEMPTS = 3;
const MOST_PAGES = 4;
// A request whose connection dropped may still be running on the portal; a moment later its message is there.
const USUAL_LOOKS_MS = [0, 1_500];
// The portal said itself that the message is on its way.
const PATIENT_LOOKS_MS = [1_500, 3_000, 6_000, 12_000];
const CAREFUL_LOOKS_MS = [0, 1_500, 2_000];
const FURTHER_LOOKS_MS = 10_000;
// From this look on it takes long enough for a person to want to know why.
const TELLING_LOOK = 2;
// The cloud ends a request after 60 s (api-facts 1.5); from then on what is not there does not come any more.
const QUIET_MS = 65_000;

export type Delivery =
  | { readonly kind: 'stored'; readonly messageId: number }
  /** Not there, as far as anybody can tell; `mayHaveArrived` where nobody can. */
  | { readonly kind: 'open'; readonly error: unknown; readonly mayHaveArrived: boolean };

export interface DeliveryRequest {
  readonly outgoing: Outgoing;
  /** The newest message of the dialog before this one; `undefined` where the portal has to be asked. */
  readonly knownBaselineId: number | undefined;
  /** Called before the message goes on the wire, each time; where it rejects, nothing goes. */
  readonly begin: (baselineId: number) => Promise<void>;
  /** Called when looking for it takes longer: where it is not found by then (wall clock), it goes again. */
  readonly onLongLook: (repeatsAt: number) => void;
  readonly signal: AbortSignal;
}

/**
 * What holds on a portal that keeps uuids: one copy, whatever happens. On one that does not, a repeat goes out only when
 * 65 seconds after the last attempt ended a look did not find the message; so there are two copies only where the portal
 * stored the first one later than that, and none only where within seconds somebody wrote the very same words under the
 * same name from elsewhere while the answer was lost. A copy is sought among the 200 messages that followed the last
 * one known before the first attempt, and the newest 50.
 */
export class Deliverer {
  readonly #portal: Portal;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #sent: SentMemory;
  readonly #times: WireTimes;
  readonly #waits: HurriedWaits;

  constructor(portal: Portal, clock: Clock, logger: Logger, sent: SentMemory) {
    this.#portal = portal;
    this.#clock = clock;
    this.#logger = logger;
    this.#sent = sent;
    this.#times = new WireTimes(clock);
    this.#waits = new HurriedWaits(clock);
  }

  /** Looks at once for one that is being looked for. When it goes again stays as it is: that is what makes it safe. */
  lookNow(uuid: string): void {
    this.#waits.hurry(uuid);
  }

  /** Rejects only when aborted. */
  async deliver(request: DeliveryRequest): Promise<Delivery> {
    const { signal } = request;
    const { mayHaveArrived: mayHaveBefore } = request.outgoing;
    let lost: PortalError | undefined;
    let isOnWire = false;
    try {
      if (mayHaveBefore) {
        const known = await this.#look(request, undefined);
        if (known !== undefined) return { kind: 'stored', messageId: known };
      }
      const baselineId = await this.#baselineOf(request);
      const outgoing = { ...request.outgoing, baselineId };

      for (let attempt = 1; ; attempt++) {
        await request.begin(baselineId);
        isOnWire = true;
        const answer = await this.#send(outgoing, signal);
        if (typeof answer === 'number') return { kind: 'stored', messageId: answer };
        if (answer.outcome !== 'unknown') {
          return { kind: 'open', error: answer, mayHaveArrived: mayHaveBefore || lost !== undefined };
        }
        this.#logger.warn('The answer to a message was lost; looking whether it arrived', { attempt });
        lost ??= answer;
        if (isOnItsWay(answer)) await this.#sent.noteKeepsUuids();
        const found = await this.#look({ ...request, outgoing }, answer);
        if (found !== undefined) return { kind: 'stored', messageId: found };
        isOnWire = false;
        if (attempt >= MAX_ATTEMPTS) return { kind: 'open', error: lost, mayHaveArrived: true };
      }
    } catch (error) {
      if (signal.aborted) throw error;
      const mayHaveArrived = mayHaveBefore || isOnWire || lost !== undefined;
      // What happened to the message stays the news, not what happened to the look; unless nobody lets us look again.
      const news = verdictOn(error).kind === 'fails' ? error : (lost ?? error);
      return { kind: 'open', error: news, mayHaveArrived };
    }
  }

  /** One look for several messages of one dialog; what is not seen is not there, or not shown under its uuid. */
  async findByUuid(items: readonly Outgoing[], signal: AbortSignal): Promise<ReadonlyMap<string, number>> {
    const [first] = items;
    if (first === undefined) return new Map();
    const wanted = new Set(items.map(({ uuid }) => uuid));
    const found = new Map<string, number>();
    await this.#readOn(first, signal, ({ messages }) => {
      for (const { uuid, id } of messages) if (uuid !== undefined && wanted.has(uuid)) found.set(uuid, id);
      return found.size === wanted.size;
    });
    if (found.size > 0) await this.#sent.noteKeepsUuids();
    return found;
  }

  async #find(outgoing: Outgoing, signal: AbortSignal): Promise<number | undefined> {
    let found: Message | undefined;
    await this.#readOn(outgoing, signal, ({ messages, portalNow }) => {
      const sight = { messages, portalNow, sinceFirstMs: this.#times.sinceFirstMs(outgoing.uuid) };
      found = findStoredCopy(outgoing, sight, this.#portal.ownId, (id) => this.#sent.isTaken(id));
      return found !== undefined;
    });
    if (found?.uuid === outgoing.uuid) await this.#sent.noteKeepsUuids();
    return found?.id;
  }

  /** Reads on from what was known before the first attempt, until the reader has what it looks for. */
  async #readOn(
    { content, baselineId }: Outgoing,
    signal: AbortSignal,
    hasFound: (page: ReadBack) => boolean,
  ): Promise<void> {
    let afterId: number | undefined = baselineId;
    for (let page = 0; page < MOST_PAGES && afterId !== undefined; page++) {
      const answer: ReadBack = await this.#portal.readBack(content.dialogId, afterId, signal);
      if (hasFound(answer)) return;
      afterId = answer.continueAfter;
    }
  }

  async #send(outgoing: Outgoing, signal: AbortSignal): Promise<number | PortalError> {
    this.#times.noteStart(outgoing.uuid);
    try {
      return await this.#portal.send(outgoing, signal);
    } catch (error) {
      if (!isPortalError(error) || signal.aborted) throw error;
      return error;
    } finally {
      this.#times.noteEnd(outgoing.uuid);
    }
  }

  /** What came before the first attempt cannot be its copy, though it came after the person wrote. */
  async #baselineOf({ outgoing, knownBaselineId, signal }: DeliveryRequest): Promise<number> {
    if (outgoing.mayHaveArrived) return outgoing.baselineId;
    this.#times.forget(outgoing.uuid);
    if (knownBaselineId !== undefined) return Math.max(outgoing.baselineId, knownBaselineId);
    try {
      const { messages } = await this.#portal.readBack(outgoing.content.dialogId, 0, signal);
      return Math.max(outgoing.baselineId, messages.at(-1)?.id ?? 0);
    } catch (error) {
      // Nothing written there yet, perhaps; whatever else the portal has against it, it will tell when it is sent.
      if (isPortalError(error) && error.kind === 'rejected') return outgoing.baselineId;
      throw error;
    }
  }

  async #look(request: DeliveryRequest, lost: PortalError | undefined): Promise<number | undefined> {
    const { outgoing, signal } = request;
    let wasQuiet = false;
    for (let look = 0; ; look++) {
      const delayMs = this.#lookDelayMs(look, outgoing, lost, wasQuiet);
      if (delayMs === undefined) return undefined;
      if (look === TELLING_LOOK)
        request.onLongLook(this.#clock.now() + this.#untilRepeatMs(look, outgoing, lost));
      const asked = delayMs > 0 ? await this.#wait(outgoing, delayMs, signal) : undefined;
      if (asked !== undefined) return asked;
      wasQuiet = this.#times.quietMs(outgoing.uuid) >= QUIET_MS;
      const found = await this.#find(outgoing, signal);
      if (found !== undefined) return found;
    }
  }

  /** Resolves after the time, or to what a look found that somebody has asked for meanwhile. */
  async #wait(outgoing: Outgoing, delayMs: number, signal: AbortSignal): Promise<number | undefined> {
    const endsAt = this.#clock.monotonic() + delayMs;
    for (let leftMs = delayMs; leftMs > 0; leftMs = endsAt - this.#clock.monotonic()) {
      if (!(await this.#waits.wait(outgoing.uuid, leftMs, signal))) return undefined;
      const found = await this.#find(outgoing, signal);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #untilRepeatMs(look: number, { uuid }: Outgoing, lost: PortalError | undefined): number {
    if (lost === undefined || !isOnItsWay(lost)) return Math.max(0, QUIET_MS - this.#times.quietMs(uuid));
    return PATIENT_LOOKS_MS.slice(look).reduce((sum, delayMs) => sum + delayMs, 0);
  }

  /** `undefined` where looking on would show nothing new, and a repeat is safe. */
  #lookDelayMs(
    look: number,
    { uuid, content }: Outgoing,
    lost: PortalError | undefined,
    wasQuiet: boolean,
  ): number | undefined {
    if (lost !== undefined && isOnItsWay(lost)) return PATIENT_LOOKS_MS[look];
    const goesByUuid = content.files?.way !== 'single';
    if (this.#sent.keepsUuids && goesByUuid)
      return lost === undefined && look > 0 ? undefined : USUAL_LOOKS_MS[look];
    if (wasQuiet) return undefined;
    const remainingMs = Math.max(0, QUIET_MS - this.#times.quietMs(uuid));
    return Math.min(CAREFUL_LOOKS_MS[look] ?? FURTHER_LOOKS_MS, remainingMs);
  }
}

/** The portal refuses a uuid whose first copy it is still storing (api-facts 3.4). */
function isOnItsWay(error: PortalError): boolean {
  return error.code.toUpperCase() === 'MESSAGE_DUPLICATED_BY_UUID';
}
