import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { PictureApi } from '../../../../src/bitrix24/api/pictureApi.ts';
import { FaceStore } from '../../../../src/messenger/faces/faceStore.ts';
import { FileCache } from '../../../../src/messenger/files/fileCache.ts';
import type { Portal } from '../../../portal/portal.ts';
import { startFixture } from '../../../portal/portalFixture.ts';
import { connect } from '../../bitrix24/portal/portalHarness.ts';
import { ManualClock } from '../../manualClock.ts';
import { SilentLogger } from '../../silentLogger.ts';
import { temporaryFolder } from '../../temporaryFolder.ts';

const LIMITS = { memory: 100_000, disk: 100_000, item: 1_000_000 };
const PNG = Buffer.from('\u0089PNG\r\n\u001a\n\0\0\0\rIHDR', 'latin1');

describe('messenger: pictures of people', () => {
  let portal: Portal;
  let store: FaceStore;
  let clock: ManualClock;
  let folder: ReturnType<typeof temporaryFolder>;

  beforeEach(async () => {
    ({ portal } = await startFixture());
    folder = temporaryFolder();
    clock = new ManualClock({ startMs: 0 });
    store = anotherStore();
  });

  afterEach(async () => {
    store.dispose();
    await portal.stop();
  });

  function anotherStore(mayUseDisk = true): FaceStore {
    const cache = new FileCache(folder, () => mayUseDisk, new SilentLogger(), LIMITS);
    return new FaceStore(new PictureApi(connect(portal).client), cache, clock);
  }

  const face = (path: string): string => store.refOf(`${portal.url}${path}`) ?? '';

  it('come from the portal once, shared by all who ask, and are no call that it counts', async () => {
    const shown = await Promise.all([1, 2, 3].map(() => store.bytes(face('/upload/a.png'))));
    assert.deepEqual(
      shown.map((each) => each?.type),
      ['image/png', 'image/png', 'image/png'],
    );
    await store.bytes(face('/upload/a.png'));
    assert.deepEqual(portal.pictures.asked, ['/upload/a.png']);
    assert.equal(portal.calls.length, 0);
  });

  it('are kept on disk for the next start, where that is allowed', async () => {
    await store.bytes(face('/upload/a.png'));
    await store.kept;
    store.dispose();
    store = anotherStore();
    assert.equal((await store.bytes(face('/upload/a.png')))?.type, 'image/png');
    assert.equal(portal.pictures.asked.length, 1);

    await store.forgetAll();
    store.dispose();
    store = anotherStore(false);
    await store.bytes(face('/upload/a.png'));
    await store.kept;
    assert.equal(portal.pictures.asked.length, 2);
    assert.deepEqual(await folder.list(), []);
  });

  it('have a reference that tells no address, and another one for another picture', () => {
    const before = store.refOf('https://portal.example/upload/a.png');
    assert.match(before ?? '', /^\d+$/);
    assert.equal(store.refOf('https://portal.example/upload/a.png'), before);
    assert.notEqual(store.refOf('https://portal.example/upload/b.png'), before);
    assert.equal(store.refOf(''), undefined);
    assert.equal(store.refOf(undefined), undefined);
  });

  it('are found by a path of the portal alone', async () => {
    assert.equal((await store.bytes(store.refOf('/upload/a.png') ?? ''))?.type, 'image/png');
  });

  const odd: Readonly<Record<string, { status?: number; type?: string; body: Uint8Array | string }>> = {
    'a page to sign in on': { type: 'text/html', body: '<html>Authorization</html>' },
    'a page that calls itself a picture': { type: 'image/png', body: '<html>Authorization</html>' },
    'a drawing with scripts': { type: 'image/svg+xml', body: '<svg xmlns="http://www.w3.org/2000/svg"/>' },
    'nothing': { body: '' },
    'not found': { status: 404, body: '404' },
    'a file of megabytes': { body: Buffer.concat([PNG, Buffer.alloc(2_000_000)]) },
    'a picture that unpacks to a wall': {
      body: Buffer.concat([PNG, Buffer.from([0, 1, 0, 0, 0, 1, 0, 0]), Buffer.alloc(20)]),
    },
  };
  for (const [name, { status = 200, type = 'image/png', body }] of Object.entries(odd)) {
    it(`that are ${name} are none, and are not asked for again and again`, async () => {
      portal.pictures.set('/upload/odd', { status, type, body });
      assert.equal(await store.bytes(face('/upload/odd')), undefined);
      assert.equal(await store.bytes(face('/upload/odd')), undefined);
      assert.equal(portal.pictures.asked.length, 1);
      await store.kept;
      assert.deepEqual(await folder.list(), []);
    });
  }

  it('are tried again once a portal in trouble may have recovered', async () => {
    portal.pictures.set('/upload/a.png', { status: 502, type: 'text/plain', body: 'Bad gateway' });
    assert.equal(await store.bytes(face('/upload/a.png')), undefined);
    clock.advance(31_000);
    portal.pictures.set('/upload/a.png', { status: 200, type: 'image/gif', body: 'GIF89a\u0001\0\u0001\0' });
    assert.equal((await store.bytes(face('/upload/a.png')))?.type, 'image/gif');
  });

  it('nobody waits for any more are not fetched', async () => {
    const controller = new AbortController();
    const left = Array.from({ length: 10 }, (_, index) =>
      store.bytes(face(`/upload/${index}.png`), controller.signal),
    );
    controller.abort();
    const outcomes = await Promise.allSettled(left);
    assert.ok(outcomes.every(({ status }) => status === 'rejected'));
    await store.bytes(face('/upload/last.png'));
    assert.ok(portal.pictures.asked.length <= 3, portal.pictures.asked.join());
  });

  it('never take what opens the portal to another place', async () => {
    const { url } = portal;
    const secret = new URL(portal.webhookUrl()).pathname.split('/')[3] ?? '';
    const elsewhere = url.replace('127.0.0.1', 'localhost');
    assert.equal(await store.bytes(store.refOf(`${elsewhere}/upload/${secret}.png`) ?? ''), undefined);
    assert.equal(await store.bytes(store.refOf('ftp://portal.example/a.png') ?? ''), undefined);
    assert.deepEqual(portal.pictures.asked, []);
    assert.equal((await store.bytes(store.refOf(`${elsewhere}/upload/a.png`) ?? ''))?.type, 'image/png');
  });
});
