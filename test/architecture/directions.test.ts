// Every pair of rooms, both ways: what may be imported passes, what may not is caught.
import { strict as assert } from 'node:assert';
import { after, before, describe, it } from 'mocha';
import { SourceCopy, type Finding } from './sourceCopy.ts';

const allowed = {
  base: [],
  model: ['base'],
  bitrix24: ['base', 'model'],
  messenger: ['base', 'model', 'bitrix24'],
  protocol: ['base', 'model'],
  webview: ['base', 'model', 'protocol'],
  editor: ['base', 'model', 'bitrix24', 'messenger', 'protocol'],
} satisfies Record<string, readonly string[]>;
const rooms = Object.entries<readonly string[]>(allowed);

/** Packages and Node's own modules, and the rooms that may have them. */
const modules: readonly (readonly [string, readonly string[]])[] = [
  ['vscode', ['editor']],
  ['node:fs', ['editor']],
  ['node:https', ['editor']],
  ['node-fetch', ['editor']],
  ['valibot', ['bitrix24', 'messenger', 'protocol', 'editor']],
  ['preact', ['webview']],
  ['esbuild', []],
];

describe('directions between rooms', () => {
  let copy: SourceCopy;
  let findings: readonly Finding[];

  before(async () => {
    copy = await SourceCopy.make();
    for (const [room] of rooms) {
      await copy.plant(
        `src/${room}/planted.ts`,
        'export interface Planted {\n  readonly isPlanted: true;\n}\n',
      );
      for (const [target] of rooms) {
        if (target !== room) await copy.plant(roomFile(room, target), importType(`../${target}/planted.ts`));
      }
      for (const [name] of modules) await copy.plant(moduleFile(room, name), `import '${name}';\n`);
    }
    findings = await copy.lint();
  });
  after(() => copy.dispose());

  const isCaught = (file: string): boolean =>
    findings.some((finding) => finding.file === file && finding.rule === 'boundaries(dependencies)');

  for (const [room, targets] of rooms) {
    it(`${room} imports ${targets.length === 0 ? 'no other room' : targets.join(', ')} and nothing else`, () => {
      const others = rooms.map(([name]) => name).filter((name) => name !== room);
      assert.deepEqual(
        others.filter((target) => !isCaught(roomFile(room, target))),
        others.filter((target) => targets.includes(target)),
      );
    });
  }

  for (const [name, users] of modules) {
    it(`${name} is for ${users.length === 0 ? 'no room' : users.join(', ')}`, () => {
      const names = rooms.map(([room]) => room);
      assert.deepEqual(names.filter((room) => !isCaught(moduleFile(room, name))).sort(), [...users].sort());
    });
  }
});

function roomFile(room: string, target: string): string {
  return `src/${room}/plantedFrom${target}.ts`;
}

function moduleFile(room: string, name: string): string {
  return `src/${room}/plantedModule-${name.replace(':', '-')}.ts`;
}

function importType(path: string): string {
  return `import type { Planted } from '${path}';\n\nexport type Again = Planted;\n`;
}
