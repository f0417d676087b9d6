import type { EventPage } from '../bitrix24/api/eventsApi.ts';
import { isPortalError } from '../bitrix24/rest/portalError.ts';
import type { Part } from './answerPart.ts';
import type { EventsRequest } from './tickRequest.ts';

// Ticks in a row that are made for nothing but what is left of the events.
const MOST_ROUNDS = 10;
// A portal whose ticks fail with the events and succeed without them is asked for no more of them.
const MOST_HARMS = 3;

/**
 * Where this session stands in the portal's log of events: whether to ask for it, from where on, and what has been taken
 * in. Asking is part of a tick. Only one program may read a person's events, so what is missing is normal.
 */
export class EventCursor {
  #isWanted = false;
  #isMissing = false;
  #isSubscribed = false;
  #hasCaughtUp = false;
  #confirmed: number | undefined;
  #rounds = 0;
  #harms = 0;
  #isResting = false;
  #isAsked = false;

  /** Whether the person lets this program read them. Begins anew when switched on again. */
  setWanted(isWanted: boolean): void {
    if (isWanted === this.#isWanted) return;
    this.#isWanted = isWanted;
    this.#isMissing = false;
    this.#harms = 0;
    this.#isSubscribed = false;
    this.#hasCaughtUp = false;
    this.#confirmed = undefined;
  }

  /** Whether the portal may be recording events for this session. */
  get mayBeSubscribed(): boolean {
    return this.#isWanted && !this.#isMissing;
  }

  /** False while what is read was recorded before this session looked. */
  get hasCaughtUp(): boolean {
    return this.#hasCaughtUp;
  }

  /** Whether the portal has begun to record because this session asked. */
  get isSubscribed(): boolean {
    return this.#isSubscribed;
  }

  /** True when the log held more than one answer brought. */
  get wantsMore(): boolean {
    return this.#rounds > 0 && this.#rounds <= MOST_ROUNDS;
  }

  /** What the next tick shall ask; `undefined` for nothing. */
  next(): EventsRequest | undefined {
    this.#isAsked = this.mayBeSubscribed && !this.#isResting;
    if (!this.#isAsked) return undefined;
    return { isSubscribing: !this.#isSubscribed, offset: this.#confirmed };
  }

  /** The request as a whole failed: the next one goes without, so that the events never stand in the way. */
  noteFailedTick(): void {
    this.#isResting = this.#isAsked;
  }

  /**
   * The tick's answer. What comes first was recorded before this session looked: `isOld` tells it, because what has been
   * read since knows better.
   */
  read(
    answer: Part<EventPage> | undefined,
  ): { readonly page: EventPage; readonly isOld: boolean } | undefined {
    this.#harms = this.#isAsked ? 0 : this.#harms + Number(this.#isResting);
    if (this.#harms >= MOST_HARMS) this.#isMissing = true;
    this.#isResting = false;
    if (answer === undefined) return undefined;
    if (!answer.ok) {
      this.#rounds = 0;
      if (isFinal(answer.error)) this.#isMissing = true;
      return undefined;
    }
    this.#isSubscribed = true;
    return { page: answer.value, isOld: !this.#hasCaughtUp };
  }

  /** All of the page has been taken in: the next request tells the portal so. */
  confirm({ nextOffset, hasMore }: EventPage): void {
    const isFurther = nextOffset !== undefined && nextOffset > (this.#confirmed ?? 0);
    if (isFurther) this.#confirmed = nextOffset;
    // Without a step forward the same page would come again and again.
    this.#rounds = hasMore && isFurther ? this.#rounds + 1 : 0;
    if (!hasMore || !isFurther) this.#hasCaughtUp = true;
  }
}

/** A portal without these methods, or one that does not let this person use them. */
function isFinal(error: unknown): boolean {
  return isPortalError(error) && (error.kind === 'rejected' || error.kind === 'scope');
}
