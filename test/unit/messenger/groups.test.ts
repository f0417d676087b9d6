import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { Session } from '../../../src/messenger/session.ts';
import { ids } from '../../portal/portalFixture.ts';
import type { World } from '../../portal/world.ts';
import { FollowedPortal } from './followedPortal.ts';
import { callsOf, portalErrorOf, problemOf } from './sessionFixture.ts';

const GROUP = `chat${ids.group}`;

describe('messenger: groups and their members', () => {
  let here: FollowedPortal;
  let session: Session;
  let world: World;

  const members = (chatId: number = ids.group): readonly number[] =>
    [...world.chat(chatId).members.keys()].sort((a, b) => a - b);

  beforeEach(async () => {
    here = await FollowedPortal.start({ messages: 2 });
    ({ session, world } = here);
  });

  afterEach(() => here.stop());

  it('a new one is on the list, closed or open, with the people asked for', async () => {
    const closed = await session.groups.create({
      title: 'Plans',
      userIds: [ids.tai, ids.linh],
      isOpen: false,
    });
    const open = await session.groups.create({ title: 'All', userIds: [ids.tai], isOpen: true });
    await session.refresh();
    assert.deepEqual(
      [closed, open].map((id) => [session.dialogs.get(id)?.title, session.dialogs.get(id)?.kind]),
      [
        ['Plans', 'chat'],
        ['All', 'openChat'],
      ],
    );
    assert.deepEqual(members(Number(closed.slice(4))), [ids.me, ids.tai, ids.linh]);
  });

  it('people are added with and without the history, removed, and made owners', async () => {
    const dialogId = await session.groups.create({ title: 'Mine', userIds: [ids.tai], isOpen: false });
    const chatId = Number(dialogId.slice(4));
    await session.groups.addMembers(dialogId, [ids.linh], true);
    await session.groups.addMembers(dialogId, [ids.bot], false);
    assert.deepEqual(
      callsOf(here.portal, 'im.chat.user.add').map(({ params }) => params['HIDE_HISTORY']),
      ['N', 'Y'],
    );
    await session.groups.removeMember(dialogId, ids.bot);
    assert.deepEqual(members(chatId), [ids.me, ids.tai, ids.linh]);
    await session.groups.setOwner(dialogId, ids.linh);
    const { users, ownerId } = await session.groups.members(dialogId);
    assert.deepEqual([users.map(({ id }) => id).sort((a, b) => a - b), ownerId], [members(chatId), ids.linh]);
    assert.equal((await portalErrorOf(session.groups.setOwner(dialogId, ids.tai))).code, 'WRONG_REQUEST');
    assert.equal(
      (await portalErrorOf(session.groups.removeMember(dialogId, ids.linh))).code,
      'ACCESS_DENIED_KICK',
    );
  });

  it('a new name shows at once, and goes back where the portal only says that it took it', async () => {
    const gate = here.portal.faults.hold('im.chat.updateTitle');
    const renamed = session.groups.rename(GROUP, 'Renamed');
    assert.equal(session.dialogs.get(GROUP)?.title, 'Renamed');
    gate.open();
    await renamed;
    await session.refresh();
    assert.deepEqual(
      [world.chat(ids.group).title, session.dialogs.get(GROUP)?.title],
      ['Renamed', 'Renamed'],
    );
    here.portal.faults.add('im.chat.updateTitle', { kind: 'error', status: 403, error: 'ACCESS_ERROR' });
    await portalErrorOf(session.groups.rename(GROUP, 'Refused'));
    assert.equal(session.dialogs.get(GROUP)?.title, 'Renamed');
    world.chat(ids.group).entityType = 'SONET_GROUP';
    assert.equal((await problemOf(session.groups.rename(GROUP, 'Ignored'))).kind, 'refused');
    assert.equal(session.dialogs.get(GROUP)?.title, 'Renamed');
  });

  it('one that was left is gone at once, and comes back where the portal refuses', async () => {
    here.portal.faults.add('im.chat.leave', { kind: 'error', status: 403, error: 'LEAVE_OWNER_FORBIDDEN' });
    const left = session.groups.leave(GROUP);
    assert.equal(session.dialogs.get(GROUP), undefined);
    assert.equal((await portalErrorOf(left)).code, 'LEAVE_OWNER_FORBIDDEN');
    assert.equal(session.dialogs.get(GROUP)?.id, GROUP);
    await session.groups.leave(GROUP);
    await session.refresh();
    assert.deepEqual([session.dialogs.get(GROUP), members().includes(ids.me)], [undefined, false]);
  });
});
