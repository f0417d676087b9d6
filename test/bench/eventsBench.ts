// From another person's edit to the open thread, with the portal's events and without. In the portal's own time.
import { startFixture, ids } from '../portal/portalFixture.ts';
import { seededRandom } from '../portal/idSource.ts';
import { makeSession, openVisible } from '../unit/messenger/sessionFixture.ts';
import { SharedTime } from '../unit/messenger/sharedTime.ts';
import type { Measurement } from './measurement.ts';
import { median } from './median.ts';

const EDITS = 25;
const STEP_MS = 50;
const INTERVAL_MS = 2_000;
const PATIENCE_MS = 30_000;
const GROUP = `chat${ids.group}`;

export async function measureEvents(): Promise<readonly Measurement[]> {
  const withEvents = await latencies(true);
  const without = await latencies(false);
  const line = (name: string, of: (values: readonly number[]) => number): Measurement => ({
    what: `From another's edit to the open thread, ${name}`,
    value: of(withEvents),
    unit: 'ms',
    peer: { name: 'without the events', value: of(without) },
    goal: { kind: 'atMost', value: INTERVAL_MS + STEP_MS },
    runs: EDITS,
  });
  return [line('median', median), line('95th percentile', (values) => percentile(values, 0.95))];
}

async function latencies(readsEvents: boolean): Promise<readonly number[]> {
  const time = new SharedTime();
  const random = seededRandom(7);
  const { portal } = await startFixture({ clock: time.clock }, (world) => {
    world.post({ chat: ids.group, author: ids.tai, text: 'To be changed' });
  });
  const { session } = makeSession(portal, { clock: time.clock, fetchOver: time.fetch });
  try {
    session.events.setWanted(readsEvents);
    session.setWindowFocused(true);
    session.start();
    await time.calm();
    const thread = await openVisible(session, GROUP);
    const { newestId } = thread;
    const measured: number[] = [];
    for (let edit = 0; edit < EDITS; edit += 1) {
      await time.pass(Math.ceil(random() * 60) * STEP_MS, STEP_MS);
      const text = `Changed ${edit}`;
      await portal.as(ids.tai).edit(newestId, text);
      const editedAt = time.clock.monotonic();
      const isShown = (): boolean => thread.timeline.messages.at(-1)?.text === text;
      await time.pass(PATIENCE_MS, STEP_MS, isShown);
      if (!isShown()) throw new Error('An edit did not show');
      measured.push(time.clock.monotonic() - editedAt);
    }
    return measured;
  } finally {
    session.dispose();
    await portal.stop();
  }
}

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
