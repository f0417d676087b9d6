import assert from 'node:assert/strict';
import { link, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { placeNew } from '../../../src/editor/placeNew.ts';
import { temporaryFolder } from '../temporaryFolder.ts';

describe('a new file on disk', () => {
  const failing =
    (code: string): typeof link =>
    async () => {
      throw Object.assign(new Error('No link'), { code });
    };

  for (const [disk, linkFile] of [
    ['any disk', link],
    ['a disk without links', failing('EPERM')],
    ['a network drive without links', failing('ENOTSUP')],
  ] as const) {
    it(`has its name from one of several who try, on ${disk}`, async () => {
      const folder = temporaryFolder();
      await folder.write('one', '1');
      await folder.write('two', '2');
      const target = join(folder.path, 'new');
      const placed = await Promise.all(
        ['one', 'two'].map((name) => placeNew(join(folder.path, name), target, linkFile)),
      );
      assert.equal(placed.filter(Boolean).length, 1);
      assert.equal(await readFile(target, 'utf8'), placed[0] === true ? '1' : '2');
    });
  }

  it('is told of any other fault', async () => {
    const folder = temporaryFolder();
    await folder.write('one', '1');
    const target = join(folder.path, 'new');
    await assert.rejects(placeNew(join(folder.path, 'one'), target, failing('ENOSPC')), { code: 'ENOSPC' });
    await assert.rejects(placeNew(join(folder.path, 'none'), target), { code: 'ENOENT' });
    await writeFile(target, '');
    assert.equal(await placeNew(join(folder.path, 'one'), target), false);
  });
});
