import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import type { Message, MessagePage } from '../../../src/model/message.ts';
import { idsToRenew, renewedTimeline } from '../../../src/messenger/renewedTimeline.ts';
import type { Timeline } from '../../../src/messenger/timeline.ts';
import { messageOf } from './messages.ts';

const PAGE_SIZE = 50;

/** What the portal gives: the last fifty before an id. */
function pageBefore(stored: readonly Message[], id: number): MessagePage {
  const messages = stored.filter((message) => message.id < id).slice(-PAGE_SIZE);
  return { chatId: 97, messages, isLast: messages.length < PAGE_SIZE };
}

function renewed(known: Timeline, stored: readonly Message[]): Timeline {
  const reachedId = known.messages.at(-1)?.id ?? 0;
  const below = idsToRenew(known).map((id) => pageBefore(stored, id));
  return renewedTimeline(known, reachedId, pageBefore(stored, Infinity), below);
}

function idsOf(messages: readonly Message[]): readonly number[] {
  return messages.map(({ id }) => id);
}

describe('messenger: a thread of an earlier session', () => {
  it('holds what the portal has and nothing else, without a hole, whatever happened meanwhile', () => {
    const scenario = fc.record({
      before: fc.integer({ min: 1, max: 260 }),
      kept: fc.integer({ min: 1, max: 200 }),
      news: fc.integer({ min: 0, max: 120 }),
      // Of every so many one was removed without a trace, or edited.
      removedEvery: fc.integer({ min: 2, max: 80 }),
      editedEvery: fc.integer({ min: 2, max: 80 }),
    });
    fc.assert(
      fc.property(scenario, ({ before, kept, news, removedEvery, editedEvery }) => {
        const then = Array.from({ length: before }, (_, index) => messageOf({ id: (index + 1) * 3 }));
        const now = Array.from({ length: before + news }, (_, index) => messageOf({ id: (index + 1) * 3 }))
          .filter((_, index) => index % removedEvery !== removedEvery - 1)
          .map((message, index) => (index % editedEvery === 0 ? { ...message, text: 'edited' } : message));
        const known = { messages: then.slice(-kept), hasOlder: kept < before };
        const { messages, hasOlder } = renewed(known, now);

        assert.deepEqual(messages, now.slice(-messages.length), 'the newest of what is stored');
        assert.ok(hasOlder || messages.length === now.length);
        assert.ok(messages.length >= Math.min(now.length, PAGE_SIZE));
      }),
      { numRuns: 300 },
    );
  });

  it('keeps every message that has not changed as the object it was', () => {
    const stored = Array.from({ length: 120 }, (_, index) => messageOf({ id: index + 1 }));
    const known = { messages: stored.slice(0, 100), hasOlder: false };
    const copy = stored.map((message) => ({ ...message }));
    const { messages } = renewed(known, copy);
    assert.equal(messages.length, 120);
    known.messages.forEach((message, index) => assert.equal(messages[index], message));
  });

  it('gives way to the newest page when more has come than joins on', () => {
    const stored = Array.from({ length: 300 }, (_, index) => messageOf({ id: index + 1 }));
    const { messages, hasOlder } = renewed({ messages: stored.slice(0, 100), hasOlder: false }, stored);
    assert.deepEqual(idsOf(messages), idsOf(stored.slice(-50)));
    assert.equal(hasOlder, true);
  });

  it('gives way to the newest page when the older ones could not be asked for', () => {
    const stored = Array.from({ length: 100 }, (_, index) => messageOf({ id: index + 1 }));
    const known = { messages: stored, hasOlder: false };
    const { messages } = renewedTimeline(known, 100, pageBefore(stored, Infinity), []);
    assert.deepEqual(idsOf(messages), idsOf(stored.slice(-50)));
  });

  it('is empty when all was removed, but for what was sent since', () => {
    const own = messageOf({ id: 200 });
    const known = { messages: [messageOf({ id: 1 }), messageOf({ id: 2 }), own], hasOlder: false };
    const nothing = pageBefore([], Infinity);
    assert.deepEqual(renewedTimeline(known, 2, nothing, [nothing]).messages, [own]);
  });

  it('asks for two pages of a hundred known messages, for none where none is known', () => {
    const messages = Array.from({ length: 100 }, (_, index) => messageOf({ id: index + 1 }));
    assert.deepEqual(idsToRenew({ messages, hasOlder: true }), [101, 51]);
    assert.deepEqual(idsToRenew({ messages: [], hasOlder: true }), []);
  });
});
