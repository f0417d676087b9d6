// The process dies in the middle of sending, fifty times, each time at another moment. The portal's own books judge.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { after, before, describe, it } from 'mocha';
import { seededRandom } from '../../portal/idSource.ts';
import type { Portal } from '../../portal/portal.ts';
import { ids, startFixture } from '../../portal/portalFixture.ts';
import { systemClock } from '../../portal/systemClock.ts';
import { buildWriter, WriterProcess } from './writerProcess.ts';

// Side by side, each with a portal and a disk of its own: most of a run is waiting.
const COMPUTERS = 5;
const KILLS_EACH = 10;
const SEED = 20_261_122;
const DIALOGS = [`chat${ids.group}`, String(ids.tai), String(ids.linh)];
const MOMENTS = ['at once', 'in between', 'before the commit', 'after the commit'] as const;
type Moment = (typeof MOMENTS)[number];

describe('killed while sending', () => {
  let folder: string;
  let script: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bitrix24-kills-'));
    script = await buildWriter(folder);
  });

  after(() => rm(folder, { recursive: true, force: true }));

  it(`${COMPUTERS * KILLS_EACH} times: nothing lost, nothing doubled, the order kept`, async () => {
    const computers = Array.from({ length: COMPUTERS }, (_, index) =>
      workAndDie(script, join(folder, String(index)), seededRandom(SEED + index)),
    );
    // All come to their end before one of them is judged: they share the folder.
    await Promise.allSettled(computers);
    const moments = (await Promise.all(computers)).flat();
    assert.equal(moments.length, COMPUTERS * KILLS_EACH);
    for (const moment of MOMENTS) assert.ok(moments.filter((met) => met === moment).length >= 5, moment);
  }).timeout(180_000);
});

/** One computer on which the process dies again and again; gives the moments. */
async function workAndDie(script: string, account: string, random: () => number): Promise<readonly Moment[]> {
  const { portal } = await startFixture({ clock: systemClock });
  let writer: WriterProcess | undefined;
  try {
    const held: Held[] = [];
    const moments: Moment[] = [];
    const start = (run: number | undefined): WriterProcess =>
      new WriterProcess(script, {
        webhookUrl: portal.webhookUrl(),
        folder: account,
        run,
        dialogIds: DIALOGS,
      });
    for (let run = 1; run <= KILLS_EACH; run += 1) {
      const moment = MOMENTS[Math.floor(random() * MOMENTS.length)] ?? 'at once';
      writer = start(run);
      await untilMoment(moment, writer, portal, random);
      await writer.kill();
      held.push(...writer.held);
      moments.push(moment);
    }
    writer = start(undefined);
    assert.equal(await writer.end(), 0, 'all is sent in the end');
    assert.ok(held.length > 2 * KILLS_EACH, `${held.length} messages`);
    for (const dialogId of DIALOGS) judge(dialogId, held, storedIn(portal, dialogId));
    return moments;
  } finally {
    await writer?.kill();
    await portal.stop();
  }
}

async function untilMoment(
  moment: Moment,
  writer: WriterProcess,
  portal: Portal,
  random: () => number,
): Promise<void> {
  const upTo = (most: number): number => Math.floor(random() * most);
  const count = upTo(12);
  await writer.until(() => writer.isStarted);
  switch (moment) {
    case 'at once':
      return wait(upTo(20));
    case 'in between':
      await writer.until(() => writer.held.length > count);
      return wait(upTo(8));
    case 'before the commit':
    case 'after the commit': {
      await writer.until(() => writer.held.length > count % 4);
      const gate = portal.faults.hold('im.message.add', moment === 'before the commit' ? 'before' : 'after');
      await gate.reached;
      // A request whose client is gone runs on, perhaps until the next process asks for it.
      setTimeout(() => gate.open(), upTo(400));
    }
  }
}

interface Held {
  readonly dialogId: string;
  readonly text: string;
}

function judge(dialogId: string, held: readonly Held[], stored: readonly string[]): void {
  assert.deepEqual(stored, [...new Set(stored)], `${dialogId}: nothing twice`);
  assert.deepEqual(stored, [...stored].sort(inOrder), `${dialogId}: in order`);
  const lost = held.filter((one) => one.dialogId === dialogId && !stored.includes(one.text));
  assert.deepEqual(lost, [], `${dialogId}: nothing lost`);
}

/** Texts of the writer in the order the portal stored them. */
function storedIn({ world, mainUserId }: Portal, dialogId: string): readonly string[] {
  const chat = dialogId.startsWith('chat')
    ? world.chat(ids.group)
    : world.privateChat(mainUserId, Number(dialogId));
  return chat.messages.filter(({ authorId }) => authorId === mainUserId).map(({ text }) => text);
}

function inOrder(a: string, b: string): number {
  const [runA = 0, numberA = 0] = a.split('.').map(Number);
  const [runB = 0, numberB = 0] = b.split('.').map(Number);
  return runA - runB || numberA - numberB;
}
