import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import type { Message } from '../../../src/model/message.ts';
import {
  emptyTimeline,
  firstUnreadId,
  hasMessage,
  newestId,
  oldestId,
  restartedTimeline,
  type Timeline,
  withMessages,
  withOlderEnd,
  withWholePage,
} from '../../../src/messenger/timeline.ts';
import { messageOf } from './messages.ts';

const SIZE = 40;
/** Ids grow and have gaps, as they do on a portal. */
const chat: readonly Message[] = Array.from({ length: SIZE }, (_, index) =>
  messageOf({ id: 10 + index * 3 }),
);

const page = fc
  .tuple(fc.nat({ max: SIZE - 1 }), fc.integer({ min: 1, max: 12 }))
  .map(([from, count]) => chat.slice(from, from + count));

function idsOf(timeline: Timeline): readonly number[] {
  return timeline.messages.map((message) => message.id);
}

describe('messenger: the timeline', () => {
  it('is the same whatever the order of pages, and holds each message once', () => {
    fc.assert(
      fc.property(fc.array(page, { minLength: 1, maxLength: 12 }), fc.gen(), (pages, gen) => {
        const orders = [pages, gen(fc.shuffledSubarray, [...pages], { minLength: pages.length })];
        const [one, other] = orders.map((order) => order.reduce(withMessages, emptyTimeline));
        assert.deepEqual(one, other);
        const expected = chat.filter((message) => pages.some((part) => part.includes(message)));
        assert.deepEqual(one?.messages, expected);
      }),
    );
  });

  it('ends up as the portal has it, whatever of posts, edits and deletions came in whatever order', () => {
    const doing = fc.record({
      kind: fc.constantFrom('post' as const, 'edit' as const, 'delete' as const, 'vanish' as const),
      which: fc.nat({ max: 1_000 }),
      seen: fc.option(fc.tuple(fc.nat({ max: 1_000 }), fc.integer({ min: 1, max: 12 })), { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.array(doing, { maxLength: 40 }), fc.gen(), (doings, gen) => {
        let stored = chat.slice(0, 8);
        const sights: (readonly Message[])[] = [];
        for (const [step, { kind, which, seen }] of doings.entries()) {
          // The ends of the last page stay, so that it tells of everything between them.
          const index = 1 + (which % (stored.length - 2));
          const at = stored[index];
          if (kind === 'post') stored = [...stored, messageOf({ id: (stored.at(-1)?.id ?? 0) + 1 })];
          else if (kind === 'vanish' && stored.length > 4) stored = stored.toSpliced(index, 1);
          else if (at !== undefined) {
            const changed = kind === 'edit' ? { text: `edit ${step}`, isEdited: true } : { isDeleted: true };
            stored = stored.with(index, { ...at, ...changed });
          }
          if (seen !== undefined) sights.push(stored.slice(seen[0] % stored.length).slice(0, seen[1]));
        }
        const inAnyOrder = gen(fc.shuffledSubarray, sights, { minLength: sights.length });
        const jumbled = inAnyOrder.reduce(withMessages, emptyTimeline);
        assert.deepEqual(withWholePage(jumbled, stored).messages, stored);
      }),
    );
  });

  it('takes a page whose rows come in any order, doubles among them', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...chat, ...chat], { minLength: 1 }), (rows) => {
        const ids = idsOf(withMessages(emptyTimeline, rows));
        assert.deepEqual(
          ids,
          [...new Set(rows.map((row) => row.id))].sort((a, b) => a - b),
        );
      }),
    );
  });

  it('keeps the latest wording, and every untouched message as the object it was', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: SIZE - 1 }), { maxLength: 20 }), (edits) => {
        const before = withMessages(emptyTimeline, chat);
        let timeline = before;
        const texts = new Map<number, string>();
        for (const [step, index] of edits.entries()) {
          const message = chat[index];
          if (message === undefined) continue;
          texts.set(message.id, `edit ${step}`);
          timeline = withMessages(timeline, [{ ...message, text: `edit ${step}`, isEdited: true }]);
        }
        for (const [index, message] of timeline.messages.entries()) {
          const text = texts.get(message.id);
          if (text === undefined) assert.equal(message, before.messages[index]);
          else assert.equal(message.text, text);
        }
      }),
    );
  });

  it('is the same object when a page brings nothing new', () => {
    const timeline = withMessages(emptyTimeline, chat);
    const again = chat.slice(10).map((message) => ({ ...message }));
    assert.equal(withMessages(timeline, again), timeline);
    assert.equal(withWholePage(timeline, again), timeline);
    assert.equal(withOlderEnd(timeline, true), timeline);
  });

  it('loses what vanished between the ends of a whole page, and nothing beyond them', () => {
    const timeline = withMessages(emptyTimeline, [...chat, messageOf({ id: 1_000, text: 'own, newer' })]);
    const gone = chat.at(-5)?.id ?? 0;
    const whole = chat.slice(-20).filter((message) => message.id !== gone);
    const after = withWholePage(timeline, whole);
    assert.deepEqual(
      idsOf(after),
      idsOf(timeline).filter((id) => id !== gone),
    );
    assert.equal(withWholePage(after, []), after);
  });

  it('begins anew with the newest page, own messages beyond it kept', () => {
    const own = messageOf({ id: 9_000, authorId: 1 });
    const newest = [8_000, 8_010, 8_020].map((id) => messageOf({ id }));
    const timeline = restartedTimeline(withMessages(emptyTimeline, [...chat, own]), newest, true);
    assert.deepEqual(idsOf(timeline), [8_000, 8_010, 8_020, 9_000]);
    assert.equal(timeline.hasOlder, true);
  });

  it('keeps the uuid of an own message when the portal’s copy has none', () => {
    const uuid = '0c3c5ad6-a1b8-4d4d-9234-f137ef862a77';
    const own = withMessages(emptyTimeline, [messageOf({ id: 5, uuid, text: 'see ya.ru' })]);
    const [copy] = withMessages(own, [messageOf({ id: 5, text: 'see [URL]http://ya.ru[/URL]' })]).messages;
    assert.deepEqual([copy?.uuid, copy?.text], [uuid, 'see [URL]http://ya.ru[/URL]']);
  });

  it('keeps what a message answers when a later copy does not tell', () => {
    const known = withMessages(emptyTimeline, [messageOf({ id: 5, replyTo: 3 })]);
    assert.equal(withMessages(known, [messageOf({ id: 5 })]), known);
    const [edited] = withMessages(known, [messageOf({ id: 5, text: 'changed' })]).messages;
    assert.deepEqual([edited?.replyTo, edited?.text], [3, 'changed']);
  });

  it('knows its ends and what is in it', () => {
    const timeline = withMessages(emptyTimeline, chat);
    assert.deepEqual([oldestId(timeline), newestId(timeline)], [10, 10 + (SIZE - 1) * 3]);
    assert.deepEqual([oldestId(emptyTimeline), newestId(emptyTimeline)], [undefined, 0]);
    assert.deepEqual([hasMessage(timeline, 13), hasMessage(timeline, 14)], [true, false]);
  });

  it('begins the unread ones at the first message after the mark that is not one’s own', () => {
    const timeline = withMessages(emptyTimeline, [
      messageOf({ id: 1 }),
      messageOf({ id: 4, authorId: 1 }),
      messageOf({ id: 6, authorId: 0 }),
      messageOf({ id: 9 }),
    ]);
    const unreadAfter = (readId: number): number | undefined => firstUnreadId([timeline], readId, 1);
    assert.deepEqual([0, 1, 3, 5, 6, 8, 9, 50].map(unreadAfter), [1, 6, 6, 6, 9, 9, undefined, undefined]);
  });

  it('takes twenty thousand messages page by page without growing slower than its size', () => {
    // Reads every message's id a bounded number of times: counted, not timed.
    let reads = 0;
    const counted = (id: number): Message =>
      Object.defineProperty(messageOf({ id }), 'id', {
        enumerable: true,
        get: () => {
          reads += 1;
          return id;
        },
      });
    const all = Array.from({ length: 20_000 }, (_, index) => counted(index + 1));
    let timeline: Timeline = emptyTimeline;
    for (let end = all.length; end > 0; end -= 50)
      timeline = withMessages(timeline, all.slice(end - 50, end));
    assert.equal(timeline.messages.length, all.length);
    assert.ok(reads < all.length * 60, `${reads} reads`);
  });
});
