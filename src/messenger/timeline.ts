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
    else if (!isSameMessage(before, message)) {
      next ??= [...known];
      next[index] = message;
    }
  }
  if (added.length === 0) return next === undefined ? timeline : { ...timeline, messages: next };
  return { ...timeline, messages: sortedById([...(next ?? known), ...added]) };
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

/** The first message after `readId` that is not this person's own. */
export function firstUnreadId(timeline: Timeline, readId: number, ownId: number): number | undefined {
  for (let index = indexOfId(timeline.messages, readId + 1); index < timeline.messages.length; index++) {
    const message = timeline.messages[index];
    if (message !== undefined && message.id > readId && message.authorId !== ownId) return message.id;
  }
  return undefined;
}

export function hasMessage(timeline: Timeline, id: number): boolean {
  return timeline.messages[indexOfId(timeline.messages, id)]?.id === id;
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

function sortedById(messages: readonly Message[]): readonly Message[] {
  const unique = new Map<number, Message>();
  for (const message of messages) unique.set(message.id, message);
  return [...unique.values()].sort((a, b) => a.id - b.id);
}

function isSameMessage(a: Message, b: Message): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
