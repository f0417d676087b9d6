import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DiskFolder } from '../../src/editor/diskFolder.ts';

const root = join(tmpdir(), `bitrix24-tests-${process.pid}`);
process.once('exit', () => rmSync(root, { recursive: true, force: true }));

/** A folder of its own on the real disk, gone when the tests end. */
export function temporaryFolder(): DiskFolder {
  return new DiskFolder(join(root, crypto.randomUUID()));
}
