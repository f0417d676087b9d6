import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import {
  type DialogList,
  emptyDialogList,
  isConnected,
  restartedFrom,
  withCounts,
  withDialog,
  withFirstPage,
  withFurtherPage,
  withWindow,
} from '../../../src/messenger/dialogList.ts';
import { dialogOf, idsOf, listEvent, PortalList } from './dialogs.ts';

const HEAD = 8;
const OVERLAP = 3;
const LARGE = 14;

/** As the store takes a first page in: one that does not join on is asked for larger, then begins anew. */
function afterTick(list: DialogList, portal: PortalList): DialogList {
  const page = portal.page(0, HEAD);
  const small = withFirstPage(list, page);
  if (isConnected(list, page)) return small;
  const large = portal.page(0, LARGE);
  const news = new Set(idsOf(page.dialogs));
  return isConnected(small, large, (id) => news.has(id)) || large.dialogs.every((dialog) => dialog.isPinned)
    ? withFirstPage(small, large)
    : restartedFrom(small, large);
}

function afterMore(list: DialogList, portal: PortalList): DialogList {
  return list.hasMore
    ? withFurtherPage(list, portal.page(Math.max(0, list.nextOffset - OVERLAP), LARGE))
    : list;
}

/** A round through everything below the first page, as ticks make it bit by bit. */
function afterRound(list: DialogList, portal: PortalList): DialogList {
  let round = list;
  for (let offset = 1; offset < round.dialogs.length + LARGE; offset++) {
    round = withWindow(round, portal.page(offset, HEAD));
  }
  return round;
}

const action = fc.oneof(
  { weight: 5, arbitrary: listEvent },
  { weight: 4, arbitrary: fc.constant({ kind: 'tick' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'more' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'round' as const }) },
);

describe('messenger: the dialog list', () => {
  it('comes to the portal’s list, whatever happened in between', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 40 }),
        fc.constantFrom(0, 0, 7),
        fc.array(action, { maxLength: 60 }),
        (size, droppedEvery, actions) => {
          const portal = new PortalList(size, droppedEvery);
          let list = withFirstPage(emptyDialogList, portal.page(0, LARGE));
          for (const step of actions) {
            if (step.kind === 'tick') list = afterTick(list, portal);
            else if (step.kind === 'more') list = afterMore(list, portal);
            else if (step.kind === 'round') list = afterRound(list, portal);
            else portal.apply(step);
          }
          list = afterTick(list, portal);
          for (let page = 0; page < 20; page++) list = afterMore(list, portal);
          list = afterTick(afterRound(list, portal), portal);
          assert.deepEqual(list.dialogs, portal.dialogs);
          assert.equal(list.hasMore, false);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('is right at its head after every tick', () => {
    fc.assert(
      fc.property(fc.array(fc.array(listEvent, { maxLength: 4 }), { maxLength: 25 }), (ticks) => {
        const portal = new PortalList(30, 0);
        let list = withFirstPage(emptyDialogList, portal.page(0, LARGE));
        for (const events of ticks) {
          for (const event of events) portal.apply(event);
          list = afterTick(list, portal);
          const head = portal.page(0, HEAD).dialogs;
          assert.deepEqual(list.dialogs.slice(0, head.length), head);
        }
      }),
    );
  });

  it('gives the same list where nothing has changed', () => {
    const portal = new PortalList(30, 4);
    const list = afterMore(withFirstPage(emptyDialogList, portal.page(0, LARGE)), portal);
    assert.equal(withFirstPage(list, portal.page(0, HEAD)), list);
    assert.equal(withFirstPage(list, portal.page(0, LARGE)), list);
    assert.equal(withWindow(list, portal.page(HEAD, HEAD)), list);
    assert.equal(
      withDialog(list, 'chat3', (dialog) => ({ ...dialog })),
      list,
    );
    assert.equal(
      withCounts(list, new Map(), () => false),
      list,
    );
  });

  it('keeps the portal’s order among rows of the same second', () => {
    const dialogs = ['chat5', 'chat2', 'chat9', 'chat1'].map((id) => dialogOf({ id, lastActivityAt: 7 }));
    const list = withFirstPage(emptyDialogList, { dialogs, hasMore: false, nextOffset: 50 });
    assert.deepEqual(idsOf(list.dialogs), ['chat5', 'chat2', 'chat9', 'chat1']);
  });

  it('goes on behind an empty page that promises more', () => {
    const first = { dialogs: [dialogOf({ id: 'chat1', lastActivityAt: 9 })], hasMore: true, nextOffset: 50 };
    const empty = { dialogs: [], hasMore: true, nextOffset: 100 };
    const last = { dialogs: [dialogOf({ id: 'chat2', lastActivityAt: 3 })], hasMore: false, nextOffset: 150 };
    const afterEmpty = withFurtherPage(withFirstPage(emptyDialogList, first), empty);
    assert.equal(afterEmpty.hasMore, true);
    assert.equal(afterEmpty.nextOffset, 100);
    assert.deepEqual(idsOf(withFurtherPage(afterEmpty, last).dialogs), ['chat1', 'chat2']);
  });

  it('drops what was hidden elsewhere, and not what is held', () => {
    const dialogs = [9, 8, 7, 6, 5].map((at) => dialogOf({ id: `chat${at}`, lastActivityAt: at }));
    const list = withFirstPage(emptyDialogList, { dialogs, hasMore: true, nextOffset: 5 });
    const without = { dialogs: dialogs.filter(({ id }) => id !== 'chat8'), hasMore: true, nextOffset: 5 };
    assert.deepEqual(idsOf(withFirstPage(list, without).dialogs), ['chat9', 'chat7', 'chat6', 'chat5']);
    assert.deepEqual(idsOf(withFirstPage(list, without, (id) => id === 'chat8').dialogs), idsOf(dialogs));
  });

  it('keeps contacts without a dialog, which come on the last page only', () => {
    const dialogs = [dialogOf({ id: 'chat9', lastActivityAt: 9 })];
    const contact = dialogOf({ id: '7', chatId: 0, lastActivityAt: 20 });
    const first = withFirstPage(emptyDialogList, { dialogs, hasMore: true, nextOffset: 1 });
    const list = withFurtherPage(first, { dialogs: [contact], hasMore: false, nextOffset: 2 });
    assert.deepEqual(idsOf(withFirstPage(list, { dialogs, hasMore: true, nextOffset: 1 }).dialogs), [
      '7',
      'chat9',
    ]);
  });
});
