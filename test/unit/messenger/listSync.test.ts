// The list and the total against a portal on which others, and this person elsewhere, act.
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { afterEach, describe, it } from 'mocha';
import type { Session } from '../../../src/messenger/session.ts';
import type { ManualClock } from '../../portal/manualClock.ts';
import type { Portal } from '../../portal/portal.ts';
import { ids, startFixture } from '../../portal/portalFixture.ts';
import type { World } from '../../portal/world.ts';
import { addManyChats } from './manyChats.ts';
import { makeSession, openVisible, portalChats, portalTotal, send, shownChats } from './sessionFixture.ts';

const GROUP = `chat${ids.group}`;
describe('messenger: the list follows the portal', () => {
  let portal: Portal;
  let world: World;
  let portalClock: ManualClock;
  let session: Session;

  async function start(furnish?: (world: World) => void): Promise<void> {
    ({ portal, world, clock: portalClock } = await startFixture({}, furnish));
    ({ session } = makeSession(portal));
    await session.refresh();
    portal.clearCalls();
  }

  afterEach(async () => {
    session.dispose();
    await portal.stop();
  });

  /** Somebody writes, a second after whatever was before. */
  async function post(author: number, dialogId: string | number, text = 'news'): Promise<number> {
    portalClock.advance(1_000);
    return portal.as(author).post(dialogId, text);
  }

  it('shows another person’s message: on top, counted, in the total', async () => {
    await start();
    const changes: string[] = [];
    session.dialogs.onDidChange(({ changed }) => changes.push(...changed));
    const messageId = await post(ids.tai, GROUP);
    await session.refresh();
    const dialog = session.dialogs.get(GROUP);
    assert.deepEqual([dialog?.unread, dialog?.lastMessage?.id, session.dialogs.total], [1, messageId, 1]);
    assert.equal(session.dialogs.dialogs[0], dialog);
    assert.deepEqual(changes, [GROUP]);
  });

  it('follows reads, mutes, pins, marks, renames and hiding elsewhere', async () => {
    await start();
    await post(ids.tai, GROUP);
    await post(ids.tai, ids.me);
    await session.refresh();
    assert.equal(session.dialogs.total, 2);
    const person = portal.as(ids.me);
    await person.read(GROUP);
    await person.call('im.recent.unread', { DIALOG_ID: '7' });
    await person.call('im.recent.pin', { DIALOG_ID: `chat${ids.channel}` });
    await person.call('im.chat.mute', { DIALOG_ID: `chat${ids.channel}` });
    world.chat(ids.group).title = 'Renamed';
    await session.refresh();
    const [channel, private7, group] = [`chat${ids.channel}`, '7', GROUP].map((id) =>
      session.dialogs.get(id),
    );
    assert.deepEqual([channel?.isPinned, channel?.isMuted, private7?.isMarkedUnread], [true, true, true]);
    assert.deepEqual([group?.unread, group?.title], [0, 'Renamed']);
    assert.equal(session.dialogs.total, await portalTotal(portal));
    await person.call('im.recent.hide', { DIALOG_ID: GROUP });
    await session.refresh();
    assert.equal(session.dialogs.get(GROUP), undefined);
    assert.deepEqual(shownChats(session), portalChats(portal));
  });

  it('has the portal’s total at once after every own action, and after every tick whatever happens elsewhere', async () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constantFrom('post', 'elsewhereRead', 'mark', 'mute') }),
      fc.record({ kind: fc.constantFrom('send', 'read') }),
    );
    await start();
    const dialogs = [GROUP, `chat${ids.channel}`, '7', '9'];
    await post(ids.tai, ids.me);
    await post(ids.linh, ids.me);
    await session.refresh();
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(step, fc.nat({ max: 3 }), fc.boolean()), { maxLength: 12 }),
        async (steps) => {
          for (const [{ kind }, index, ticksFirst] of steps) {
            const dialogId = dialogs[index] ?? GROUP;
            if (ticksFirst) await session.refresh();
            const wasKnown =
              dialogs.every(isCurrent) && session.dialogs.total === (await portalTotal(portal));
            await act(kind, dialogId);
            // Own actions keep a right total right, without asking anybody.
            if (wasKnown && (kind === 'send' || kind === 'read')) {
              assert.equal(session.dialogs.total, await portalTotal(portal), `${kind} ${dialogId}`);
            }
          }
          await session.refresh();
          assert.equal(session.dialogs.total, await portalTotal(portal));
          for (const dialogId of dialogs) assert.ok(isCurrent(dialogId), dialogId);
        },
      ),
      { numRuns: 25 },
    );

    async function act(kind: string, dialogId: string): Promise<void> {
      const person = portal.as(ids.me);
      const isPrivate = /^\d+$/.test(dialogId);
      if (kind === 'send') await send(session, { to: dialogId, text: 'own' });
      else if (kind === 'read') await session.readMarker.mark(dialogId, undefined);
      else if (kind === 'elsewhereRead') await person.read(dialogId);
      else if (kind === 'mark') await person.call('im.recent.unread', { DIALOG_ID: dialogId });
      else if (kind === 'post')
        await post(isPrivate ? Number(dialogId) : ids.tai, isPrivate ? ids.me : dialogId);
      else if (!isPrivate) {
        const isMuted = session.dialogs.get(dialogId)?.isMuted === true;
        await person.call('im.chat.mute', { DIALOG_ID: dialogId, MUTE: isMuted ? 'N' : 'Y' });
      }
    }

    /** Whether the row knows all the portal knows; what nobody was asked about, nobody can know. */
    function isCurrent(dialogId: string): boolean {
      const dialog = session.dialogs.get(dialogId);
      const chat = world.chats.get(dialog?.chatId ?? 0);
      const member = chat?.members.get(ids.me);
      const row = world.recents(ids.me).get(chat?.id ?? 0);
      return (
        dialog?.unread === member?.unread &&
        dialog?.isMuted === member?.isMuted &&
        dialog?.isMarkedUnread === row?.isUnread
      );
    }
  });

  describe('with own actions while a tick is under way', () => {
    it('keeps a read that the tick did not see yet', async () => {
      await start();
      await post(ids.tai, GROUP);
      await post(ids.tai, ids.me);
      await session.refresh();
      const gate = portal.faults.hold('batch', 'after');
      const tick = session.refresh();
      await gate.reached;
      await session.readMarker.mark(GROUP, undefined);
      assert.equal(session.dialogs.total, 1);
      gate.open();
      await tick;
      assert.deepEqual([session.dialogs.get(GROUP)?.unread, session.dialogs.total], [0, 1]);
      await session.refresh();
      assert.deepEqual([session.dialogs.get(GROUP)?.unread, session.dialogs.total], [0, 1]);
    });

    it('keeps a cleared mark that the tick still counted', async () => {
      await start();
      await portal.as(ids.me).call('im.recent.unread', { DIALOG_ID: GROUP });
      await session.refresh();
      assert.equal(session.dialogs.total, 1);
      const gate = portal.faults.hold('batch', 'after');
      const tick = session.refresh();
      await gate.reached;
      await session.readMarker.mark(GROUP, undefined);
      gate.open();
      await tick;
      assert.deepEqual([session.dialogs.get(GROUP)?.isMarkedUnread, session.dialogs.total], [false, 0]);
    });

    it('keeps an own message on top, be its dialog far down the list', async () => {
      await start(addManyChats);
      await session.dialogs.loadMore();
      const deep = session.dialogs.dialogs.at(-40)?.id ?? '';
      const gate = portal.faults.hold('batch', 'after');
      const tick = session.refresh();
      await gate.reached;
      const messageId = await send(session, { to: deep, text: 'up' });
      assert.equal(session.dialogs.dialogs[0]?.id, deep);
      gate.open();
      await tick;
      assert.equal(session.dialogs.dialogs[0]?.id, deep);
      assert.equal(session.dialogs.dialogs[0]?.lastMessage?.id, messageId);
    });

    it('keeps an own message in the row that the tick shows without it', async () => {
      await start();
      await post(ids.tai, GROUP);
      await session.refresh();
      const gate = portal.faults.hold('batch', 'after');
      const tick = session.refresh();
      await gate.reached;
      const messageId = await send(session, { to: GROUP, text: 'own' });
      gate.open();
      await tick;
      const dialog = session.dialogs.get(GROUP);
      assert.deepEqual([dialog?.lastMessage?.id, dialog?.unread], [messageId, 0]);
    });

    it('takes what the tick knows better', async () => {
      await start();
      await post(ids.tai, GROUP);
      await session.refresh();
      // The batch runs after the read was stored and before the read was answered.
      const read = portal.faults.hold('im.dialog.read', 'after');
      const marking = session.readMarker.mark(GROUP, undefined);
      await read.reached;
      const later = await post(ids.tai, GROUP, 'later');
      const gate = portal.faults.hold('batch', 'after');
      const tick = session.refresh();
      await gate.reached;
      read.open();
      await marking;
      gate.open();
      await tick;
      assert.deepEqual(
        [session.dialogs.get(GROUP)?.unread, session.dialogs.get(GROUP)?.lastMessage?.id],
        [1, later],
      );
      assert.equal(session.dialogs.total, 1);
    });
  });

  it('shows a dialog that begins with an own message, at once', async () => {
    await start();
    assert.equal(session.dialogs.get(String(ids.linh)), undefined);
    const appeared = new Promise<void>((resolve) => {
      session.dialogs.onDidChange(() => {
        if (session.dialogs.get(String(ids.linh)) !== undefined) resolve();
      });
    });
    await send(session, { to: String(ids.linh), text: 'Chào Linh' });
    await appeared;
    assert.equal(session.dialogs.get(String(ids.linh))?.lastMessage?.text, 'Chào Linh');
  });

  it('fires nothing for the status of somebody who only wrote last in a group', async () => {
    await start();
    await post(ids.linh, GROUP);
    await session.refresh();
    await session.readMarker.mark(GROUP, undefined);
    await session.refresh();
    const thread = await openVisible(session, GROUP);
    await session.refresh();
    const fired: string[] = [];
    session.dialogs.onDidChange(() => fired.push('dialogs'));
    session.dialogs.onDidChangeTotal(() => fired.push('total'));
    thread.onDidChange(() => fired.push('thread'));
    const changedPeople: number[] = [];
    session.users.onDidChange((changed) => changedPeople.push(...changed));
    world.user(ids.linh).status = 'dnd';
    await session.refresh();
    assert.deepEqual(fired, []);
    assert.deepEqual(changedPeople, [ids.linh]);
  });
});
