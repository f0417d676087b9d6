import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { MessageRow, OpenPage, ThreadPatch, ThreadState } from '../../../src/protocol/thread.ts';
import { type OpenedPage, patchSteps, reducePage, waitingPage } from '../../../src/webview/threadState.ts';
import { row, rowsBetween } from './rows.ts';

describe('reducePage', () => {
  it('shows nothing before the first open', () => {
    assert.equal(reducePage(waitingPage, { kind: 'patch', patch: { unreadCount: 3 } }), waitingPage);
    assert.equal(reducePage(waitingPage, { kind: 'reveal', messageId: 3 }), waitingPage);
  });

  it('takes over everything that an open brings, and counts it', () => {
    const first = opened(rowsBetween(1, 3));
    const second = reducePage(first, { kind: 'open', page: page(rowsBetween(5, 6)) });

    assert.deepEqual(keys(second), ['5', '6']);
    assert.equal(first.openSerial, 1);
    assert.equal(second.kind === 'opened' && second.openSerial, 2);
  });

  it('changes nothing that a patch does not name', () => {
    const before = opened(rowsBetween(1, 3), { firstUnreadId: 2, cannotWrite: 'No.', hasOlder: true });
    const after = reducePage(before, { kind: 'patch', patch: {} });

    assert.deepEqual(after, before);
    assert.equal(after.kind === 'opened' && after.thread.rows, before.thread.rows);
  });

  it('takes away what a patch gives as null', () => {
    const before = opened([], { firstUnreadId: 2, cannotWrite: 'No.' });
    const { thread } = patched(before, { firstUnreadId: null, cannotWrite: null });

    assert.equal(thread.firstUnreadId, undefined);
    assert.equal(thread.cannotWrite, undefined);
  });

  it('puts rows where their order says', () => {
    const before = opened([row(10), row(20), pending('a')]);
    const after = patched(before, { upserts: [row(25), row(5), row(15)] });

    assert.deepEqual(keys(after), ['5', '10', '15', '20', '25', 'a']);
  });

  it('replaces a row of the same key in place', () => {
    const edited = row(2, { isEdited: true });
    const after = patched(opened(rowsBetween(1, 3)), { upserts: [edited] });

    assert.deepEqual(keys(after), ['1', '2', '3']);
    assert.equal(after.thread.rows[1], edited);
  });

  it('moves an own message from the end to its place once the portal has it', () => {
    const before = opened([row(10), pending('a'), pending('b')]);
    const after = patched(before, { upserts: [row(11, { key: 'b' }), row(12)] });

    assert.deepEqual(keys(after), ['10', 'b', '12', 'a']);
  });

  it('keeps messages on their way in the order they were written', () => {
    const before = opened([row(10), pending('a', 1), pending('b', 2)]);
    const failed = pending('a', 1, { delivery: { kind: 'failed', reason: 'No.' } });

    assert.deepEqual(keys(patched(before, { upserts: [failed, pending('c', 3)] })), ['10', 'a', 'b', 'c']);
  });

  it('removes rows, also those that came with the same patch', () => {
    const after = patched(opened(rowsBetween(1, 3)), {
      upserts: [row(4)],
      removedKeys: ['2', '4', 'unknown'],
    });

    assert.deepEqual(keys(after), ['1', '3']);
  });

  it('gives the same rows in whatever pieces and order they come', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 500 })), fc.nat(), (ids, cut) => {
        const at = ids.length === 0 ? 0 : cut % ids.length;
        const first = patched(opened([]), { upserts: ids.slice(0, at).map((id) => row(id)) });
        const all = patched(first, { upserts: ids.slice(at).map((id) => row(id)) });
        const sorted = [...ids].sort((a, b) => a - b).map(String);
        assert.deepEqual(keys(all), sorted);
      }),
    );
  });

  it('tells two wishes for the same message apart', () => {
    const once = reducePage(opened(rowsBetween(1, 3)), { kind: 'reveal', messageId: 2 });
    const twice = reducePage(once, { kind: 'reveal', messageId: 2 });

    assert.deepEqual(once.kind === 'opened' && once.reveal, { messageId: 2, serial: 1 });
    assert.deepEqual(twice.kind === 'opened' && twice.reveal, { messageId: 2, serial: 2 });
  });

  it('forgets a wish of before when the page is opened anew', () => {
    const before = reducePage(opened(rowsBetween(1, 3)), { kind: 'reveal', messageId: 2 });
    const after = reducePage(before, { kind: 'open', page: page([]) });

    assert.equal(after.kind === 'opened' && after.reveal, undefined);
  });
});

describe('patchSteps', () => {
  it('leaves a patch whole that only adds above, only changes, or only adds below', () => {
    const rows = rowsBetween(10, 12);
    for (const upserts of [[row(8), row(9)], [row(11, { isEdited: true })], [row(13)]]) {
      const patch: ThreadPatch = { upserts };
      assert.deepEqual(patchSteps(rows, patch), [patch]);
    }
  });

  it('draws what comes above before everything else', () => {
    const patch: ThreadPatch = { upserts: [row(13), row(9), row(11, { isEdited: true })], hasOlder: false };
    const steps = patchSteps(rowsBetween(10, 12), patch);

    assert.deepEqual(
      steps.map((step) => step.upserts?.map(({ key }) => key)),
      [['9'], ['13', '11']],
    );
    assert.equal(steps[1]?.hasOlder, false);
  });

  it('ends in the same state as the whole patch', () => {
    const before = opened(rowsBetween(10, 14));
    const patch: ThreadPatch = {
      upserts: [row(15), row(3), row(4)],
      removedKeys: ['11', '3'],
      unreadCount: 2,
    };
    const stepwise = patchSteps(before.thread.rows, patch).reduce(patched, before);

    assert.deepEqual(stepwise, patched(before, patch));
  });
});

function pending(key: string, date = 0, changes: Partial<MessageRow> = {}): MessageRow {
  return row(undefined, { key, date, isOwn: true, delivery: { kind: 'sending' }, ...changes });
}

function opened(rows: readonly MessageRow[], changes: Partial<ThreadState> = {}): OpenedPage {
  const state = reducePage(waitingPage, { kind: 'open', page: page(rows, changes) });
  assert.equal(state.kind, 'opened');
  return state;
}

function patched(state: OpenedPage, patch: ThreadPatch): OpenedPage {
  const after = reducePage(state, { kind: 'patch', patch });
  assert.equal(after.kind, 'opened');
  return after;
}

function keys(state: ReturnType<typeof reducePage>): readonly string[] {
  return state.kind === 'opened' ? state.thread.rows.map((each) => each.key) : [];
}

function page(rows: readonly MessageRow[], changes: Partial<ThreadState> = {}): OpenPage {
  return {
    state: {
      phase: { kind: 'ready' },
      header: {
        dialogId: 'chat97',
        title: 'Chat',
        subtitle: '',
        kind: 'chat',
        color: undefined,
        isPinned: false,
        isMuted: false,
      },
      rows,
      hasOlder: false,
      hasNewer: false,
      firstUnreadId: undefined,
      unreadCount: 0,
      readers: [],
      cannotWrite: undefined,
      notice: undefined,
      ...changes,
    },
    settings: {
      enterSends: true,
      readsMarkdown: true,
      pastedCode: 'ask',
      tellsTyping: true,
      locale: 'en',
      messageLimit: 20_000,
    },
    // The reducer passes words on and reads none.
    wording: {} as OpenPage['wording'],
    ownUserId: 1,
    draft: '',
  };
}
