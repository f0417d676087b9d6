import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { describe, it } from 'mocha';
import { temporaryFolder } from '../temporaryFolder.ts';

describe('a folder on disk', () => {
  it('is empty until the first file', async () => {
    const folder = temporaryFolder();
    assert.deepEqual(await folder.list(), []);
    assert.equal(await folder.read('a.json'), undefined);
    await folder.remove('a.json');
    await folder.clear();
  });

  it('lists whole files by name, with a stamp that changes by writing', async () => {
    const folder = temporaryFolder();
    await folder.write('b.json', '1');
    await folder.write('a.json', '1');
    await folder.subfolder('c').write('d.json', '1');
    const first = await folder.list();
    await folder.write('b.json', '1');
    const second = await folder.list();

    assert.deepEqual(
      first.map((entry) => entry.name),
      ['a.json', 'b.json'],
    );
    assert.equal(second[0]?.stamp, first[0]?.stamp);
    assert.notEqual(second[1]?.stamp, first[1]?.stamp);
  });

  it('keeps text and bytes as they are', async () => {
    const folder = temporaryFolder();
    await folder.write('text', 'Xin chào 👋');
    await folder.write('bytes', Uint8Array.of(0, 255, 10, 13));
    assert.equal(await folder.read('text'), 'Xin chào 👋');
    assert.deepEqual(new Uint8Array((await folder.readBytes('bytes')) ?? []), Uint8Array.of(0, 255, 10, 13));
  });

  it('shows a reader the old content or the new, never a part', async () => {
    const folder = temporaryFolder();
    const contents = ['a'.repeat(300_000), 'b'.repeat(500_000)];
    await folder.write('file', contents[0] ?? '');
    const writing = (async () => {
      for (let round = 0; round < 20; round++) await folder.write('file', contents[round % 2] ?? '');
    })();
    for (let round = 0; round < 40; round++) {
      const read = (await folder.read('file')) ?? '';
      assert.ok(contents.includes(read), `a part of ${read.length} characters`);
    }
    await writing;
  });

  it('lets one of many create a file, whoever tries', async () => {
    const folder = temporaryFolder();
    const source = new URL('../../../src/editor/diskFolder.ts', import.meta.url).href;
    const script = `
      const { parentPort, workerData } = await import('node:worker_threads');
      const { DiskFolder } = await import(workerData.source);
      const folder = new DiskFolder(workerData.path);
      const won = [];
      for (let n = 0; n < 20; n++) if (await folder.create('lease-' + n, String(workerData.id))) won.push(n);
      parentPort.postMessage(won);`;
    const workers = [1, 2, 3].map(
      (id) =>
        new Worker(new URL(`data:text/javascript,${encodeURIComponent(script)}`), {
          workerData: { source, path: folder.path, id },
        }),
    );
    const won = (await Promise.all(workers.map((worker) => once(worker, 'message')))).flat(2) as number[];
    assert.deepEqual(
      won.sort((a, b) => a - b),
      Array.from({ length: 20 }, (_, n) => n),
    );
  });

  it('leaves nothing unfinished behind', async () => {
    const folder = temporaryFolder();
    await folder.create('once', '1');
    assert.equal(await folder.create('once', '2'), false);
    assert.equal(await folder.read('once'), '1');
    assert.deepEqual(await readdir(join(folder.path, '.unfinished')), []);
  });

  it('tells of what another process writes', async () => {
    const folder = temporaryFolder();
    await folder.write('first', '1');
    const { promise, resolve } = Promise.withResolvers<void>();
    const watching = folder.watch(resolve);
    // The watch begins a moment later; whoever writes until then is not heard.
    let isHeard = false;
    void promise.then(() => (isHeard = true));
    for (let n = 0; n < 1_000 && !isHeard; n++) await writeFile(join(folder.path, 'second'), String(n));
    await promise;
    watching.dispose();
  });

  it('takes no name that leads elsewhere', () => {
    const folder = temporaryFolder();
    for (const name of ['', '.', '..', '../a', 'a/b', 'a\\b', '.hidden', 'a'.repeat(200), 'a\0'])
      assert.throws(() => folder.subfolder(name), /Not a name/, JSON.stringify(name));
  });
});
