import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { FileCache } from '../../../../src/messenger/files/fileCache.ts';
import { FileStore, isGone } from '../../../../src/messenger/files/fileStore.ts';
import type { MessageFile } from '../../../../src/model/message.ts';
import type { Portal } from '../../../portal/portal.ts';
import { ids, startFixture } from '../../../portal/portalFixture.ts';
import { connect } from '../../bitrix24/portal/portalHarness.ts';
import { FileApi } from '../../../../src/bitrix24/api/fileApi.ts';
import { SilentLogger } from '../../silentLogger.ts';
import { temporaryFolder } from '../../temporaryFolder.ts';

const GROUP = 'chat97';
const LIMITS = { memory: 100_000, disk: 10_000, item: 6_000 };

describe('messenger: files of messages', () => {
  let portal: Portal;
  let store: FileStore;
  let logger: SilentLogger;
  let folder: ReturnType<typeof temporaryFolder>;
  let mayUseDisk: boolean;

  beforeEach(async () => {
    ({ portal } = await startFixture());
    folder = temporaryFolder();
    mayUseDisk = true;
    store = anotherStore();
  });

  afterEach(async () => {
    store.dispose();
    await portal.stop();
  });

  function anotherStore(): FileStore {
    const harness = connect(portal);
    logger = harness.logger;
    return new FileStore(
      new FileApi(harness.client),
      new FileCache(folder, () => mayUseDisk, new SilentLogger(), LIMITS),
    );
  }

  function posted(name: string, content: Uint8Array): MessageFile {
    const file = portal.world.addFile({ name, author: ids.tai, content });
    portal.world.post({ chat: ids.group, author: ids.tai, text: '', files: [file.id] });
    return { id: file.id, name, kind: 'file', size: content.byteLength, image: undefined };
  }

  const filled = (size: number, seed = 1): Uint8Array =>
    new Uint8Array(size).map((_, index) => (index * seed) % 251);
  const bytesOf = async (file: MessageFile): Promise<Uint8Array> => {
    const bytes = await store.bytes(GROUP, file, { lane: 'visible' });
    await store.kept;
    return bytes;
  };
  const downloads = (): number => portal.calls.filter((call) => call.method === 'download').length;
  const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

  it('are fetched whole, with progress, once for all who ask, and not again', async () => {
    const content = filled(5_000);
    const file = posted('notes.bin', content);
    const progress: number[] = [];
    const both = await Promise.all([
      store.bytes(GROUP, file, { lane: 'visible', onProgress: (received) => progress.push(received) }),
      bytesOf(file),
    ]);
    for (const bytes of both) assert.equal(digest(bytes), digest(content));
    assert.equal(progress.at(-1), 5_000);
    await bytesOf(file);
    assert.equal(downloads(), 1);
  });

  it('leave nothing of the link in the log', async () => {
    await bytesOf(posted('notes.bin', filled(10)));
    assert.doesNotMatch(JSON.stringify(logger.lines), /secretcode|token/);
  });

  it('are known from disk in the next session, and from memory alone where nothing may be on disk', async () => {
    const file = posted('notes.bin', filled(4_000));
    await bytesOf(file);
    store = anotherStore();
    assert.equal(digest(await bytesOf(file)), digest(filled(4_000)));
    assert.equal(downloads(), 1);

    await store.forgetAll();
    mayUseDisk = false;
    await bytesOf(file);
    assert.deepEqual(await folder.list(), []);
    await bytesOf(file);
    assert.equal(downloads(), 2);
  });

  it('take only so much disk: those unused for longest go first, a large one is not kept', async () => {
    const [a, b, c] = [1, 2, 3].map((seed) => posted(`${seed}.bin`, filled(4_000, seed)));
    assert.ok(a && b && c);
    await bytesOf(a);
    await bytesOf(b);
    await bytesOf(a);
    store = anotherStore();
    await bytesOf(a);
    await bytesOf(c);
    await bytesOf(posted('large.bin', filled(7_000)));
    const kept = (await folder.list()).map((entry) => entry.name).filter((name) => name.endsWith('.bin'));
    assert.deepEqual(kept, [`${a.id}-4000.bin`, `${c.id}-4000.bin`].sort());
  });

  it('come two at a time for the screen, and at once for a person', async () => {
    const files = [1, 2, 3].map((seed) => posted(`${seed}.bin`, filled(100, seed)));
    const gates = [1, 2].map(() => portal.faults.hold('download'));
    const coming = files.map((file) => bytesOf(file));
    await Promise.all(gates.map((gate) => gate.reached));
    await store.bytes(GROUP, posted('mine.bin', filled(50)), { lane: 'person' });
    assert.equal(portal.calls.filter((call) => call.method === 'im.v2.File.download').length, 3);
    for (const gate of gates) gate.open();
    await Promise.all(coming);
  });

  it('come for who wants one again after all, while it still stood in line', async () => {
    const [one, two, three] = [1, 2, 3].map((seed) => posted(`${seed}.bin`, filled(100, seed)));
    assert.ok(one && two && three);
    const gates = [1, 2].map(() => portal.faults.hold('download'));
    const coming = [bytesOf(one), bytesOf(two)];
    await Promise.all(gates.map((gate) => gate.reached));
    const scrolledAway = new AbortController();
    const left = store.bytes(GROUP, three, { lane: 'visible', signal: scrolledAway.signal });
    const refused = assert.rejects(left, { kind: 'aborted' });
    // It stands in line once the cache has been asked.
    await store.bytes(GROUP, posted('mine.bin', filled(50)), { lane: 'person' });
    scrolledAway.abort();
    await refused;
    const again = bytesOf(three);
    for (const gate of gates) gate.open();
    assert.equal((await again).byteLength, 100);
    await Promise.all(coming);
  });

  it('are asked for again by a new link where the first broke, once', async () => {
    const file = posted('notes.bin', filled(3_000));
    portal.faults.add('download', { kind: 'drop', when: 'before' });
    assert.equal((await bytesOf(file)).byteLength, 3_000);
    assert.equal(portal.calls.filter((call) => call.method === 'im.v2.File.download').length, 2);

    const other = posted('other.bin', filled(30));
    portal.faults.add('download', { kind: 'captivePortal' }, 2);
    await assert.rejects(bytesOf(other), { code: 'NOT_A_FILE' });
  });

  it('are handed on as they come where they go to disk, and begun anew only while nothing was', async () => {
    const content = filled(300_000);
    const file = posted('large.bin', content);
    portal.faults.add('download', { kind: 'gateway', when: 'before', status: 502 });
    const chunks: Uint8Array[] = [];
    await store.stream(GROUP, file, (bytes) => void chunks.push(bytes), { lane: 'person' });
    assert.equal(digest(Buffer.concat(chunks)), digest(content));

    const bytes = content.subarray(0, 1_000);
    const cut = { kind: 'bytes', bytes, contentType: 'image/png', declaredLength: 2_000 } as const;
    portal.faults.add('download', cut);
    const controller = new AbortController();
    const options = { lane: 'person', signal: controller.signal } as const;
    const seen: number[] = [];
    const streaming = store.stream(
      GROUP,
      file,
      (part) => {
        seen.push(part.length);
        controller.abort();
      },
      options,
    );
    await assert.rejects(streaming, { kind: 'aborted' });
    assert.deepEqual(seen, [1_000]);
  });

  it('stop where a disk takes no more, with the disk’s own error', async () => {
    const file = posted('notes.bin', filled(30));
    const full = new Error('The disk is full');
    await assert.rejects(
      store.stream(GROUP, file, () => Promise.reject(full), { lane: 'person' }),
      full,
    );
  });

  it('of a size nobody announced are not taken', async () => {
    const file = posted('notes.bin', filled(30));
    portal.faults.add('download', { kind: 'endless' });
    await assert.rejects(bytesOf(file), { code: 'TOO_LARGE' });
    assert.equal(downloads(), 1);
  });

  it('that are gone are told from those that cannot be reached', async () => {
    const file = posted('notes.bin', filled(30));
    portal.world.disk.delete(file.id);
    await assert.rejects(bytesOf(file), isGone);
    portal.faults.add('im.v2.File.download', { kind: 'gateway', when: 'before', status: 502 }, 99);
    await assert.rejects(bytesOf(posted('other.bin', filled(3))), (error) => !isGone(error));
  });

  it('end when nobody wants them any more, and not before', async () => {
    const file = posted('notes.bin', filled(30));
    const gate = portal.faults.hold('download');
    const [one, two] = [new AbortController(), new AbortController()];
    const first = store.bytes(GROUP, file, { lane: 'visible', signal: one.signal });
    const second = store.bytes(GROUP, file, { lane: 'visible', signal: two.signal });
    await gate.reached;
    one.abort();
    await assert.rejects(first, { kind: 'aborted' });
    gate.open();
    assert.equal((await second).byteLength, 30);
  });

  it('come by the older way from portals that have no other', async () => {
    await portal.stop();
    ({ portal } = await startFixture({ features: { missingMethods: ['im.v2.File.download'] } }));
    portal.setScopes(ids.me, ['im', 'disk']);
    store = anotherStore();
    assert.equal((await bytesOf(posted('notes.bin', filled(30)))).byteLength, 30);
  });
});
