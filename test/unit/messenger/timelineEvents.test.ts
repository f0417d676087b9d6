import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { emptyTimeline, withMessages, withWholePage } from '../../../src/messenger/timeline.ts';
import { withEvents } from '../../../src/messenger/timelineEvents.ts';
import type { Message } from '../../../src/model/message.ts';
import type { PortalEvent } from '../../../src/model/portalEvent.ts';
import { messageOf } from './messages.ts';

const place = { chatId: 97, dialogId: 'chat97' };

type Doing =
  | { readonly kind: 'post'; readonly replyTo: number | undefined; readonly hasFile: boolean }
  | { readonly kind: 'edit'; readonly at: number }
  | { readonly kind: 'delete'; readonly at: number }
  | { readonly kind: 'like'; readonly at: number; readonly userId: number };

const at = fc.nat(7);
const doings = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constant('post' as const),
      replyTo: fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined }),
      hasFile: fc.boolean(),
    }),
    fc.record({ kind: fc.constant('edit' as const), at }),
    fc.record({ kind: fc.constant('delete' as const), at }),
    fc.record({ kind: fc.constant('like' as const), at, userId: fc.integer({ min: 1, max: 3 }) }),
  ),
  { maxLength: 30, size: 'max' },
);

/** What a portal has after some doings, and what it records of them. */
class Portal {
  readonly log: PortalEvent[] = [];
  /** Posted with a file, which no event brings whole. */
  readonly withFile = new Set<number>();
  #messages: readonly Message[] = [];

  do(doing: Doing): void {
    if (doing.kind === 'post') {
      const id = (this.#messages.length + 1) * 10;
      const fileIds = doing.hasFile ? [id] : [];
      if (doing.hasFile) this.withFile.add(id);
      const files = fileIds.map((fileId) => ({
        id: fileId,
        name: 'a.png',
        kind: 'image' as const,
        size: 1,
        image: undefined,
      }));
      const message = messageOf({ id, replyTo: doing.replyTo, fileIds, files });
      this.#messages = [...this.#messages, message];
      this.log.push({ ...place, kind: 'posted', message: { ...message, files: [] } });
      return;
    }
    const message = this.#messages[doing.at % Math.max(1, this.#messages.length)];
    if (message === undefined || message.isDeleted) return;
    switch (doing.kind) {
      case 'edit': {
        const edited = { ...message, text: `${message.text}!`, isEdited: true };
        this.#replace(edited);
        this.log.push({ ...place, kind: 'edited', message: { ...edited, files: [] } });
        return;
      }
      case 'delete':
        this.#replace({
          ...message,
          ...{ text: '', fileIds: [], files: [], isEdited: false, isDeleted: true },
        });
        this.log.push({ ...place, kind: 'deleted', messageId: message.id });
        return;
      case 'like': {
        const isLiked = !message.likedBy.includes(doing.userId);
        const others = message.likedBy.filter((id) => id !== doing.userId);
        this.#replace({ ...message, likedBy: isLiked ? [...others, doing.userId] : others });
        this.log.push({ ...place, kind: 'liked', messageId: message.id, userId: doing.userId, isLiked });
      }
    }
  }

  /** As the classic reads give it: nothing is said of what a message answers. */
  get page(): readonly Message[] {
    return this.#messages.map((message) => ({ ...message, replyTo: undefined }));
  }

  get truth(): readonly Message[] {
    return this.#messages;
  }

  #replace(message: Message): void {
    this.#messages = this.#messages.map((known) => (known.id === message.id ? message : known));
  }
}

const lastId = (messages: readonly Message[]): number => messages.at(-1)?.id ?? 0;

describe('events in a timeline', () => {
  it('all of them in order give what the portal has, but for files and what they hang on', () => {
    fc.assert(
      fc.property(doings, doings, (earlier, later) => {
        const portal = new Portal();
        for (const doing of earlier) portal.do(doing);
        const known = withMessages(emptyTimeline, portal.truth);
        const reachedId = lastId(portal.truth);
        const before = portal.log.length;
        for (const doing of later) portal.do(doing);
        const { messages } = withEvents(known, portal.log.slice(before), reachedId);
        const expected = portal.truth.filter(({ id }) => id <= reachedId || !portal.withFile.has(id));
        assert.deepEqual(messages, expected);
      }),
    );
  });

  it('twice what came already changes nothing', () => {
    fc.assert(
      fc.property(doings, (script) => {
        const portal = new Portal();
        for (const doing of script) portal.do(doing);
        const known = withMessages(emptyTimeline, portal.truth);
        const posted = portal.log.filter((event) => event.kind === 'posted' || event.kind === 'deleted');
        assert.equal(withEvents(known, posted, lastId(portal.truth)), known);
      }),
    );
  });

  it('lost, doubled and out of order they are put right by the next page, and what is answered stays known', () => {
    const chaos = fc.array(fc.record({ index: fc.nat(60), pageFirst: fc.boolean() }), {
      maxLength: 60,
      size: 'max',
    });
    fc.assert(
      fc.property(doings, doings, chaos, (earlier, later, picks) => {
        const portal = new Portal();
        for (const doing of earlier) portal.do(doing);
        let timeline = withMessages(emptyTimeline, portal.page);
        let reachedId = lastId(portal.page);
        const before = portal.log.length;
        for (const doing of later) portal.do(doing);
        const log = portal.log.slice(before);
        for (const { index, pageFirst } of picks) {
          const event = log[index % Math.max(1, log.length)];
          if (event !== undefined) timeline = withEvents(timeline, [event], reachedId);
          if (!pageFirst) continue;
          timeline = withWholePage(timeline, portal.page);
          reachedId = lastId(portal.page);
        }
        timeline = withWholePage(timeline, portal.page);
        const known = timeline.messages.map((message) => ({ ...message, replyTo: undefined }));
        assert.deepEqual(known, portal.page);
        for (const { id, replyTo } of timeline.messages) {
          const truth = portal.truth.find((message) => message.id === id)?.replyTo;
          assert.ok(replyTo === undefined || replyTo === truth);
        }
      }),
    );
  });

  it('never add what lies in a part that is known to be without it', () => {
    const known = withMessages(emptyTimeline, [messageOf({ id: 10 }), messageOf({ id: 30 })]);
    const event = { ...place, kind: 'posted' as const, message: messageOf({ id: 20 }) };
    assert.equal(withEvents(known, [event], 30), known);
  });

  it('keep the files of a message whose text was changed, and its mark as unread', () => {
    const file = { id: 5, name: 'a.png', kind: 'image' as const, size: 1, image: undefined };
    const known = messageOf({ id: 10, fileIds: [5], files: [file], isUnread: true });
    const message = messageOf({ id: 10, fileIds: [5], text: 'changed' });
    const [edited] = withEvents(
      withMessages(emptyTimeline, [known]),
      [{ ...place, kind: 'edited', message }],
      10,
    ).messages;
    assert.deepEqual(edited, { ...known, text: 'changed' });
  });

  it('leave a deleted message deleted', () => {
    const known = withMessages(emptyTimeline, [messageOf({ id: 10, isDeleted: true })]);
    const message = messageOf({ id: 10, text: 'late' });
    assert.equal(withEvents(known, [{ ...place, kind: 'edited', message }], 10), known);
  });
});
