// From a key press to the list of hits, with as many names as a big portal has, and what a search costs the portal.
import { startPortal } from '../portal/portal.ts';
import { seeds } from '../portal/seeds/index.ts';
import { dialogOf } from '../unit/messenger/dialogs.ts';
import { makeSession } from '../unit/messenger/sessionFixture.ts';
import { userOf } from '../unit/messenger/users.ts';
import type { Measurement } from './measurement.ts';
import { median } from './median.ts';

const DIALOGS = 3_000;
const PEOPLE = 20_000;
const LIMIT = 50;
const ROUNDS = 5;
const FIRST = ['Nguyễn', 'Сергей', 'Anna-Maria', 'Trần', 'Ольга', 'Łukasz', 'Phạm', 'Alexander'];
const LAST = ['Đức', 'Хохлов', "O'Brien", 'Thị', 'Щукина', 'Keller', 'Hồng', 'Петров'];
// Many hits, few, none; as written, without marks, in other letters, with the wrong layout on.
const PHRASES = [
  'n',
  'ng',
  'nguyen',
  'nguyen d',
  'serg',
  'ольг',
  'jkmuf',
  'zzz',
  'o',
  'team 12',
  'alexander kel',
];

export async function measureFind(): Promise<readonly Measurement[]> {
  const portal = await startPortal({ seed: seeds.demo, rate: 'off', operatingLimitSeconds: 'off' });
  const { session, clock } = makeSession(portal);
  try {
    const now = clock.now();
    const dialogs = Array.from({ length: DIALOGS }, (_, index) =>
      dialogOf({
        id: `chat${index + 1}`,
        title: `Team ${index} ${nameOf(index)}`,
        lastActivityAt: now - index * 60_000,
      }),
    );
    session.dialogs.applyTick(
      session.dialogs.beginTick(),
      { dialogs, hasMore: false, nextOffset: 0 },
      undefined,
    );
    session.users.learn(
      Array.from({ length: PEOPLE }, (_, index) =>
        userOf({ id: index + 1, name: `${nameOf(index)} ${index}`, position: 'Engineer' }),
      ),
    );
    const { local } = session.find;
    const opened = timed(() => local.find('', LIMIT));
    const turns: number[] = [];
    for (let isMore = true; isMore;) turns.push(timed(() => (isMore = local.warm())));
    const times = Array.from({ length: ROUNDS }, () =>
      PHRASES.map((phrase) => timed(() => local.find(phrase, LIMIT))),
    ).flat();
    session.users.learn([userOf({ id: 77, name: 'Newly Renamed' })]);
    const afterChange = timed(() => local.find('renamed', LIMIT));

    portal.clearCalls();
    const search = session.find.onPortal();
    const typed = 'linh';
    for (let end = 1; end <= typed.length; end += 1) search.become(typed.slice(0, end));
    const answered = new Promise<void>((resolve) => void search.onDidChange(resolve));
    clock.advance(200);
    await answered;
    search.become('lin');
    search.become(typed);
    const requests = portal.calls.filter((call) => call.batch === undefined).length;
    search.dispose();
    const goal = { kind: 'atMost' as const, value: 16 };
    return [
      { what: 'Find: the box opens with 3,000 dialogs and 20,000 people known', value: opened, unit: 'ms' },
      {
        what: 'Find: names made ready in one turn, the longest',
        value: Math.max(...turns),
        unit: 'ms',
        goal,
        runs: turns.length,
      },
      {
        what: 'Find: key press to local hits (median)',
        value: median(times),
        unit: 'ms',
        goal,
        runs: times.length,
      },
      {
        what: 'Find: key press to local hits (p95)',
        value: times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? 0,
        unit: 'ms',
        goal,
        runs: times.length,
      },
      { what: 'Find: key press after a name has changed', value: afterChange, unit: 'ms', goal },
      {
        what: 'Find: requests for a name typed letter by letter, and once more',
        value: requests,
        unit: 'requests',
        goal: { kind: 'atMost', value: 1 },
      },
    ];
  } finally {
    session.dispose();
    await portal.stop();
  }
}

function nameOf(index: number): string {
  return `${FIRST[index % FIRST.length] ?? ''} ${LAST[Math.floor(index / FIRST.length) % LAST.length] ?? ''}`;
}

/** Milliseconds of the processor: nothing here waits, and a busy machine would count as much as the work. */
function timed(action: () => void): number {
  const from = process.threadCpuUsage();
  action();
  const { user, system } = process.threadCpuUsage(from);
  return (user + system) / 1_000;
}
