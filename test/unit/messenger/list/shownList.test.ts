// The list on screen over a real store of dialogs: what is told of a change, and when an order that waits is shown.
import { strict as assert } from 'node:assert';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { DialogStore } from '../../../../src/messenger/dialogStore.ts';
import { type ListChange, ShownList } from '../../../../src/messenger/list/shownList.ts';
import type { Portal } from '../../../../src/messenger/portal.ts';
import { UserDirectory } from '../../../../src/messenger/userDirectory.ts';
import type { Dialog } from '../../../../src/model/dialog.ts';
import { SECTIONS } from '../../../../src/model/section.ts';
import { ManualClock } from '../../manualClock.ts';
import { dialogOf } from '../dialogs.ts';

const flat = { sections: undefined, isUnreadOnly: false };
const whole = { sections: SECTIONS, isUnreadOnly: false };

describe('the list on screen', () => {
  let clock: ManualClock;
  let dialogs: DialogStore;
  let list: ShownList;
  let changes: ListChange[];

  beforeEach(() => {
    clock = new ManualClock();
    const users = new UserDirectory(async () => []);
    dialogs = new DialogStore({ ownId: 1 } as Portal, clock, users);
    list = new ShownList(dialogs, clock, flat);
    changes = [];
    list.onDidChange((change) => changes.push(change));
    list.start();
    tell('a', 'b', 'c');
    changes = [];
  });
  afterEach(() => {
    list.dispose();
    dialogs.dispose();
  });

  /** The portal's whole list, newest first; those that are objects with more than an id. */
  function tell(...rows: readonly (string | (Partial<Dialog> & { readonly id: string }))[]): void {
    const page = rows.map((row, index) =>
      dialogOf({ lastActivityAt: 100 - index, ...(typeof row === 'string' ? { id: row } : row) }),
    );
    const moment = dialogs.beginTick();
    dialogs.applyTick(moment, { dialogs: page, hasMore: false, nextOffset: page.length }, undefined);
  }

  const rows = (): string =>
    list.groups.map(({ section = 'flat', dialogIds }) => `${section} ${dialogIds.join('')}`).join(', ');

  it('follows at once where nobody is at it', () => {
    tell('c', 'a', 'b');
    assert.equal(rows(), 'flat cab');
    assert.equal(changes.at(-1)?.isRebuilt, true);
  });

  it('holds the order while somebody is at it, and applies it seconds after', () => {
    list.touch();
    tell('c', 'a', 'b');
    assert.equal(rows(), 'flat abc');
    clock.advance(2_000);
    list.touch();
    clock.advance(2_000);
    assert.equal(rows(), 'flat abc');
    clock.advance(1_000);
    assert.equal(rows(), 'flat cab');
    assert.deepEqual(clock.pending, []);
  });

  it('shows the true order now and then to whoever never leaves it', () => {
    list.touch();
    tell('c', 'a', 'b');
    for (let second = 0; second < 20; second += 1) {
      clock.advance(1_000);
      list.touch();
    }
    assert.equal(rows(), 'flat cab');
  });

  it('tells a count at once though the order waits', () => {
    list.touch();
    tell({ id: 'c', unread: 1 }, 'a', 'b');
    assert.equal(rows(), 'flat abc');
    assert.ok(changes.some(({ dialogIds, isRebuilt }) => dialogIds.includes('c') && !isRebuilt));
  });

  it('a pin, the end of a visit and another layout do not wait', () => {
    list.touch();
    tell({ id: 'c', isPinned: true }, 'a', 'b');
    assert.equal(rows(), 'flat cab');
    list.touch();
    tell({ id: 'c', isPinned: true }, 'b', 'a');
    assert.equal(rows(), 'flat cab');
    list.release();
    assert.equal(rows(), 'flat cba');
    list.touch();
    list.setOptions(whole);
    assert.equal(rows(), 'pinned c, chats ba');
  });

  it('pinned dialogs wait among each other as others do', () => {
    tell({ id: 'a', isPinned: true }, { id: 'b', isPinned: true }, 'c');
    list.touch();
    tell({ id: 'b', isPinned: true }, { id: 'a', isPinned: true }, 'c');
    assert.equal(rows(), 'flat abc');
  });

  it('in sections only the ones that changed are told, and a preview touches none', () => {
    list.setOptions(whole);
    tell('a', { id: 'b', kind: 'channel' }, { id: 'c', kind: 'person', title: 'Ann' });
    changes = [];
    tell('a', { id: 'b', kind: 'channel' }, { id: 'c', kind: 'person', title: 'Anna' });
    assert.deepEqual(changes, [{ dialogIds: ['c'], sections: [], isRebuilt: false }]);
    changes = [];
    list.setOptions({ sections: ['channels', 'people', 'chats'], isUnreadOnly: false });
    changes = [];
    tell({ id: 'a', unread: 2 }, { id: 'b', kind: 'channel' }, { id: 'c', kind: 'person', title: 'Anna' });
    assert.deepEqual(changes, [{ dialogIds: ['a'], sections: ['chats'], isRebuilt: false }]);
  });

  it('who is selected among the unread stays there after reading, until another one is', () => {
    list.setOptions({ sections: undefined, isUnreadOnly: true });
    tell({ id: 'a', unread: 1 }, { id: 'b', unread: 1 }, 'c');
    list.select(['a']);
    tell('a', { id: 'b', unread: 1 }, 'c');
    clock.advance(60_000);
    assert.equal(rows(), 'flat ab');
    list.select(['b']);
    clock.advance(3_000);
    assert.equal(rows(), 'flat b');
  });
});
