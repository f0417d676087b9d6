// Pins, mutes, hiding and unread marks: shown at once, kept against older news, taken back where the portal says no.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { Dialog } from '../../../src/model/dialog.ts';
import type { Session } from '../../../src/messenger/session.ts';
import type { Portal } from '../../portal/portal.ts';
import { ids, startFixture } from '../../portal/portalFixture.ts';
import {
  makeSession,
  openVisible,
  portalChats,
  portalTotal,
  problemOf,
  shownChats,
} from './sessionFixture.ts';

const GROUP = `chat${ids.group}`;
const CHANNEL = `chat${ids.channel}`;

describe('messenger: marks on dialogs', () => {
  let portal: Portal;
  let session: Session;

  beforeEach(async () => {
    const fixture = await startFixture();
    ({ portal } = fixture);
    await portal.as(ids.tai).post(GROUP, 'unread');
    fixture.clock.advance(1_000);
    await portal.as(ids.tai).post(CHANNEL, 'unread, too');
    ({ session } = makeSession(portal));
    await session.refresh();
  });

  afterEach(async () => {
    session.dispose();
    await portal.stop();
  });

  const group = (): Dialog | undefined => session.dialogs.get(GROUP);

  interface Mark {
    readonly method: string;
    readonly set: () => Promise<void>;
    readonly isShown: () => boolean;
    /** Bitrix24 counts messages in hidden dialogs as well. */
    readonly total: number;
  }

  const marks: Readonly<Record<string, Mark>> = {
    pin: {
      method: 'im.recent.pin',
      set: () => session.marks.pin(GROUP, true),
      isShown: () => group()?.isPinned === true && session.dialogs.dialogs[0]?.id === GROUP,
      total: 2,
    },
    mute: {
      method: 'im.chat.mute',
      set: () => session.marks.mute(GROUP, true),
      isShown: () => group()?.isMuted === true,
      total: 1,
    },
    mark: {
      method: 'im.recent.unread',
      set: () => session.markUnread(GROUP, undefined),
      isShown: () => group()?.isMarkedUnread === true,
      total: 2,
    },
    hide: {
      method: 'im.recent.hide',
      set: () => session.marks.hide(GROUP),
      isShown: () => group() === undefined,
      total: 2,
    },
  };

  for (const [name, { method, set, isShown, total }] of Object.entries(marks)) {
    describe(`a ${name}`, () => {
      it('shows at once, stays, and the total is the portal’s', async () => {
        const gate = portal.faults.hold(method);
        const setting = set();
        assert.ok(isShown());
        await gate.reached;
        gate.open();
        await setting;
        assert.equal(session.dialogs.total, total);
        await session.refresh();
        assert.ok(isShown());
        assert.equal(session.dialogs.total, total);
        assert.equal(await portalTotal(portal), total);
        assert.deepEqual(shownChats(session), portalChats(portal));
      });

      it('stays through a tick that was asked for before, and one while it is under way', async () => {
        const earlier = portal.faults.hold('batch', 'after');
        const tick = session.refresh();
        await earlier.reached;
        const gate = portal.faults.hold(method);
        const setting = set();
        await gate.reached;
        earlier.open();
        await tick;
        assert.ok(isShown());
        await session.refresh();
        assert.ok(isShown());
        const late = portal.faults.hold('batch', 'after');
        const lateTick = session.refresh();
        await late.reached;
        gate.open();
        await setting;
        late.open();
        await lateTick;
        assert.ok(isShown());
        await session.refresh();
        assert.ok(isShown());
      });

      it('is taken back where the portal says no', async () => {
        const before = [...session.dialogs.dialogs];
        portal.faults.add(method, { kind: 'error', status: 403, error: 'ACCESS_ERROR' });
        await assert.rejects(set(), { code: 'ACCESS_ERROR' });
        assert.deepEqual(session.dialogs.dialogs, before);
        assert.equal(session.dialogs.total, 2);
        await session.refresh();
        assert.deepEqual(session.dialogs.dialogs, before);
      });
    });
  }

  it('say when the portal pins no more, and keep the dialog where it was', async () => {
    for (let index = 0; index < 45; index += 1) {
      const chat = portal.world.addChat({ title: `#${index}`, owner: ids.tai, members: [ids.me] });
      portal.world.setPinned(ids.me, chat.id, true);
    }
    await session.refresh();
    assert.deepEqual(await problemOf(session.marks.pin(GROUP, true)), { kind: 'tooManyPinned', limit: 45 });
    assert.equal(group()?.isPinned, false);
    await session.refresh();
    assert.deepEqual(new Set(shownChats(session)), new Set(portalChats(portal)));
  });

  it('let a hidden dialog come back with its next message', async () => {
    await session.marks.hide(GROUP);
    await session.refresh();
    await portal.as(ids.tai).post(GROUP, 'here again');
    await session.refresh();
    assert.equal(group()?.lastMessage?.text, 'here again');
  });

  it('set messages unread again, in the list and in the thread, against a tick that does not know', async () => {
    const thread = await openVisible(session, GROUP);
    await session.readMarker.mark(GROUP, undefined);
    const first = thread.timeline.messages[0]?.id ?? 0;
    assert.equal(thread.readId, first);
    const gate = portal.faults.hold('batch', 'after');
    const tick = session.refresh();
    await gate.reached;
    await session.markUnread(GROUP, first);
    gate.open();
    await tick;
    assert.ok(thread.readId < first);
    await session.refresh();
    assert.deepEqual([group()?.unread, session.dialogs.total], [1, await portalTotal(portal)]);
    assert.ok(thread.readId < first);
    session.readMarker.saw(GROUP, first);
    await portal.waitForCall(
      (call) => call.method === 'im.dialog.read' && call.params['MESSAGE_ID'] === first,
    );
  });

  it('read everything', async () => {
    await session.markUnread('7', undefined);
    await session.markAllRead();
    await session.refresh();
    assert.equal(session.dialogs.total, 0);
    assert.ok(session.dialogs.dialogs.every((dialog) => dialog.unread === 0 && !dialog.isMarkedUnread));
  });
});
