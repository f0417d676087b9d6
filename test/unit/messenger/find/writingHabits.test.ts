import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'mocha';
import { WritingHabits } from '../../../../src/messenger/find/writingHabits.ts';
import { ManualClock } from '../../manualClock.ts';
import { SilentLogger } from '../../silentLogger.ts';
import { MemoryFolder } from '../memoryFolder.ts';

const DAY_MS = 24 * 3_600_000;
const FILE = 'habits.json';

describe('messenger: how often somebody is written to', () => {
  let folder: MemoryFolder;
  let clock: ManualClock;
  let mayKeep: boolean;

  const open = async (): Promise<WritingHabits> => {
    const habits = new WritingHabits(folder, () => mayKeep, clock, new SilentLogger());
    await habits.start();
    return habits;
  };
  const near = (value: number, wanted: number): void =>
    assert.ok(Math.abs(value - wanted) < 1e-6, `${value}`);

  beforeEach(() => {
    folder = new MemoryFolder();
    clock = new ManualClock({});
    mayKeep = true;
  });

  it('counts, and halves within a month', async () => {
    const habits = await open();
    habits.note('7');
    habits.note('7');
    near(habits.weight('7'), 2);
    near(habits.weight('9'), 0);
    clock.advance(30 * DAY_MS);
    near(habits.weight('7'), 1);
    habits.note('7');
    near(habits.weight('7'), 2);
  });

  it('outlives the window, and adds up what several windows count', async () => {
    const [one, other] = [await open(), await open()];
    one.note('7');
    other.note('7');
    other.note('chat5');
    await one.flush();
    await other.flush();
    await one.flush();
    const later = await open();
    near(later.weight('7'), 2);
    near(later.weight('chat5'), 1);
  });

  it('writes once for many messages, some seconds later', async () => {
    const writes: string[] = [];
    folder.onWrite = (name) => void writes.push(name);
    const habits = await open();
    for (let count = 0; count < 50; count += 1) habits.note('7');
    assert.equal(writes.length, 0);
    clock.advance(5_000);
    await habits.settled();
    assert.deepEqual(writes, [FILE]);
  });

  it('keeps no more than the 500 who are written to most', async () => {
    const habits = await open();
    for (let chat = 1; chat <= 520; chat += 1) {
      habits.note(`chat${chat}`);
      if (chat > 20) habits.note(`chat${chat}`);
    }
    await habits.flush();
    const { dialogs } = JSON.parse((await folder.read(FILE)) ?? '') as { dialogs: object };
    assert.equal(Object.keys(dialogs).length, 500);
    assert.deepEqual([habits.weight('chat1'), habits.weight('chat520') > 1], [0, true]);
  });

  it('leaves nothing on disk where nothing may be kept', async () => {
    const habits = await open();
    habits.note('7');
    await habits.flush();
    assert.notEqual(await folder.read(FILE), undefined);
    mayKeep = false;
    await habits.flush();
    assert.equal(await folder.read(FILE), undefined);
    habits.note('7');
    clock.advance(5_000);
    await habits.settled();
    assert.equal(await folder.read(FILE), undefined);
  });

  it('begins anew with a file that makes no sense, and survives a disk that fails', async () => {
    await folder.write(FILE, '{"version":1,"dialogs":{"7":{"weight":-1}}}');
    const habits = await open();
    assert.equal(habits.weight('7'), 0);
    folder.onWrite = () => {
      throw new Error('full');
    };
    habits.note('7');
    await habits.flush();
    near(habits.weight('7'), 1);
    folder.onWrite = () => undefined;
    habits.note('7');
    await habits.flush();
    near((await open()).weight('7'), 2);
  });
});
