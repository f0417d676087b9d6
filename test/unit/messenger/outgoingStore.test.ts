import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { isPortalError, PortalError } from '../../../src/bitrix24/rest/portalError.ts';
import type { DiskFolder } from '../../../src/editor/diskFolder.ts';
import { MessengerError } from '../../../src/messenger/messengerError.ts';
import { moveOldOutgoing } from '../../../src/messenger/oldOutgoing.ts';
import { OutboxFolder } from '../../../src/messenger/outboxFolder.ts';
import { fresh, type Outgoing, textContent } from '../../../src/messenger/outgoing.ts';
import { recordName } from '../../../src/messenger/outgoingRecord.ts';
import { OutgoingStore } from '../../../src/messenger/outgoingStore.ts';
import { outgoingKey } from '../../../src/messenger/stateKeys.ts';
import { SilentLogger } from '../silentLogger.ts';
import { temporaryFolder } from '../temporaryFolder.ts';
import { GivenLeadership } from './leaders.ts';
import { MemoryStateStore } from './memoryPorts.ts';

describe('messenger: what waits to be sent', () => {
  let folder: DiskFolder;
  let logger: SilentLogger;
  let store: OutgoingStore;
  const opened: OutgoingStore[] = [];

  const open = (isLeading = true): OutgoingStore => {
    const made = new OutgoingStore(new OutboxFolder(folder, logger), new GivenLeadership(isLeading), logger);
    opened.push(made);
    return made;
  };

  async function restarted(isLeading = true): Promise<OutgoingStore> {
    const made = open(isLeading);
    await made.load();
    return made;
  }

  function outgoing(text: string, dialogId = 'chat97', change: Partial<Outgoing> = {}): Outgoing {
    return {
      uuid: crypto.randomUUID(),
      order: store.nextOrder(1_000),
      content: textContent(dialogId, text),
      createdAt: 1_000,
      keepFailed: true,
      attempts: 0,
      mayHaveArrived: false,
      baselineId: 841,
      othersIds: [],
      state: fresh,
      ...change,
    };
  }

  const textsOf = (of: OutgoingStore, dialogId = 'chat97'): readonly string[] =>
    of.of(dialogId).map(({ content }) => content.text);

  const files = async (): Promise<readonly string[]> =>
    (await folder.list()).map(({ name }) => name).filter((name) => name.endsWith('.json'));

  beforeEach(async () => {
    folder = temporaryFolder();
    logger = new SilentLogger();
    store = await restarted();
  });

  afterEach(() => {
    for (const made of opened.splice(0)) made.dispose();
  });

  it('comes back from disk as it was', async () => {
    const content = { ...textContent('7', 'hi'), attach: [{ MESSAGE: 'x' }], replyTo: 5 };
    const item = outgoing('', '7', { content, othersIds: [842], keepFailed: false });
    await store.add(item);
    await store.update(item.uuid, { attempts: 2, mayHaveArrived: true, baselineId: 850 });
    assert.deepEqual((await restarted()).of('7'), [
      { ...item, attempts: 2, mayHaveArrived: true, baselineId: 850 },
    ]);
  });

  it('comes back as waiting where it was on its way', async () => {
    const item = outgoing('hello');
    await store.add(item);
    await store.update(item.uuid, { state: { kind: 'sending' }, attempts: 1, mayHaveArrived: true });
    const back = (await restarted()).get(item.uuid);
    assert.deepEqual(back?.state, fresh);
    assert.equal(back.mayHaveArrived, true);
  });

  it('keeps why something failed or waits, but not where a portal moved to', async () => {
    const error = new PortalError({
      kind: 'moved',
      code: 'MOVED',
      outcome: 'not-executed',
      method: 'im.message.add',
      status: 302,
      movedTo: 'https://new.example',
      description: 'in its own words',
    });
    for (const kind of ['failed', 'waiting'] as const) {
      const item = outgoing('hello');
      await store.add(item);
      await store.update(item.uuid, { state: { kind, error } });
      assert.ok(!(await folder.read(recordName(item)))?.includes('new.example'));
      const back = (await restarted()).get(item.uuid);
      assert.ok(back?.state.kind === kind && isPortalError(back.state.error));
      const { code, description } = back.state.error;
      assert.deepEqual([back.state.error.kind, code, description], ['moved', 'MOVED', 'in its own words']);
    }
  });

  it('tells which dialog has changed, in the order of writing', async () => {
    const changes: string[] = [];
    store.onDidChange((dialogId) => changes.push(dialogId));
    const items = [outgoing('one'), outgoing('two', '7'), outgoing('three')];
    for (const item of items) await store.add(item);
    await store.remove(items[1]?.uuid ?? '');
    await store.remove('unknown');
    assert.deepEqual(changes, ['chat97', '7', 'chat97', '7']);
    assert.deepEqual(textsOf(store), ['one', 'three']);
    assert.equal(store.size, 2);
  });

  it('notes the id of a sent one with those of its dialog that may have arrived, and writes no other', async () => {
    const doubtful = outgoing('same', 'chat97', { mayHaveArrived: true });
    const others = [outgoing('same'), outgoing('same', '7', { mayHaveArrived: true })];
    await store.add(doubtful, ...others);
    const before = await folder.list();
    await store.noteTaken('chat97', crypto.randomUUID(), 900);
    const after = await folder.list();
    const changed = after.filter(({ stamp }) => !before.some((entry) => entry.stamp === stamp));
    assert.deepEqual(
      changed.map(({ name }) => name),
      [recordName(doubtful)],
    );
    assert.deepEqual((await restarted()).get(doubtful.uuid)?.othersIds, [900]);
  });

  it('takes several all or none, and holds nothing that could not be written', async () => {
    const blocked = outgoing('cannot be written');
    await folder.subfolder(recordName(blocked)).write('in-the-way', '');
    await assert.rejects(store.add(outgoing('first half'), blocked));
    assert.equal(store.size, 0);
    assert.deepEqual(await files(), []);
  });

  it('takes 2,000 and no more', async () => {
    await store.add(...Array.from({ length: 1_999 }, (_, index) => outgoing(`#${index}`)));
    await assert.rejects(store.add(outgoing('one half'), outgoing('other half')), {
      problem: { kind: 'tooManyWaiting', limit: 2_000 },
    });
    assert.equal((await files()).length, 1_999);
    const back = await restarted();
    assert.equal(back.size, 1_999);
    assert.equal(textsOf(back).at(-1), '#1998');
  });

  it('keeps its order when the clock is set back, and after a restart', async () => {
    const times = [5_000_000, 1_400_000, 1_400_000, 9_000_000];
    for (const [index, now] of times.entries()) {
      await store.add(outgoing(`#${index}`, 'chat97', { order: store.nextOrder(now) }));
    }
    const back = await restarted();
    await back.add(outgoing('#4', 'chat97', { order: back.nextOrder(1) }));
    assert.deepEqual(textsOf(await restarted()), ['#0', '#1', '#2', '#3', '#4']);
  });

  it('leaves no record when nothing waits', async () => {
    const item = outgoing('hello');
    await store.add(item);
    await store.remove(item.uuid);
    assert.deepEqual(await files(), []);
  });

  it('sets a damaged record aside for the person, and reads the others', async () => {
    const damaged = [
      '',
      '{',
      'null',
      '{"version":1}',
      '{"version":1,"content":{"kind":"message"}}',
      '[]',
      '{"version":"x"}',
    ];
    const good = outgoing('good');
    await store.add(good);
    store.dispose();
    const names = damaged.map((_, index) => recordName({ order: index, uuid: crypto.randomUUID() }));
    for (const [index, name] of names.entries()) await folder.write(name, damaged[index] ?? '');
    const back = await restarted();
    assert.deepEqual(textsOf(back), ['good']);
    assert.deepEqual(await files(), [recordName(good)]);
    const aside = join(folder.path, 'damaged');
    assert.deepEqual(
      (await readdir(aside)).filter((name) => name.endsWith('.json')).sort(),
      [...names].sort(),
    );
    assert.equal(await readFile(join(aside, names[1] ?? ''), 'utf8'), '{');
    assert.equal(logger.lines.filter(({ message }) => message.includes('set aside')).length, damaged.length);
  });

  it('leaves alone what a newer version wrote, and files of other kinds', async () => {
    const newer = recordName({ order: 5, uuid: crypto.randomUUID() });
    await folder.write(newer, JSON.stringify({ version: 2, anything: true }));
    await folder.write('something-else.json', 'x');
    assert.equal((await restarted()).size, 0);
    assert.deepEqual(await files(), [newer, 'something-else.json']);
  });

  it('brings over once what the version before kept elsewhere, as failed', async () => {
    const state = new MemoryStateStore();
    const uuid = crypto.randomUUID();
    const old = {
      uuid,
      createdAt: 1_000,
      baselineId: 5,
      othersIds: [6],
      mayHaveArrived: true,
      content: { dialogId: '7', text: 'from before', isSystem: false },
    };
    const { uuid: _uuid, ...damaged } = old;
    await state.set(outgoingKey('account'), [damaged, null, old]);
    const outbox = new OutboxFolder(folder, logger);
    const made = new OutgoingStore(outbox, new GivenLeadership(true), logger, () =>
      moveOldOutgoing(state, 'account', outbox),
    );
    opened.push(made);
    await made.load();
    const [item] = made.of('7');
    assert.ok(item?.state.kind === 'failed' && item.state.error instanceof MessengerError);
    assert.deepEqual(item.state.error.problem, { kind: 'interrupted' });
    assert.deepEqual([item.uuid, item.mayHaveArrived, item.othersIds], [uuid, true, [6]]);
    assert.deepEqual(state.keys, []);
  });

  it('writes nothing once it is disposed', async () => {
    const item = outgoing('hello');
    await store.add(item);
    store.dispose();
    await store.remove(item.uuid);
    await store.update(item.uuid, { attempts: 9 });
    assert.deepEqual(await files(), [recordName(item)]);
  });

  describe('in another window', () => {
    it('shows what the first one writes, sends and removes', async () => {
      const other = await restarted(false);
      const learned: string[] = [];
      const lost: string[] = [];
      other.onDidLearn(({ state }) => learned.push(state.kind));
      other.onDidLose(({ uuid }) => lost.push(uuid));
      const item = outgoing('hello');
      await store.add(item);
      await other.look();
      assert.deepEqual(textsOf(other), ['hello']);
      await store.update(item.uuid, { state: { kind: 'stored', messageId: 900 } });
      await other.look();
      assert.deepEqual(learned, ['waiting', 'stored']);
      assert.equal(other.size, 0);
      await store.remove(item.uuid);
      await other.look();
      assert.deepEqual(lost, [item.uuid]);
    });

    it('is seen at once by the one that leads, which goes by what it knows itself', async () => {
      const other = await restarted(false);
      const item = outgoing('hello');
      await other.add(item);
      await store.look();
      assert.deepEqual(textsOf(store), ['hello']);
      store.note(item.uuid, { state: { kind: 'sending' } });
      await writeFile(join(folder.path, recordName(item)), '{"version":1}');
      await store.look();
      assert.equal(store.get(item.uuid)?.state.kind, 'sending');
    });

    it('asks the one that leads, which hears it once', async () => {
      const other = await restarted(false);
      const asked: unknown[] = [];
      store.onDidAsk((ask) => asked.push(ask));
      const ask = { uuid: crypto.randomUUID(), kind: 'discard' } as const;
      await other.ask(ask);
      await other.look();
      await Promise.all([store.look(), store.look()]);
      await store.look();
      assert.deepEqual(asked, [ask]);
    });
  });
});
