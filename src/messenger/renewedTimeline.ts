// What an earlier session kept of a thread, held against what the portal says now.
import type { Message, MessagePage } from '../model/message.ts';
import { restartedTimeline, type Timeline, withOlderEnd, withWholePage } from './timeline.ts';

const PAGE_SIZE = 50;
const MOST_PAGES = 4;

/** Messages before which pages are to be asked for, so that together they show again all that is known. */
export function idsToRenew({ messages }: Timeline): readonly number[] {
  const ids: number[] = [];
  for (let end = messages.length; end > 0 && ids.length < MOST_PAGES; end -= PAGE_SIZE) {
    ids.push((messages[end - 1]?.id ?? 0) + 1);
  }
  return ids;
}

/**
 * Known messages stay where the portal shows them again. Nothing comes into a dialog but at its end, so pages that
 * begin where one of fifty known messages ends leave no hole. What joins on to nothing gives way to the newest page.
 */
export function renewedTimeline(
  known: Timeline,
  reachedId: number,
  newest: MessagePage,
  below: readonly MessagePage[],
): Timeline {
  // Nothing was restored, but something may have been sent before the first page came.
  if (reachedId === 0) return withOlderEnd(withWholePage(known, newest.messages), !newest.isLast);

  const firstId = newest.messages[0]?.id ?? 0;
  const lastPage = below.at(-1);
  const joins = lastPage !== undefined && (newest.isLast || firstId <= reachedId);
  // Beyond the newest page stands only what was sent since.
  const lastId = newest.messages.at(-1)?.id ?? 0;
  const left = known.messages.filter(({ id }) => id <= lastId || id > reachedId);
  if (!joins) return restartedTimeline({ ...known, messages: left }, newest.messages, !newest.isLast);

  const messages = inOrder([...below, newest].flatMap((page) => page.messages));
  const oldestId = messages[0]?.id ?? reachedId + 1;
  const within = { ...known, messages: left.filter(({ id }) => id >= oldestId) };
  return withOlderEnd(withWholePage(within, messages), !newest.isLast && !lastPage.isLast);
}

function inOrder(messages: readonly Message[]): readonly Message[] {
  const unique = new Map(messages.map((message) => [message.id, message]));
  return [...unique.values()].sort((a, b) => a.id - b.id);
}
