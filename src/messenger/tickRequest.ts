// What a tick asks of the portal, and what it answers.
import type { EventPage } from '../bitrix24/api/eventsApi.ts';
import type { MessageAnswer } from '../bitrix24/api/messagesApi.ts';
import type { PageOptions, RecentPage } from '../bitrix24/api/recentApi.ts';
import type { Counters } from '../model/counters.ts';
import type { DialogId } from '../model/dialogId.ts';
import type { Part } from './answerPart.ts';
import type { DialogLook } from './dialogLook.ts';

export interface TickThread {
  readonly dialogId: DialogId;
  /** Only what is newer than this; `undefined` for the newest page, which also shows edits. */
  readonly afterId: number | undefined;
}

export interface EventsRequest {
  /** Ask for the recording first. */
  readonly isSubscribing: boolean;
  /** Up to where all is taken in. */
  readonly offset: number | undefined;
}

export interface TickRequest {
  /** Rows of the list's first page. */
  readonly recentLimit: number;
  /** Whether that is as many as the portal gives in time. */
  readonly isLarge: boolean;
  /** A page from the middle of the list, to look again at what no first page shows. */
  readonly window: PageOptions | undefined;
  readonly threads: readonly TickThread[];
  /** Dialogs of which not only the messages are wanted. */
  readonly looks: readonly DialogId[];
  readonly events: EventsRequest | undefined;
}

export interface TickAnswer {
  /** As of the moment before the rest; `undefined` where none were asked for. */
  readonly events: Part<EventPage> | undefined;
  readonly recent: Part<RecentPage>;
  /** `undefined` where none was asked for, or where it failed. */
  readonly window: RecentPage | undefined;
  /** `undefined` where only the counting failed. */
  readonly counters: Counters | undefined;
  readonly threads: ReadonlyMap<DialogId, Part<MessageAnswer>>;
  readonly looks: readonly DialogLook[];
}
