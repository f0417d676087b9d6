// What the list counts is what the portal counts, whoever did what: this person here, they elsewhere, others.
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { afterEach, describe, it } from 'mocha';
import { arrange, countOf } from '../../../../src/messenger/list/arrangement.ts';
import type { Section } from '../../../../src/model/section.ts';
import { ids } from '../../../portal/portalFixture.ts';
import type { World } from '../../../portal/world.ts';
import { FollowedPortal } from '../followedPortal.ts';
import { send } from '../sessionFixture.ts';

const PLACES = ['chat97', 'chat99', '7', '9', 'chat201', 'chat202', 'chat203', 'chat204', 'chat205'] as const;
const COMMENTS = 'chat206';
const KINDS: readonly Section[] = ['people', 'chats', 'channels', 'collabs', 'lines', 'tasks', 'bots'];

const step = fc.record({
  who: fc.constantFrom('others', 'others', 'elsewhere', 'here'),
  what: fc.constantFrom(
    'send',
    'send',
    'read',
    'mark',
    'mute',
    'unmute',
    'pin',
    'hide',
    'comment',
    'readAll',
  ),
  where: fc.constantFrom(...PLACES),
});
type Step = ReturnType<typeof step.generate>['value'];

/** What makes counting hard, all at once. */
const HARD: readonly Step[] = [
  { who: 'elsewhere', what: 'mute', where: 'chat97' },
  { who: 'others', what: 'send', where: 'chat97' },
  { who: 'others', what: 'send', where: 'chat201' },
  { who: 'others', what: 'send', where: 'chat202' },
  { who: 'here', what: 'read', where: 'chat205' },
  { who: 'here', what: 'mark', where: 'chat205' },
  { who: 'others', what: 'comment', where: 'chat99' },
];

describe('messenger: what the list counts', () => {
  let here: FollowedPortal;

  afterEach(() => here.stop());

  it('is what the portal counts, after every quiet tick', async () => {
    here = await FollowedPortal.start({ furnish: addKinds });
    await here.post(ids.tai, ids.me);
    await here.post(ids.linh, ids.me);
    const doAll = async (steps: readonly Step[]): Promise<readonly string[]> => {
      let met: readonly string[] = [];
      for (const each of steps) {
        await act(each);
        await here.tick(2);
        met = compare((await here.portal.as(ids.me).call('im.counters.get')) as Told);
      }
      return met;
    };
    assert.deepEqual(await doAll(HARD), ['comments', 'lines', 'tasks', 'muted', 'marks']);
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
        await doAll(steps);
      }),
      { numRuns: 12 },
    );
  });

  async function act({ who, what, where }: Step): Promise<void> {
    const isPrivate = /^\d+$/.test(where);
    const person = here.portal.as(ids.me);
    if (what === 'comment') await here.post(ids.tai, COMMENTS);
    else if (who === 'others')
      await here.post(isPrivate ? Number(where) : ids.tai, isPrivate ? ids.me : where);
    // A member may only read in a channel.
    else if (what === 'send' && where === `chat${ids.channel}`) return;
    else if (who === 'elsewhere') await actElsewhere(person, what, where, isPrivate);
    else await actHere(what, where, isPrivate);
  }

  async function actElsewhere(
    person: ReturnType<FollowedPortal['portal']['as']>,
    what: Step['what'],
    where: string,
    isPrivate: boolean,
  ): Promise<void> {
    const place = { DIALOG_ID: where };
    if (what === 'send') await person.post(where, 'from the phone');
    else if (what === 'read') await person.read(where);
    else if (what === 'readAll') await person.call('im.dialog.read.all');
    else if (what === 'mark') await person.call('im.recent.unread', place);
    else if (what === 'pin') await person.call('im.recent.pin', place);
    else if (what === 'hide') await person.call('im.recent.hide', place);
    else if (!isPrivate) await person.call('im.chat.mute', { ...place, MUTE: what === 'mute' ? 'Y' : 'N' });
  }

  async function actHere(what: Step['what'], where: string, isPrivate: boolean): Promise<void> {
    const { session } = here;
    // What is not on the list cannot be acted on from it.
    if (session.dialogs.get(where) === undefined) return;
    if (what === 'send') await send(session, { to: where, text: 'own' });
    else if (what === 'read') await session.readMarker.mark(where, undefined);
    else if (what === 'readAll') await session.markAllRead();
    else if (what === 'mark') await session.markUnread(where, undefined);
    else if (what === 'pin') await session.marks.pin(where, true);
    else if (what === 'hide') await session.marks.hide(where);
    else if (!isPrivate) await session.marks.mute(where, what === 'mute');
  }

  /** Gives what of the difficult there was to count. */
  function compare(told: Told): readonly string[] {
    const { dialogs, total } = here.session.dialogs;
    assert.equal(total, told.TYPE['MESSENGER']);
    for (const { id, unread } of dialogs) {
      assert.equal(unread, toldOf(told, id), id);
    }
    const whole = arrange(dialogs, { sections: KINDS, isUnreadOnly: false });
    const counts = whole.map(({ section, dialogIds }) => {
      const members = dialogs.filter(({ id }) => dialogIds.includes(id));
      return { section, ...countOf(members) };
    });
    const sum = (sections: readonly Section[]): number =>
      counts.reduce(
        (all, { section, unread }) => all + (sections.some((each) => each === section) ? unread : 0),
        0,
      );
    // What was hidden with something unread in it counts on the portal, and stands in no section.
    const hidden = (names: readonly string[]): number =>
      names
        .flatMap((name) => Object.entries(mapOf(told, name)))
        .reduce((all, [key, unread]) => {
          const id = here.session.dialogs.get(key) ?? here.session.dialogs.get(`chat${key}`);
          return id === undefined ? all + unread : all;
        }, 0);
    const own = ['people', 'chats', 'channels', 'collabs', 'bots'] as const;
    assert.equal(sum(own) + hidden(['CHAT', 'DIALOG', 'COLLAB', 'COPILOT']), told.TYPE['MESSENGER']);
    assert.equal(sum(['lines']) + hidden(['LINES']), told.TYPE['LINES']);
    assert.equal(sum(['tasks']) + hidden(['TASKS_TASK']), told.TYPE['TASKS_TASK']);
    const muted = counts.reduce((all, each) => all + each.muted, 0);
    const mutedThere = Object.values(mapOf(told, 'CHAT_MUTED')).reduce((all, unread) => all + unread, 0);
    assert.equal(muted + hidden(['CHAT_MUTED']), mutedThere);
    return [
      ...(Object.keys(told.CHANNEL_COMMENT).length > 0 ? ['comments'] : []),
      ...(sum(['lines']) > 0 ? ['lines'] : []),
      ...(sum(['tasks']) > 0 ? ['tasks'] : []),
      ...(muted > 0 ? ['muted'] : []),
      ...(dialogs.some(({ isMarkedUnread, unread }) => isMarkedUnread && unread === 0) ? ['marks'] : []),
    ];
  }
});

interface Told {
  readonly TYPE: Readonly<Record<string, number>>;
  readonly CHANNEL_COMMENT: object;
  readonly [map: string]: unknown;
}

/** An empty map goes out as a list. */
function mapOf(told: Told, name: string): Readonly<Record<string, number>> {
  const map = told[name];
  return Array.isArray(map) || map === undefined ? {} : (map as Readonly<Record<string, number>>);
}

function toldOf(told: Told, dialogId: string): number {
  const isPrivate = /^\d+$/.test(dialogId);
  const names = isPrivate ? ['DIALOG'] : ['CHAT', 'CHAT_MUTED', 'LINES', 'COPILOT', 'COLLAB', 'TASKS_TASK'];
  const key = dialogId.replace('chat', '');
  return names.map((name) => mapOf(told, name)[key] ?? 0).reduce((all, unread) => all + unread, 0);
}

function addKinds(world: World): void {
  const members = [ids.me];
  const owner = ids.tai;
  world.addChat({ id: 201, title: 'Customer', messageType: 'L', entityType: 'LINES', owner, members });
  world.addChat({ id: 202, title: 'Task', entityType: 'TASKS_TASK', entityId: '5', owner, members });
  world.addChat({ id: 203, title: 'Collab', messageType: 'B', owner, members });
  world.addChat({ id: 204, title: 'AI', messageType: 'A', owner, members });
  world.addChat({ id: 205, title: 'Open', messageType: 'O', owner, members });
  world.addChat({ id: 206, title: 'Comments', messageType: 'T', parentChatId: ids.channel, owner, members });
  for (const id of [ids.group, ids.channel, 201, 202, 203, 204, 205]) {
    world.post({ chat: id, author: owner, text: 'first' });
  }
}
