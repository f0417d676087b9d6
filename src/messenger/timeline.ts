// The messages of a dialog as a value: pages, news and edits in any order give the same timeline.
import type { Message } from '../model/message.ts';

export interface Timeline {
  /** Ascending by id, each once. */
  readonly messages: readonly Message[];
  /** False once a page ended at the dialog's beginning. */
  readonly hasOlder: boolean;
}

export const emptyTimeline: Timeline = { messages: [], hasOlder: true };

/** Takes messages in, the newer wording of a known one winning. Gives the same timeline when nothing changed. */
export function withMessages(timeline: Timeline, incoming: readonly Message[]): Timeline {
  const known = timeline.messages;
  const added: Message[] = [];
  let next: Message[] | undefined;
  for (const message of incoming) {
    const index = indexOfId(known, message.id);
    const before = known[index];
    if (before?.id !== message.id) added.push(message);
    else {
      const merged = withKnown(message, before);
      if (isSameMessage(before, merged)) continue;
      next ??= [...known];
      next[index] = merged;
    }
  }
  if (added.length === 0) return next === undefined ? timeline : { ...timeline, messages: next };
  return { ...timeline, messages: joined(next ?? known, ascending(added)) };
}

/**
 * Takes in a page without holes, such as the newest one: a known message between its ends that is not on it was removed
 * without a trace. What is beyond its ends stays.
 */
export function withWholePage(timeline: Timeline, page: readonly Message[]): Timeline {
  const first = page[0]?.id ?? 0;
  const last = page.at(-1)?.id ?? 0;
  const present = new Set(page.map((message) => message.id));
  const left = timeline.messages.filter(({ id }) => id <= first || id >= last || present.has(id));
  return withMessages(
    left.length === timeline.messages.length ? timeline : { ...timeline, messages: left },
    page,
  );
}

/** Begins anew with the newest page, where what lies between it and what was known is too much to load. */
export function restartedTimeline(timeline: Timeline, page: readonly Message[], hasOlder: boolean): Timeline {
  const last = page.at(-1)?.id ?? 0;
  const newer = timeline.messages.filter(({ id }) => id > last);
  return withMessages({ messages: newer, hasOlder }, page);
}

export function withOlderEnd(timeline: Timeline, hasOlder: boolean): Timeline {
  return timeline.hasOlder === hasOlder ? timeline : { ...timeline, hasOlder };
}

export function newestId(timeline: Timeline): number {
  return timeline.messages.at(-1)?.id ?? 0;
}

export function oldestId(timeline: Timeline): number | undefined {
  return timeline.messages[0]?.id;
}

/** The first message after `readId` that is not this person's own, in stretches from the oldest to the newest. */
export function firstUnreadId(
  stretches: readonly Timeline[],
  readId: number,
  ownId: number,
): number | undefined {
  for (const { messages } of stretches) {
    for (let index = indexOfId(messages, readId + 1); index < messages.length; index++) {
      const message = messages[index];
      if (message !== undefined && message.authorId !== ownId) return message.id;
    }
  }
  return undefined;
}

export function messageById(timeline: Timeline, id: number): Message | undefined {
  const message = timeline.messages[indexOfId(timeline.messages, id)];
  return message?.id === id ? message : undefined;
}

export function hasMessage(timeline: Timeline, id: number): boolean {
  return timeline.messages[indexOfId(timeline.messages, id)]?.id === id;
}

/** What came after `reachedId`; older pages and own messages that stood here already are no news. */
export function newMessages(before: Timeline, after: Timeline, reachedId: number): readonly Message[] {
  const news: Message[] = [];
  for (let index = after.messages.length - 1; index >= 0; index--) {
    const message = after.messages[index];
    if (message === undefined || message.id <= reachedId) break;
    if (!hasMessage(before, message.id)) news.unshift(message);
  }
  return news;
}

/** Where `id` stands, or would stand. */
function indexOfId(messages: readonly Message[], id: number): number {
  let low = 0;
  let high = messages.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const candidate = messages[middle];
    if (candidate !== undefined && candidate.id < id) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Two ascending lists without a common id into one. */
function joined(a: readonly Message[], b: readonly Message[]): readonly Message[] {
  if (idAt(a, -1) < idAt(b, 0)) return [...a, ...b];
  if (idAt(b, -1) < idAt(a, 0)) return [...b, ...a];
  return [...a, ...b].sort((one, other) => one.id - other.id);
}

function idAt(messages: readonly Message[], index: number): number {
  return messages.at(index)?.id ?? 0;
}

/** Without doubles: the later of two wins. */
function ascending(messages: readonly Message[]): readonly Message[] {
  const unique = new Map(messages.map((message) => [message.id, message]));
  return [...unique.values()].sort((a, b) => a.id - b.id);
}

/**
 * A copy may tell less than the one before: portals that show no uuids must not make a message of ours look like another
 * one (api-facts 5 row 13), and most reads leave out what a message answers (4.6).
 */
function withKnown(message: Message, known: Message): Message {
  const uuid = message.uuid ?? known.uuid;
  const replyTo = message.replyTo ?? known.replyTo;
  return uuid === message.uuid && replyTo === message.replyTo ? message : { ...message, uuid, replyTo };
}

function isSameMessage(a: Message, b: Message): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
