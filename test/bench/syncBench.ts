// How soon another person's message shows, what following the portal costs in each state, and what a tick costs that
// brings nothing.
import type { Session } from '../../src/messenger/session.ts';
import { type Portal, startPortal } from '../portal/portal.ts';
import { seeds } from '../portal/seeds/index.ts';
import { GroupFixture } from '../unit/messenger/windows/groupFixture.ts';
import { makeSession } from '../unit/messenger/sessionFixture.ts';
import { SharedTime } from '../unit/messenger/sharedTime.ts';
import type { Measurement } from './measurement.ts';
import { median } from './median.ts';

const DIALOG = 'chat97';
const COLLEAGUE = 7;
const INTERVAL_MS = 2_000;
const POSTS = 8;
const WARM_UP_TICKS = 60;
const IDLE_TICKS = 100;
const MOST_IDLE_ROUNDS = 3;
const MINUTES = 5;

export async function measureSync(): Promise<readonly Measurement[]> {
  return [...(await measureNews()), ...(await measureIdleTicks()), ...(await measureStates())];
}

/** From the moment the portal has a message to its row in the thread of this window, and of one that follows it. */
async function measureNews(): Promise<readonly Measurement[]> {
  const portal = await startPortal({ seed: seeds.paper });
  const group = new GroupFixture(portal);
  try {
    const leader = await group.open();
    const follower = await group.open();
    const both = [leader.session, follower.session];
    for (const session of both) {
      session.setFastestSync(INTERVAL_MS);
      await show(session);
    }
    const delays: number[][] = [[], []];
    for (let post = 0; post < POSTS; post += 1) {
      // Spread over the interval, so that no post profits from the one before.
      await wait((post * INTERVAL_MS) / POSTS);
      const messageId = await portal.as(COLLEAGUE).post(DIALOG, `#${post}`);
      const from = performance.now();
      await Promise.all(
        both.map(async (session, index) => {
          await arrival(session, messageId);
          delays[index]?.push(performance.now() - from);
        }),
      );
    }
    const [own = [], others = []] = delays;
    return [
      timed("Another's post to its row, in the window that asks (median)", median(own), INTERVAL_MS),
      timed("Another's post to its row, in the window that asks (p95)", Math.max(...own), INTERVAL_MS * 1.25),
      timed(
        "Another's post to its row, in a window that follows (median)",
        median(others),
        INTERVAL_MS + 1_000,
      ),
    ];
  } finally {
    await group.stop();
  }
}

/** What ticks cost this process that bring nothing. */
async function measureIdleTicks(): Promise<readonly Measurement[]> {
  const portal = await startPortal({ seed: seeds.demo, rate: 'off', operatingLimitSeconds: 'off' });
  const group = new GroupFixture(portal);
  try {
    const { session, group: windows } = await group.open();
    session.setListVisible(false);
    session.setWindowFocused(false);
    // The list's pages come round in turns, and each is news once.
    for (let tick = 0; tick < WARM_UP_TICKS; tick += 1) await session.refresh();
    let fired = 0;
    session.dialogs.onDidChange(() => (fired += 1));
    session.dialogs.onDidChangeTotal(() => (fired += 1));
    session.users.onDidChange(() => (fired += 1));
    session.onDidChangeConnection(() => (fired += 1));
    let roleChanges = 0;
    windows.onDidChangeRole(() => (roleChanges += 1));
    // Who loses the lead on a machine that stands still, and gets it back, tells the others everything anew, and must.
    for (let round = 1; ; round += 1) {
      const news = await group.newsNumbers();
      fired = 0;
      roleChanges = 0;
      const before = process.cpuUsage();
      for (let tick = 0; tick < IDLE_TICKS; tick += 1) await session.refresh();
      const { user, system } = process.cpuUsage(before);
      const written = (await group.newsNumbers()).filter((name) => !news.includes(name)).length;
      if (roleChanges > 0 && round < MOST_IDLE_ROUNDS) continue;
      return [
        {
          what: 'CPU of a tick that brings nothing, the simulated portal in the same process',
          value: (user + system) / 1_000 / IDLE_TICKS,
          unit: 'ms',
        },
        {
          what: `Events fired and files written by ${IDLE_TICKS} ticks that bring nothing`,
          value: fired + written,
          unit: 'times',
          goal: { kind: 'atMost', value: 0 },
        },
      ];
    }
  } finally {
    await group.stop();
  }
}

/** Requests a minute by what is on screen, in a time of its own. */
async function measureStates(): Promise<readonly Measurement[]> {
  const states = [
    { what: 'a thread that is read', isFocused: true, isThread: true, isList: true, most: 30 },
    { what: 'the list alone', isFocused: true, isThread: false, isList: true, most: 12 },
    { what: 'something else in a focused window', isFocused: true, isThread: false, isList: false, most: 4 },
    { what: 'a window behind', isFocused: false, isThread: false, isList: false, most: 1 },
  ];
  const lines: Measurement[] = [];
  for (const { what, isFocused, isThread, isList, most } of states) {
    const time = new SharedTime();
    const portal = await startPortal({ seed: seeds.paper, clock: time.clock });
    const { session } = makeSession(portal, { clock: time.clock, fetchOver: time.fetch, skipUpToMs: 0 });
    try {
      session.setWindowFocused(isFocused);
      session.setListVisible(isList);
      if (isThread) await show(session);
      session.start();
      await time.pass(60_000, 500);
      const before = requestCount(portal);
      await time.pass(MINUTES * 60_000, 500);
      lines.push({
        what: `Requests a minute: ${what}`,
        value: (requestCount(portal) - before) / MINUTES,
        unit: 'requests',
        goal: { kind: 'atMost', value: most },
      });
    } finally {
      session.dispose();
      await portal.stop();
    }
  }
  return lines;
}

async function show(session: Session): Promise<void> {
  const { thread } = session.openThread(DIALOG);
  session.setThreadVisible(DIALOG, true);
  await thread.open();
}

function arrival(session: Session, messageId: number): Promise<void> {
  const { thread } = session.openThread(DIALOG);
  return new Promise((resolve) => {
    const look = (): void => {
      if (thread.newestId >= messageId) resolve();
    };
    thread.onDidChange(look);
    look();
  });
}

function requestCount(portal: Portal): number {
  return portal.calls.filter(({ batch }) => batch === undefined).length;
}

function timed(what: string, value: number, most: number): Measurement {
  return { what, value, unit: 'ms', runs: POSTS, goal: { kind: 'atMost', value: most } };
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
