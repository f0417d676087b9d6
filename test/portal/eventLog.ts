// The log behind im.v2.Event: one per user, whoever reads it (api-facts 3.9).
import { IdSource, seededRandom } from './idSource.ts';
import type { ChatRecord, WorldChange } from './records.ts';
import { eventChatView, eventMessageView, eventUserView } from './wire/eventView.ts';
import { isoDate } from './wire/isoDate.ts';
import type { World } from './world.ts';

export type LoggedEvent = {
  readonly eventId: number;
  readonly type: string;
  readonly dateMs: number;
  readonly data: Readonly<Record<string, unknown>>;
};

type Occurrence = {
  readonly type: string;
  readonly chat: ChatRecord;
  /** Payload beside `chat` and `language`, as this member is told. */
  readonly data: (viewerId: number) => Record<string, unknown>;
  readonly userId: number;
};

const KEPT_MS = 24 * 3600_000;

export class EventLog {
  readonly #world: World;
  readonly #ids = new IdSource(2_000, 5, seededRandom(2_026));
  readonly #logs = new Map<number, readonly LoggedEvent[]>();
  #isListening = false;

  constructor(world: World) {
    this.#world = world;
  }

  /** Events are recorded from here on; a second subscription changes nothing. */
  subscribe(userId: number): void {
    if (!this.#isListening) this.#world.onDidChange((change) => this.#record(change));
    this.#isListening = true;
    if (!this.#logs.has(userId)) this.#logs.set(userId, []);
  }

  /** What was recorded goes, too; the documents say it stays. */
  unsubscribe(userId: number): void {
    this.#logs.delete(userId);
  }

  isSubscribed(userId: number): boolean {
    return this.#logs.has(userId);
  }

  /** Removes everything below `offset`, for every reader of this user's events, and gives what is left. */
  read(userId: number, offset: number, limit: number): readonly LoggedEvent[] {
    const log = this.#logs.get(userId);
    if (log === undefined) return [];
    const oldestMs = this.#world.clock.now() - KEPT_MS;
    const left = log.filter((event) => event.eventId >= offset && event.dateMs >= oldestMs);
    this.#logs.set(userId, left);
    return left.slice(0, limit);
  }

  /** Takes events out of the log as another reader would, confirming them unseen. */
  steal(userId: number, count: number): void {
    const log = this.#logs.get(userId);
    if (log !== undefined) this.#logs.set(userId, log.slice(count));
  }

  wire(event: LoggedEvent): Record<string, unknown> {
    const { dateMs, ...rest } = event;
    return { ...rest, date: isoDate(dateMs, this.#world.utcOffsetMinutes) };
  }

  #record(change: WorldChange): void {
    const occurrence = this.#occurrenceOf(change);
    if (occurrence === undefined || this.#logs.size === 0) return;
    const { type, chat, data, userId } = occurrence;
    for (const member of chat.members.values()) {
      const log = this.#logs.get(member.userId);
      if (log === undefined) continue;
      const event: LoggedEvent = {
        eventId: this.#ids.next(),
        type,
        dateMs: this.#world.clock.now(),
        data: {
          ...data(member.userId),
          chat: eventChatView(this.#world, chat, member.userId),
          user: eventUserView(this.#world, this.#world.users.get(userId)),
          language: this.#world.language,
        },
      };
      this.#logs.set(member.userId, [...log, event]);
    }
  }

  /** Reads, typing, pins, counters, renames and leaving tell nothing. */
  #occurrenceOf(change: WorldChange): Occurrence | undefined {
    const world = this.#world;
    switch (change.kind) {
      case 'posted':
      case 'edited': {
        const { message } = change;
        return {
          type: change.kind === 'posted' ? 'ONIMV2MESSAGEADD' : 'ONIMV2MESSAGEUPDATE',
          chat: world.chat(message.chatId),
          userId: message.authorId,
          data: (viewerId) => ({ message: eventMessageView(world, message, viewerId) }),
        };
      }
      case 'deleted': {
        const { message } = change;
        return {
          type: 'ONIMV2MESSAGEDELETE',
          chat: world.chat(message.chatId),
          userId: message.authorId,
          data: () => ({ messageId: message.id }),
        };
      }
      case 'liked': {
        const { message, userId, isOn } = change;
        return {
          type: 'ONIMV2REACTIONCHANGE',
          chat: world.chat(message.chatId),
          userId,
          data: (viewerId) => ({
            reaction: 'like',
            action: isOn ? 'add' : 'delete',
            message: eventMessageView(world, message, viewerId),
          }),
        };
      }
      case 'joined': {
        const { chat, userId } = change;
        if (chat.messageType === 'P') return undefined;
        return {
          type: 'ONIMV2JOINCHAT',
          chat,
          userId,
          data: () => ({ dialogId: `chat${chat.id}` }),
        };
      }
      case 'command':
      case 'read':
        return undefined;
    }
  }
}
