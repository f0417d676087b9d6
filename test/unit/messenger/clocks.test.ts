// The computer's clock is set while the session runs, the portal's is a day off, and their zones differ. Real HTTP.
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import type { Clock } from '../../../src/base/ports.ts';
import { textContent } from '../../../src/messenger/outgoing.ts';
import type { Session } from '../../../src/messenger/session.ts';
import { buildListItems } from '../../../src/webview/listItems.ts';
import type { Portal, PortalOptions } from '../../portal/portal.ts';
import { ids, startFixture } from '../../portal/portalFixture.ts';
import { row } from '../webview/rows.ts';
import { makeSession, openVisible, requests, send, untilAllSent } from './sessionFixture.ts';
import { SharedTime } from './sharedTime.ts';

const HOUR_MS = 3600_000;
const DAY_MS = 24 * HOUR_MS;
const GROUP = `chat${ids.group}`;

describe('messenger: clocks', () => {
  let time: SharedTime;
  let portal: Portal;
  let session: Session;

  /** The portal's wall clock stands `offMs` beside ours, and is not set when ours is. */
  async function start(offMs: number, options: Partial<PortalOptions> = {}): Promise<void> {
    time = new SharedTime();
    const { clock } = time;
    const startedAt = clock.now();
    const portalClock: Clock = {
      now: () => startedAt + offMs + clock.monotonic(),
      monotonic: () => clock.monotonic(),
      schedule: (action, delayMs) => clock.schedule(action, delayMs),
    };
    ({ portal } = await startFixture({ clock: portalClock, ...options }, (world) => {
      for (let index = 0; index < 3; index += 1)
        world.post({ chat: ids.group, author: ids.tai, text: `#${index}` });
      world.readAll(ids.me, ids.group);
    }));
    ({ session } = makeSession(portal, { clock, fetchOver: time.fetch }));
    session.events.setWanted(true);
    session.setWindowFocused(true);
    session.start();
    await time.calm();
  }

  afterEach(async () => {
    session.dispose();
    await portal.stop();
  });

  for (const [name, jumpMs] of [
    ['an hour forward', HOUR_MS],
    ['an hour back', -HOUR_MS],
    ['a day back', -DAY_MS],
  ] as const) {
    it(`the portal is asked as often as before when ours is set ${name}`, async () => {
      await start(0);
      const thread = await openVisible(session, GROUP);
      await time.pass(10_000);
      portal.clearCalls();
      await time.pass(60_000);
      const usual = requests(portal).length;
      time.clock.jumpWall(jumpMs);
      portal.clearCalls();
      await time.pass(60_000);
      const since = requests(portal).length;
      assert.ok(Math.abs(since - usual) <= 2, `${since} instead of ${usual}`);
      const news = await portal.as(ids.tai).post(GROUP, 'after it was set');
      await time.pass(2_500);
      assert.equal(thread.newestId, news);
    });

    it(`what is written before and after ours is set ${name} arrives in order, once`, async () => {
      await start(0);
      await openVisible(session, GROUP);
      portal.faults.add('im.message.add', { kind: 'drop', when: 'after' });
      const before = send(session, { to: GROUP, text: 'before' });
      await time.calm();
      time.clock.jumpWall(jumpMs);
      const after = send(session, { to: GROUP, text: 'after' });
      await time.pass(120_000, 250, () => session.outgoing.size === 0);
      await Promise.all([before, after, untilAllSent(session)]);
      const own = portal.world.chat(ids.group).messages.filter(({ authorId }) => authorId === ids.me);
      assert.deepEqual(
        own.map(({ text }) => text),
        ['before', 'after'],
      );
    });

    it(`what waits for the portal does not wait for the clock that was set ${name}`, async () => {
      await start(0);
      const down = portal.faults.add('*', { kind: 'gateway', when: 'before', status: 502 }, 1_000);
      const { stored } = await session.send(textContent(GROUP, 'waits'), { keepFailed: true });
      const arrived = stored.catch(() => undefined);
      await time.pass(5_000, 250);
      time.clock.jumpWall(jumpMs);
      down.dispose();
      await time.pass(400_000, 1_000, () => session.outgoing.size === 0);
      assert.equal(typeof (await arrived), 'number');
    });
  }

  for (const [name, offMs] of [
    ['a day ahead', DAY_MS],
    ['a day behind', -DAY_MS],
  ] as const) {
    it(`with the portal ${name}: what was just written stands last, first in the list, and is found after a lost answer`, async () => {
      await start(offMs);
      const thread = await openVisible(session, GROUP);
      await portal.as(ids.linh).post(ids.me, 'somewhere else');
      await time.pass(2_500);
      portal.faults.add('im.message.add', { kind: 'drop', when: 'after' });
      const sending = send(session, { to: GROUP, text: 'mine' });
      await time.pass(60_000, 250, () => session.outgoing.size === 0);
      const id = await sending;
      assert.equal(thread.timeline.messages.at(-1)?.id, id);
      assert.equal(session.dialogs.dialogs[0]?.id, GROUP);
      assert.equal(portal.world.chat(ids.group).messages.filter(({ text }) => text === 'mine').length, 1);
      await time.pass(15_000);
      assert.equal(session.dialogs.dialogs[0]?.id, GROUP);
      // What is shown in the end is what the portal says, as it says it to everybody.
      const stored = portal.world.messages.get(Number(id))?.dateMs ?? 0;
      assert.equal(thread.timeline.messages.at(-1)?.date, Math.floor(stored / 1000) * 1000);
    });
  }

  for (const utcOffsetMinutes of [-570, 0, 345, 765]) {
    it(`the moment of a message is the same whatever the portal's zone (${utcOffsetMinutes} minutes)`, async () => {
      await start(0, { utcOffsetMinutes });
      const thread = await openVisible(session, GROUP);
      const seconds = (ms: number): number => Math.floor(ms / 1000);
      assert.deepEqual(
        thread.timeline.messages.map(({ date }) => seconds(date)),
        portal.world.chat(ids.group).messages.map(({ dateMs }) => seconds(dateMs)),
      );
    });
  }
});

describe('days in the zone of this computer', () => {
  const hostZone = process.env['TZ'];

  afterEach(() => {
    if (hostZone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = hostZone;
  });

  for (const zone of [
    'Asia/Ho_Chi_Minh',
    'America/Los_Angeles',
    'Pacific/Chatham',
    'America/Sao_Paulo',
    'Europe/Berlin',
  ]) {
    it(`begin at midnight (${zone})`, () => {
      process.env['TZ'] = zone;
      // A message every three hours for as long as clocks change somewhere: hours are lost and doubled on the way.
      const from = Date.UTC(2026, 9, 20);
      const rows = Array.from({ length: 160 }, (_, index) =>
        row(index + 1, { date: from + index * 3 * HOUR_MS }),
      );
      const items = buildListItems(rows, { firstUnreadId: undefined, hasOlder: false });
      const local = new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' });
      for (const [index, item] of items.entries()) {
        const previous = items[index - 1];
        const isNewDay =
          previous === undefined || local.format(previous.row.date) !== local.format(item.row.date);
        assert.equal(item.dayStart !== undefined, isNewDay, `${local.format(item.row.date)} ${index}`);
        if (item.dayStart !== undefined)
          assert.equal(local.format(item.dayStart), local.format(item.row.date));
      }
    });
  }
});
