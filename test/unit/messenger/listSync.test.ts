// The list and the total against a portal on which others, and this person elsewhere, act.
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { afterEach, describe, it } from 'mocha';
import { ids } from '../../portal/portalFixture.ts';
import { FollowedPortal } from './followedPortal.ts';
import { addManyChats } from './manyChats.ts';
import { openVisible, portalChats, portalTotal, send, shownChats } from './sessionFixture.ts';

const GROUP = `chat${ids.group}`;
describe('messenger: the list follows the portal', () => {
  let here: FollowedPortal;

  afterEach(() => here.stop());

  it('shows another person’s message: on top, counted, in the total', async () => {
    here = await FollowedPortal.start();
    const changes: string[] = [];
    here.session.dialogs.onDidChange(({ changed }) => changes.push(...changed));
    const messageId = await here.post(ids.tai, GROUP);
    await here.session.refresh();
    const dialog = here.session.dialogs.get(GROUP);
    assert.deepEqual(
      [dialog?.unread, dialog?.lastMessage?.id, here.session.dialogs.total],
      [1, messageId, 1],
    );
    assert.equal(here.session.dialogs.dialogs[0], dialog);
    assert.deepEqual(changes, [GROUP]);
  });

  it('follows reads, mutes, pins, marks, renames and hiding elsewhere', async () => {
    here = await FollowedPortal.start();
    await here.post(ids.tai, GROUP);
    await here.post(ids.tai, ids.me);
    await here.session.refresh();
    assert.equal(here.session.dialogs.total, 2);
    const person = here.portal.as(ids.me);
    await person.read(GROUP);
    await person.call('im.recent.unread', { DIALOG_ID: '7' });
    await person.call('im.recent.pin', { DIALOG_ID: `chat${ids.channel}` });
    await person.call('im.chat.mute', { DIALOG_ID: `chat${ids.channel}` });
    here.world.chat(ids.group).title = 'Renamed';
    await here.session.refresh();
    const [channel, private7, group] = [`chat${ids.channel}`, '7', GROUP].map((id) =>
      here.session.dialogs.get(id),
    );
    assert.deepEqual([channel?.isPinned, channel?.isMuted, private7?.isMarkedUnread], [true, true, true]);
    assert.deepEqual([group?.unread, group?.title], [0, 'Renamed']);
    assert.equal(here.session.dialogs.total, await portalTotal(here.portal));
    await person.call('im.recent.hide', { DIALOG_ID: GROUP });
    await here.session.refresh();
    assert.equal(here.session.dialogs.get(GROUP), undefined);
    assert.deepEqual(shownChats(here.session), portalChats(here.portal));
  });

  it('has the portal’s total at once after every own action, and after every tick whatever happens elsewhere', async () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constantFrom('post', 'elsewhereRead', 'mark', 'mute') }),
      fc.record({ kind: fc.constantFrom('send', 'read') }),
    );
    here = await FollowedPortal.start();
    const dialogs = [GROUP, `chat${ids.channel}`, '7', '9'];
    await here.post(ids.tai, ids.me);
    await here.post(ids.linh, ids.me);
    await here.session.refresh();
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(step, fc.nat({ max: 3 }), fc.boolean()), { maxLength: 12 }),
        async (steps) => {
          for (const [{ kind }, index, ticksFirst] of steps) {
            const dialogId = dialogs[index] ?? GROUP;
            if (ticksFirst) await here.session.refresh();
            const wasKnown =
              dialogs.every(isCurrent) && here.session.dialogs.total === (await portalTotal(here.portal));
            await act(kind, dialogId);
            // Own actions keep a right total right, without asking anybody.
            if (wasKnown && (kind === 'send' || kind === 'read')) {
              assert.equal(here.session.dialogs.total, await portalTotal(here.portal), `${kind} ${dialogId}`);
            }
          }
          await here.session.refresh();
          assert.equal(here.session.dialogs.total, await portalTotal(here.portal));
          for (const dialogId of dialogs) assert.ok(isCurrent(dialogId), dialogId);
        },
      ),
      { numRuns: 25 },
    );

    async function act(kind: string, dialogId: string): Promise<void> {
      const person = here.portal.as(ids.me);
      const isPrivate = /^\d+$/.test(dialogId);
      if (kind === 'send') await send(here.session, { to: dialogId, text: 'own' });
      else if (kind === 'read') await here.session.readMarker.mark(dialogId, undefined);
      else if (kind === 'elsewhereRead') await person.read(dialogId);
      else if (kind === 'mark') await person.call('im.recent.unread', { DIALOG_ID: dialogId });
      else if (kind === 'post')
        await here.post(isPrivate ? Number(dialogId) : ids.tai, isPrivate ? ids.me : dialogId);
      else if (!isPrivate) {
        const isMuted = here.session.dialogs.get(dialogId)?.isMuted === true;
        await person.call('im.chat.mute', { DIALOG_ID: dialogId, MUTE: isMuted ? 'N' : 'Y' });
      }
    }

    /** Whether the row knows all the portal knows; what nobody was asked about, nobody can know. */
    function isCurrent(dialogId: string): boolean {
      const dialog = here.session.dialogs.get(dialogId);
      const chat = here.world.chats.get(dialog?.chatId ?? 0);
      const member = chat?.members.get(ids.me);
      const row = here.world.recents(ids.me).get(chat?.id ?? 0);
      return (
        dialog?.unread === member?.unread &&
        dialog?.isMuted === member?.isMuted &&
        dialog?.isMarkedUnread === row?.isUnread
      );
    }
  });

  describe('with own actions while a tick is under way', () => {
    it('keeps a read that the tick did not see yet', async () => {
      here = await FollowedPortal.start();
      await here.post(ids.tai, GROUP);
      await here.post(ids.tai, ids.me);
      await here.session.refresh();
      const gate = here.portal.faults.hold('batch', 'after');
      const tick = here.session.refresh();
      await gate.reached;
      await here.session.readMarker.mark(GROUP, undefined);
      assert.equal(here.session.dialogs.total, 1);
      gate.open();
      await tick;
      assert.deepEqual([here.session.dialogs.get(GROUP)?.unread, here.session.dialogs.total], [0, 1]);
      await here.session.refresh();
      assert.deepEqual([here.session.dialogs.get(GROUP)?.unread, here.session.dialogs.total], [0, 1]);
    });

    it('keeps a cleared mark that the tick still counted', async () => {
      here = await FollowedPortal.start();
      await here.portal.as(ids.me).call('im.recent.unread', { DIALOG_ID: GROUP });
      await here.session.refresh();
      assert.equal(here.session.dialogs.total, 1);
      const gate = here.portal.faults.hold('batch', 'after');
      const tick = here.session.refresh();
      await gate.reached;
      await here.session.readMarker.mark(GROUP, undefined);
      gate.open();
      await tick;
      assert.deepEqual(
        [here.session.dialogs.get(GROUP)?.isMarkedUnread, here.session.dialogs.total],
        [false, 0],
      );
    });

    it('keeps an own message on top, be its dialog far down the list', async () => {
      here = await FollowedPortal.start({ furnish: addManyChats });
      await here.session.dialogs.loadMore();
      const deep = here.session.dialogs.dialogs.at(-40)?.id ?? '';
      const gate = here.portal.faults.hold('batch', 'after');
      const tick = here.session.refresh();
      await gate.reached;
      const messageId = await send(here.session, { to: deep, text: 'up' });
      assert.equal(here.session.dialogs.dialogs[0]?.id, deep);
      gate.open();
      await tick;
      assert.equal(here.session.dialogs.dialogs[0]?.id, deep);
      assert.equal(here.session.dialogs.dialogs[0]?.lastMessage?.id, messageId);
    });

    it('keeps an own message in the row that the tick shows without it', async () => {
      here = await FollowedPortal.start();
      await here.post(ids.tai, GROUP);
      await here.session.refresh();
      const gate = here.portal.faults.hold('batch', 'after');
      const tick = here.session.refresh();
      await gate.reached;
      const messageId = await send(here.session, { to: GROUP, text: 'own' });
      gate.open();
      await tick;
      const dialog = here.session.dialogs.get(GROUP);
      assert.deepEqual([dialog?.lastMessage?.id, dialog?.unread], [messageId, 0]);
    });

    it('takes what the tick knows better', async () => {
      here = await FollowedPortal.start();
      await here.post(ids.tai, GROUP);
      await here.session.refresh();
      // The batch runs after the read was stored and before the read was answered.
      const read = here.portal.faults.hold('im.dialog.read', 'after');
      const marking = here.session.readMarker.mark(GROUP, undefined);
      await read.reached;
      const later = await here.post(ids.tai, GROUP, 'later');
      const gate = here.portal.faults.hold('batch', 'after');
      const tick = here.session.refresh();
      await gate.reached;
      read.open();
      await marking;
      gate.open();
      await tick;
      assert.deepEqual(
        [here.session.dialogs.get(GROUP)?.unread, here.session.dialogs.get(GROUP)?.lastMessage?.id],
        [1, later],
      );
      assert.equal(here.session.dialogs.total, 1);
    });
  });

  it('shows a dialog that begins with an own message, at once', async () => {
    here = await FollowedPortal.start();
    assert.equal(here.session.dialogs.get(String(ids.linh)), undefined);
    const appeared = new Promise<void>((resolve) => {
      here.session.dialogs.onDidChange(() => {
        if (here.session.dialogs.get(String(ids.linh)) !== undefined) resolve();
      });
    });
    await send(here.session, { to: String(ids.linh), text: 'Chào Linh' });
    await appeared;
    assert.equal(here.session.dialogs.get(String(ids.linh))?.lastMessage?.text, 'Chào Linh');
  });

  it('fires nothing for the status of somebody who only wrote last in a group', async () => {
    here = await FollowedPortal.start();
    await here.post(ids.linh, GROUP);
    await here.session.refresh();
    await here.session.readMarker.mark(GROUP, undefined);
    await here.session.refresh();
    const thread = await openVisible(here.session, GROUP);
    await here.session.refresh();
    const fired: string[] = [];
    here.session.dialogs.onDidChange(() => fired.push('dialogs'));
    here.session.dialogs.onDidChangeTotal(() => fired.push('total'));
    thread.onDidChange(() => fired.push('thread'));
    const changedPeople: number[] = [];
    here.session.users.onDidChange((changed) => changedPeople.push(...changed));
    here.world.user(ids.linh).status = 'dnd';
    await here.session.refresh();
    assert.deepEqual(fired, []);
    assert.deepEqual(changedPeople, [ids.linh]);
  });
});
