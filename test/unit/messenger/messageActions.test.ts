// Likes, deletions and shares over real HTTP: shown at once, taken back where the portal refuses.
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import type { Message } from '../../../src/model/message.ts';
import type { Thread } from '../../../src/messenger/thread.ts';
import { ids } from '../../portal/portalFixture.ts';
import { FollowedPortal } from './followedPortal.ts';
import { callsOf, openVisible, portalErrorOf } from './sessionFixture.ts';

const GROUP = `chat${ids.group}`;
// Edits show with the newest page, which comes with every fifth tick.
const ROUND = 5;

describe('messenger: what is done to a message', () => {
  let here: FollowedPortal;
  let thread: Thread;

  async function start(): Promise<void> {
    here = await FollowedPortal.start({ messages: 3 });
    thread = await openVisible(here.session, GROUP);
  }

  afterEach(() => here.stop());

  function message(id: number): Message {
    const found = thread.shown.messages.find((each) => each.id === id);
    assert.ok(found);
    return found;
  }

  it('a like shows before the portal has it, and stays', async () => {
    await start();
    const id = thread.newestId;
    const answer = here.portal.faults.hold('im.message.like', 'before');
    const liking = here.session.actions.like(GROUP, id, true);
    await answer.reached;
    assert.deepEqual(message(id).likedBy, [ids.me]);
    answer.open();
    await liking;
    await here.tick(ROUND * 3);
    assert.deepEqual(message(id).likedBy, [ids.me]);
    assert.deepEqual(here.world.chat(ids.group).messages.at(-1)?.likes, [ids.me]);

    await here.session.actions.like(GROUP, id, false);
    await here.tick(ROUND * 3);
    assert.deepEqual(message(id).likedBy, []);
  });

  it('a like that is there already is no error', async () => {
    await start();
    const id = thread.newestId;
    await here.session.actions.like(GROUP, id, true);
    await here.session.actions.like(GROUP, id, true);
    assert.deepEqual(message(id).likedBy, [ids.me]);
  });

  it('a like of somebody else shows within a round, with a name', async () => {
    await start();
    const id = thread.newestId;
    await here.portal.as(ids.linh).call('im.message.like', { MESSAGE_ID: id });
    await here.tick(ROUND + 1);
    assert.deepEqual(message(id).likedBy, [ids.linh]);
    assert.equal(here.session.users.get(ids.linh)?.name, 'Linh Tran');
  });

  it('a deletion shows at once, and for everybody', async () => {
    await start();
    const id = await here.portal.as(ids.me).post(GROUP, 'from the phone');
    await here.tick(ROUND + 1);
    await here.session.actions.delete(GROUP, id);
    assert.equal(message(id).isDeleted, true);
    assert.equal(here.world.chat(ids.group).messages.at(-1)?.isDeleted, true);
    await here.tick(ROUND * 3);
    assert.equal(message(id).isDeleted, true);
  });

  it('a deletion that the portal refuses is taken back, with the reason', async () => {
    await start();
    const id = thread.newestId;
    const before = message(id);
    const error = await portalErrorOf(here.session.actions.delete(GROUP, id));
    assert.equal(error.code, 'CANT_EDIT_MESSAGE');
    assert.deepEqual(message(id), before);
  });

  it('a deletion whose answer was lost is looked for, not repeated', async () => {
    await start();
    const id = await here.portal.as(ids.me).post(GROUP, 'from the phone');
    await here.tick(ROUND + 1);
    here.portal.faults.add('im.message.delete', { kind: 'drop', when: 'after' });
    here.portal.clearCalls();
    await here.session.actions.delete(GROUP, id);
    assert.equal(message(id).isDeleted, true);
    assert.equal(callsOf(here.portal, 'im.message.delete').length, 1);
  });

  it('what was changed far back in the past shows there, too', async () => {
    await start();
    here.fill(ids.group, 700);
    await here.tick();
    const first = here.stored()[10] ?? 0;
    assert.equal(await thread.loadAround(first), true);
    await here.session.actions.like(GROUP, first, true);
    assert.deepEqual(message(first).likedBy, [ids.me]);
  });

  it('a message is shared once, as what was asked for', async () => {
    await start();
    await here.session.actions.share(GROUP, thread.newestId, 'task');
    const [call, ...more] = callsOf(here.portal, 'im.message.share');
    assert.deepEqual(
      [call?.params, more],
      [{ MESSAGE_ID: thread.newestId, DIALOG_ID: GROUP, TYPE: 'TASK' }, []],
    );
    const error = await portalErrorOf(here.session.actions.share(GROUP, 1, 'event'));
    assert.equal(error.outcome, 'rejected');
    await here.session.actions.share(GROUP, thread.newestId, 'post');
    await here.session.actions.share(GROUP, thread.newestId, 'event');
    assert.deepEqual(
      here.world.shared.map(({ type, messageId }) => [type, messageId]),
      ['TASK', 'POST', 'CALEND'].map((type) => [type, thread.newestId]),
    );
  });
});
