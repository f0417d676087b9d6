// What the portal has to tell the person who is signed in.
import type { World } from '../../world.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../time.ts';
import { idOf, ME } from './people.ts';

const DECISION = [
  { TITLE: 'Accept', VALUE: 'Y', TYPE: 'accept' },
  { TITLE: 'Decline', VALUE: 'N', TYPE: 'cancel' },
] as const;

export function notify(world: World): void {
  const userId = idOf(ME);
  const now = world.clock.now();
  const task = `${world.origin}/company/personal/user/${userId}/tasks/task/view/42/`;
  world.notices.add({
    userId,
    authorId: idOf('daniel'),
    dateMs: now - 3 * DAY_MS,
    module: 'tasks',
    event: 'task_update',
    type: 2,
    isRead: true,
    text: 'Set the deadline of [URL=/company/personal/user/1/tasks/task/view/42/]Rotate the signing keys[/URL] to Friday',
  });
  world.notices.add({
    userId,
    authorId: idOf('ha'),
    dateMs: now - 26 * HOUR_MS,
    module: 'socialnetwork',
    event: 'invite_group',
    type: 1,
    text: 'Invites you to the workgroup [B]Brand refresh[/B]',
    buttons: DECISION,
  });
  world.notices.add({
    userId,
    authorId: idOf('mai'),
    dateMs: now - 3 * HOUR_MS,
    module: 'im',
    event: 'default',
    type: 2,
    text: 'Asks: who reviews the release notes?',
    params: { CAN_ANSWER: 'Y' },
  });
  world.notices.add({
    userId,
    authorId: 0,
    dateMs: now - 50 * MINUTE_MS,
    module: 'rest',
    event: 'rest_notify',
    text: `Nightly build 212 is green: [URL=${task}]report[/URL]`,
  });
  world.notices.add({
    userId,
    authorId: idOf('olga'),
    dateMs: now - 12 * MINUTE_MS,
    module: 'calendar',
    event: 'invite',
    type: 1,
    text: 'Invites you to [B]Release retrospective[/B], tomorrow at 10:00',
    buttons: DECISION,
  });
}
