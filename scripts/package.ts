// npm run package: the VSIX that people install, checked in at nothing but its name and size.
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { root, runNode } from './childProcess.ts';

const manifest: unknown = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
const file = `${text(manifest, 'name')}-${text(manifest, 'version')}.vsix`;

const vsce = join(root, 'node_modules', '@vscode', 'vsce', 'vsce');
const { code, output } = await runNode([vsce, 'package', '--no-dependencies', '--out', file]);
if (code === 0) {
  const { size } = await stat(join(root, file));
  console.log(`Packaged ${file} (${Math.round(size / 1024)} KB)`);
} else {
  console.log(`${output}\nPackaging failed`);
  process.exitCode = 1;
}

function text(value: unknown, key: string): string {
  const field: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
  if (typeof field !== 'string') throw new Error(`package.json has no ${key}`);
  return field;
}
