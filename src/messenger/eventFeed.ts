import type { Clock } from '../base/ports.ts';
import type { EventPage } from '../bitrix24/api/eventsApi.ts';
import type { MessageAnswer } from '../bitrix24/api/messagesApi.ts';
import { parseMarkup } from '../bitrix24/markup/parseMarkup.ts';
import { plainText } from '../bitrix24/markup/plainText.ts';
import type { Lane } from '../bitrix24/rest/laneGate.ts';
import type { DialogId } from '../model/dialogId.ts';
import type { Message } from '../model/message.ts';
import type { PortalEvent } from '../model/portalEvent.ts';
import type { DialogStore } from './dialogStore.ts';
import { EventCursor } from './eventCursor.ts';
import type { Part } from './answerPart.ts';
import type { Portal } from './portal.ts';
import type { EventsRequest, TickAnswer } from './tickRequest.ts';
import type { Thread } from './thread.ts';
import type { UserDirectory } from './userDirectory.ts';

const PREVIEW_LENGTH = 200;
const LEAVE_WITHIN_MS = 3_000;

export interface EventNews {
  /** Messages that stand in an open thread and did not before. */
  readonly received: readonly { readonly dialogId: DialogId; readonly message: Message }[];
  /** Every message the portal told of, in open threads or not. */
  readonly posted: readonly Message[];
}

/** A page of events, for windows that cannot read it themselves. */
export interface ToldEvents {
  readonly page: EventPage;
  /** Recorded before anybody looked: what has been read since knows better. */
  readonly isOld: boolean;
}

const nothing: EventNews = { received: [], posted: [] };

/**
 * Takes in what the portal recorded since the last tick: open threads that no page of the tick shows, and edits, likes
 * and deletions at once. Recents and pages remain the truth: events may be stolen, late or doubled.
 */
export class EventFeed {
  readonly #portal: Portal;
  readonly #clock: Clock;
  readonly #dialogs: DialogStore;
  readonly #users: UserDirectory;
  readonly #openThreads: () => readonly Thread[];
  readonly #cursor = new EventCursor();

  constructor(
    portal: Portal,
    clock: Clock,
    dialogs: DialogStore,
    users: UserDirectory,
    openThreads: () => readonly Thread[],
  ) {
    this.#portal = portal;
    this.#clock = clock;
    this.#dialogs = dialogs;
    this.#users = users;
    this.#openThreads = openThreads;
  }

  /** True when the portal has more than one answer brought. */
  get wantsMore(): boolean {
    return this.#cursor.wantsMore;
  }

  /** Whether the portal records for this session, so that an edit may be told of at once, or to another reader. */
  get isInUse(): boolean {
    return this.#cursor.mayBeSubscribed && this.#cursor.isSubscribed;
  }

  /** Whether the person lets this program read them. Switching it off tells the portal. */
  setWanted(isWanted: boolean): void {
    // The setting changes in all windows; the one that has asked for the recording ends it.
    const { isSubscribed } = this.#cursor;
    this.#cursor.setWanted(isWanted);
    if (isSubscribed && !isWanted) void this.#unsubscribe('background');
  }

  /** The person signs out: the portal need not record for this program any more. Best effort, and soon over. */
  async leave(): Promise<void> {
    if (this.#cursor.mayBeSubscribed) await this.#unsubscribe('person');
  }

  /** What the next tick shall ask; `undefined` for nothing. */
  nextRequest(): EventsRequest | undefined {
    return this.#cursor.next();
  }

  noteFailedTick(): void {
    this.#cursor.noteFailedTick();
  }

  /** After the tick's lists and pages, which were read after the events and know better. */
  take(answer: TickAnswer): EventNews {
    const read = this.#cursor.read(answer.events);
    if (read === undefined) return nothing;
    const news = this.#apply(read, answer.threads.values(), answer.recent.ok);
    this.#cursor.confirm(read.page);
    return news;
  }

  /** What of a tick's answer other windows are to be told; to be asked before it is taken in. */
  told({ events }: TickAnswer): ToldEvents | undefined {
    if (events?.ok !== true || events.value.events.length === 0) return undefined;
    return { page: events.value, isOld: !this.#cursor.hasCaughtUp };
  }

  /** What another window has read, after the pages that it read with it. */
  takeTold(told: ToldEvents, pages: readonly { readonly answer: Part<MessageAnswer> }[]): EventNews {
    return this.#apply(
      told,
      pages.map(({ answer }) => answer),
      true,
    );
  }

  #apply({ page, isOld }: ToldEvents, pages: Iterable<Part<MessageAnswer>>, isListKnown: boolean): EventNews {
    // Other answers know more about people.
    this.#users.learn(page.users.filter((user) => this.#users.get(user.id) === undefined));

    const onPages = idsOn(pages);
    const events = page.events.filter((event) => !isKnownBetter(event, onPages, isOld));
    const received = this.#openThreads().flatMap((thread) => {
      const mine = events.filter((event) => isIn(event, thread));
      return thread.applyEvents(mine).map((message) => ({ dialogId: thread.dialogId, message }));
    });
    if (!isListKnown && !isOld) this.#applyToList(events);
    return {
      received,
      posted: page.events.flatMap((event) => (event.kind === 'posted' ? event.message : [])),
    };
  }

  async #unsubscribe(lane: Lane): Promise<void> {
    const controller = new AbortController();
    const timer = this.#clock.schedule(() => controller.abort(), LEAVE_WITHIN_MS);
    const { signal } = controller;
    // The portal forgets what nobody asks for after a day.
    await this.#portal.events.unsubscribe({ lane, signal }).catch(() => undefined);
    timer.dispose();
  }

  /** Where the list itself could not be had, a method out of its time budget perhaps. */
  #applyToList(events: readonly PortalEvent[]): void {
    for (const event of events) {
      if (event.kind !== 'posted' || event.dialogId === undefined) continue;
      const preview = plainText(parseMarkup(event.message.text), { maxLength: PREVIEW_LENGTH });
      this.#dialogs.applyArrival(event.dialogId, event.message, preview);
    }
  }
}

function idsOn(pages: Iterable<Part<MessageAnswer>>): ReadonlySet<number> {
  const messages = [...pages].flatMap((part) => (part.ok ? part.value.page.messages : []));
  return new Set(messages.map((message) => message.id));
}

function isKnownBetter(event: PortalEvent, onPages: ReadonlySet<number>, isOld: boolean): boolean {
  switch (event.kind) {
    case 'posted':
      return onPages.has(event.message.id);
    case 'edited':
      return isOld || onPages.has(event.message.id);
    case 'liked':
      return isOld || onPages.has(event.messageId);
    case 'deleted':
      return onPages.has(event.messageId);
    case 'joined':
      return false;
  }
}

function isIn(event: PortalEvent, thread: Thread): boolean {
  const chatId = thread.details?.chatId ?? 0;
  return chatId > 0 ? event.chatId === chatId : event.dialogId === thread.dialogId;
}
