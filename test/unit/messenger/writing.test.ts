// What a person does while writing, over real HTTP: rewording, mentioning, being seen to type.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { botCommands } from '../../../src/messenger/botCommands.ts';
import { editObstacle } from '../../../src/messenger/messageEdits.ts';
import type { Session } from '../../../src/messenger/session.ts';
import type { Portal } from '../../portal/portal.ts';
import { ids, startFixture } from '../../portal/portalFixture.ts';
import type { ManualClock } from '../manualClock.ts';
import { messageOf } from './messages.ts';
import { callsOf, makeSession, openVisible, portalErrorOf } from './sessionFixture.ts';

const GROUP = `chat${ids.group}`;

describe('messenger: writing', () => {
  let portal: Portal;
  let session: Session;
  let clock: ManualClock;

  beforeEach(async () => {
    ({ portal } = await startFixture());
    ({ session, clock } = makeSession(portal));
    await session.refresh();
    portal.clearCalls();
  });

  afterEach(async () => {
    session.dispose();
    await portal.stop();
  });

  describe('rewording', () => {
    it('shows at once, is stored with the mark, and stays in the thread', async () => {
      const id = await portal.as(session.ownId).post(GROUP, 'wrong');
      const thread = await openVisible(session, GROUP);
      const gate = portal.faults.hold('im.message.update');
      const edit = session.edits.edit(GROUP, id, 'right');
      await gate.reached;
      assert.equal(session.edits.pendingText(id), 'right');
      gate.open();
      await edit;

      assert.equal(session.edits.pendingText(id), undefined);
      const shown = thread.shown.messages.find((message) => message.id === id);
      assert.deepEqual([shown?.text, shown?.isEdited], ['right', true]);
      const stored = portal.world.chat(ids.group).messages.find((message) => message.id === id);
      assert.deepEqual([stored?.text, stored?.isEdited], ['right', true]);
      assert.equal(callsOf(portal, 'im.message.update').length, 1);
    });

    it('is not undone by a page that was on its way', async () => {
      session.events.setWanted(true);
      await session.refresh();
      const id = await portal.as(session.ownId).post(GROUP, 'wrong');
      const thread = await openVisible(session, GROUP);
      const text = (): string | undefined => thread.shown.messages.find((message) => message.id === id)?.text;
      const gate = portal.faults.hold('im.dialog.messages.get', 'after');
      const tick = session.refresh();
      await gate.reached;
      await session.edits.edit(GROUP, id, 'right');
      gate.open();
      await tick;
      assert.equal(text(), 'right');
      await portal.as(session.ownId).edit(id, 'reworded elsewhere');
      await session.refresh();
      await session.refresh();
      assert.equal(text(), 'reworded elsewhere');
    });

    it('is rolled back with the portal’s reason, and is not tried again', async () => {
      const id = await portal.as(ids.tai).post(GROUP, 'theirs');
      const error = await portalErrorOf(session.edits.edit(GROUP, id, 'mine'));
      assert.equal(error.code, 'CANT_EDIT_MESSAGE');
      assert.equal(session.edits.pendingText(id), undefined);
      assert.equal(callsOf(portal, 'im.message.update').length, 1);
    });

    it('looks before it says that it failed, where the answer was lost', async () => {
      const id = await portal.as(session.ownId).post(GROUP, 'wrong');
      portal.faults.add('im.message.update', { kind: 'drop', when: 'after' });
      await session.edits.edit(GROUP, id, 'right');
      assert.equal(callsOf(portal, 'im.message.update').length, 1);

      portal.faults.add('im.message.update', { kind: 'drop', when: 'before' });
      await assert.rejects(session.edits.edit(GROUP, id, 'better'));
      assert.equal(callsOf(portal, 'im.message.update').length, 2);
    });

    it('is for one’s own messages of the last three days', () => {
      const now = 10 * 24 * 3_600_000;
      const own = messageOf({ id: 5, authorId: 1, date: now - 1 });
      assert.equal(editObstacle(own, 1, now), undefined);
      assert.equal(editObstacle(own, 2, now), 'notOwn');
      assert.equal(editObstacle({ ...own, isDeleted: true }, 1, now), 'deleted');
      assert.equal(editObstacle({ ...own, date: now - 3 * 24 * 3_600_000 }, 1, now), 'tooOld');
    });
  });

  describe('typing', () => {
    beforeEach(async () => {
      session.dispose();
      // Every moment counts here, the one after which it is too late to tell, too.
      ({ session, clock } = makeSession(portal, { skipUpToMs: 0 }));
      await session.refresh();
      portal.clearCalls();
    });

    const told = (): number => callsOf(portal, 'im.dialog.writing').length;

    it('is told once in several seconds', async () => {
      for (let key = 0; key < 20; key += 1) session.typing.typed(GROUP);
      await portal.waitForCall(({ method }) => method === 'im.dialog.writing');
      assert.equal(told(), 1);
      clock.advance(7_000);
      session.typing.typed(GROUP);
      await portal.waitForCall(({ method }) => method === 'im.dialog.writing' && told() === 2);
      assert.deepEqual(callsOf(portal, 'im.dialog.writing')[0]?.params, { DIALOG_ID: GROUP });
    });

    it('is not told to oneself', async () => {
      session.typing.typed(String(session.ownId));
      await session.refresh();
      assert.equal(told(), 0);
    });
  });

  describe('people of a dialog', () => {
    it('are asked for once in some minutes, and known from then on', async () => {
      const [members, again] = await Promise.all([
        session.people.members(GROUP),
        session.people.members(GROUP),
      ]);
      assert.ok(members.some(({ id }) => id === ids.tai));
      assert.equal(again, members);
      await session.people.members(GROUP);
      assert.equal(callsOf(portal, 'im.dialog.users.list').length, 1);
      assert.equal(session.users.get(ids.tai)?.id, ids.tai);
    });

    it('of the whole portal are found by name, from two characters on', async () => {
      const { signal } = new AbortController();
      const name = members(await session.people.members(GROUP), ids.tai);
      const found = await session.people.find(name.slice(0, 3), signal);
      assert.ok(found.some(({ id }) => id === ids.tai));
      portal.clearCalls();
      assert.deepEqual(await session.people.find('x', signal), []);
      assert.equal(portal.calls.length, 0);
    });
  });
});

describe('messenger: the commands of bots', () => {
  it('are those on their buttons and in their words, the newest first, and nobody else’s', () => {
    const bot = { authorId: 9 };
    const messages = [
      messageOf({
        id: 1,
        ...bot,
        text: '/help - what I can do\n[b]/report[/b]: makes a [i]report[/i]\nsee /usr/bin and a/b',
      }),
      messageOf({ id: 2, authorId: 3, text: '/secret - of a person' }),
      messageOf({ id: 3, ...bot, text: 'Choose', keyboard: [{ TEXT: 'Vote', COMMAND: 'vote', BOT_ID: 9 }] }),
      messageOf({ id: 4, ...bot, text: 'try [send=/again]this[/send]' }),
    ];
    assert.deepEqual(
      botCommands(messages, (userId) => userId === 9),
      [
        { name: 'again', title: '' },
        { name: 'vote', title: 'Vote' },
        { name: 'help', title: 'what I can do' },
        { name: 'report', title: 'makes a report' },
      ],
    );
  });
});

function members(users: readonly { readonly id: number; readonly name: string }[], id: number): string {
  return users.find((user) => user.id === id)?.name ?? '';
}
