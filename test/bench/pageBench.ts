// The thread page in a real Chromium, against a list that simply puts every message into the document.
import type { MessageRow } from '../../src/protocol/thread.ts';
import { ensureChromium } from '../host/chromium.ts';
import { PageWorkshop, type ThreadPage } from '../webview/pageHarness.ts';
import { manyRows, samplePage, sampleThread } from '../webview/sampleRows.ts';
import type { Measurement } from './measurement.ts';
import { median } from './median.ts';
import { installPageMeter } from './pageMeter.ts';

/** How many messages a thread has, and how often it is opened: a plain list of many takes seconds each time. */
const SIZES = [
  { count: 200, runs: 5, plainRuns: 5 },
  { count: 10_000, runs: 5, plainRuns: 3 },
  { count: 20_000, runs: 3, plainRuns: 1 },
] as const;
/** Where more than times is measured. */
const WHOLE_SIZE = 10_000;
const OLDER = 50;
const SCREENS = 200;
const MOST_PAINT_MS = 100;
const MOST_ROWS = 299;
const MOST_FRAME_MS = 50;
/** One at 60 Hz. */
const FRAME_MS = 16.7;

interface Look {
  readonly paintMs: number;
  readonly rowCount: number;
  readonly appendMs: number;
  /** NaN where it was not looked at. */
  readonly frameMs: number;
  readonly jumpPx: number;
}

interface Looks {
  readonly own: readonly Look[];
  readonly plain: readonly Look[];
}

export async function measurePage(): Promise<readonly Measurement[]> {
  process.env['CHROME_PATH'] ??= ensureChromium();
  const workshop = await PageWorkshop.start();
  try {
    // The first pages of a browser pay for the rest: it keeps the script compiled.
    for (let page = 0; page < 3; page += 1) await lookAtOwn(workshop, manyRows(OLDER + 1, OLDER + 20));
    const measurements: Measurement[] = [];
    for (const { count, runs, plainRuns } of SIZES) {
      const rows = manyRows(OLDER + 1, OLDER + count);
      const own: Look[] = [];
      const plain: Look[] = [];
      for (let run = 0; run < runs; run += 1) {
        own.push(await lookAtOwn(workshop, rows));
        if (run < plainRuns) plain.push(await lookAtPlain(workshop, rows));
      }
      measurements.push(...linesOf(count, { own, plain }));
    }
    const bytes = {
      what: "The page's script",
      value: workshop.server.scriptBytes / 1024,
      unit: 'KB',
    } as const;
    return [bytes, ...measurements];
  } finally {
    await workshop.stop();
  }
}

async function lookAtOwn(workshop: PageWorkshop, rows: readonly MessageRow[]): Promise<Look> {
  const thread = await workshop.load();
  try {
    thread.onRequest('loadOlder', () => ({}));
    await thread.page.evaluate(installPageMeter);
    const newest = rows.at(-1)?.messageId ?? 0;
    const open = {
      kind: 'notification',
      name: 'open',
      params: samplePage(sampleThread(rows, { hasOlder: true })),
    };
    const paintMs = await thread.page.evaluate(([json, id]) => meter.timeOwn(json, id), [
      JSON.stringify(open),
      newest,
    ] as const);
    await thread.settle();
    const rowCount = await thread.page.evaluate(() => meter.rowCount);

    const patch = (upserts: readonly MessageRow[]): string =>
      JSON.stringify({ kind: 'notification', name: 'patch', params: { upserts } });
    const appendMs = await thread.page.evaluate(([json, id]) => meter.timeOwn(json, id), [
      patch(manyRows(newest + 1, newest + 1)),
      newest + 1,
    ] as const);
    const look = { paintMs, rowCount, appendMs, frameMs: Number.NaN, jumpPx: Number.NaN };
    if (rows.length !== WHOLE_SIZE) return look;
    const frameMs = await thread.page.evaluate((screens) => meter.longestFrame(screens), SCREENS);
    await goNearTop(thread);
    const jumpPx = await thread.page.evaluate((json) => meter.jumpOwn(json), patch(manyRows(1, OLDER)));
    return { ...look, frameMs, jumpPx };
  } finally {
    await thread.close();
  }
}

async function lookAtPlain(workshop: PageWorkshop, rows: readonly MessageRow[]): Promise<Look> {
  const thread = await workshop.load();
  try {
    await thread.page.evaluate(installPageMeter);
    const newest = rows.at(-1)?.messageId ?? 0;
    const draw = (given: readonly MessageRow[], id: number): Promise<number> =>
      thread.page.evaluate(([json, last]) => meter.timePlain(json, last), [
        JSON.stringify(given),
        id,
      ] as const);
    const paintMs = await draw(rows, newest);
    const rowCount = await thread.page.evaluate(() => meter.rowCount);
    const appendMs = await draw(manyRows(newest + 1, newest + 1), newest + 1);
    const look = { paintMs, rowCount, appendMs, frameMs: Number.NaN, jumpPx: Number.NaN };
    if (rows.length !== WHOLE_SIZE) return look;
    const frameMs = await thread.page.evaluate((screens) => meter.longestFrame(screens), SCREENS);
    await goNearTop(thread);
    const jumpPx = await thread.page.evaluate(
      (json) => meter.jumpPlain(json),
      JSON.stringify(manyRows(1, OLDER)),
    );
    return { ...look, frameMs, jumpPx };
  } finally {
    await thread.close();
  }
}

async function goNearTop(thread: ThreadPage): Promise<void> {
  await thread.page.evaluate(() => meter.scrollToTop());
  await thread.frames(12);
}

function linesOf(count: number, { own, plain }: Looks): readonly Measurement[] {
  const line = (what: string, unit: Measurement['unit'], key: keyof Look): Measurement => ({
    what: `${what}, ${count.toLocaleString('en')} messages`,
    value: median(own.map((look) => look[key])),
    unit,
    peer: { name: 'plain list', value: median(plain.map((look) => look[key])) },
    runs: own.length,
  });
  const times: readonly Measurement[] = [
    { ...line('First paint', 'ms', 'paintMs'), goal: { kind: 'atMost', value: MOST_PAINT_MS } },
    { ...line('A new message to its paint', 'ms', 'appendMs'), goal: { kind: 'atMost', value: FRAME_MS } },
  ];
  if (count !== WHOLE_SIZE) return times;
  return [
    ...times,
    { ...line('Rows in the document', 'rows', 'rowCount'), goal: { kind: 'atMost', value: MOST_ROWS } },
    {
      ...line(`Longest frame in ${SCREENS} screens`, 'ms', 'frameMs'),
      goal: { kind: 'atMost', value: MOST_FRAME_MS },
    },
    { ...line('Jump when 50 older ones come', 'px', 'jumpPx'), goal: { kind: 'atMost', value: 0 } },
  ];
}
