// A guard that has stopped guarding looks exactly like a clean project: so each fault is planted, and must be caught.
import { strict as assert } from 'node:assert';
import { after, before, describe, it } from 'mocha';
import { SourceCopy, type Finding } from './sourceCopy.ts';

interface Fault {
  readonly name: string;
  readonly rule: string;
  /** Path and text; the finding is expected in the first. */
  readonly files: readonly (readonly [string, string])[];
}

const faults: readonly Fault[] = [
  fault('an upward import', 'boundaries(dependencies)', 'src/model/planted1.ts', [
    "import { toDisposable } from '../messenger/plantedSession.ts';",
    'export const planted = toDisposable;',
  ]),
  {
    name: 'a cycle inside a room',
    rule: 'import(no-cycle)',
    files: [
      [
        'src/model/planted2.ts',
        "import { b } from './planted3.ts';\n\nexport const a = (): number => b();\n",
      ],
      [
        'src/model/planted3.ts',
        "import { a } from './planted2.ts';\n\nexport const b = (): number => a();\n",
      ],
    ],
  },
  {
    name: 'a cycle over three files',
    rule: 'import(no-cycle)',
    files: [
      [
        'src/editor/planted4.ts',
        "import { d } from './planted5.ts';\n\nexport const c = (): number => d();\n",
      ],
      [
        'src/editor/planted5.ts',
        "import { e } from './planted6.ts';\n\nexport const d = (): number => e();\n",
      ],
      [
        'src/editor/planted6.ts',
        "import { c } from './planted4.ts';\n\nexport const e = (): number => c();\n",
      ],
    ],
  },
  fault('vscode in the core', 'boundaries(dependencies)', 'src/messenger/planted7.ts', [
    "import * as vscode from 'vscode';",
    'export const version = vscode.version;',
  ]),
  fault('vscode in the core, as a type', 'boundaries(dependencies)', 'src/messenger/planted8.ts', [
    "import type { Uri } from 'vscode';",
    'export type Place = Uri;',
  ]),
  fault('vscode in the core, on demand', 'boundaries(dependencies)', 'src/messenger/planted9.ts', [
    "export const load = (): Promise<unknown> => import('vscode');",
  ]),
  fault('vscode in the core, handed on', 'boundaries(dependencies)', 'src/bitrix24/planted10.ts', [
    "export { Uri } from 'vscode';",
  ]),
  fault('vscode in the thread page', 'boundaries(dependencies)', 'src/webview/planted11.ts', [
    "import type { Uri } from 'vscode';",
    'export type Place = Uri;',
  ]),
  fault('node:fs in the core', 'boundaries(dependencies)', 'src/messenger/planted12.ts', [
    "import { readFileSync } from 'node:fs';",
    'export const read = readFileSync;',
  ]),
  fault('the old name of a Node module', 'boundaries(dependencies)', 'src/messenger/planted13.ts', [
    "import { readFileSync } from 'fs';",
    'export const read = readFileSync;',
  ]),
  fault('require in the core', 'boundaries(dependencies)', 'src/base/planted14.ts', [
    'declare const require: (name: string) => unknown;',
    "export const fs = require('node:fs');",
  ]),
  fault('innerHTML in the thread page', 'no-unsanitized(property)', 'src/webview/planted15.ts', [
    'export function show(element: HTMLElement, html: string): void {',
    '  element.innerHTML = html;',
    '}',
  ]),
  fault('insertAdjacentHTML in the thread page', 'no-unsanitized(method)', 'src/webview/planted16.ts', [
    'export function show(element: HTMLElement, html: string): void {',
    "  element.insertAdjacentHTML('beforeend', html);",
    '}',
  ]),
  fault('dangerouslySetInnerHTML in the thread page', 'react(no-danger)', 'src/webview/planted17.tsx', [
    'export function Html({ html }: { readonly html: string }) {',
    '  return <p dangerouslySetInnerHTML={{ __html: html }} />;',
    '}',
  ]),
  fault('a floating promise', 'typescript(no-floating-promises)', 'src/messenger/planted18.ts', [
    'const work = async (): Promise<number> => await Promise.resolve(1);',
    'export function start(): void {',
    '  work();',
    '}',
  ]),
  fault('a promise where none is expected', 'typescript(no-misused-promises)', 'src/messenger/planted19.ts', [
    'const work = async (): Promise<boolean> => await Promise.resolve(false);',
    'export function isReady(): boolean {',
    '  return work() ? true : false;',
    '}',
  ]),
  fault('any', 'typescript(no-explicit-any)', 'src/model/planted20.ts', ['export type Loose = any;']),
  fault('any that came in by itself', 'typescript(no-unsafe-assignment)', 'src/model/planted21.ts', [
    "export const loose: { readonly id: number } = JSON.parse('{}');",
  ]),
  fault('a cast', 'typescript(consistent-type-assertions)', 'src/messenger/planted22.ts', [
    'export const cast = (value: unknown): string => value as string;',
  ]),
  fault('a forgotten case', 'typescript(switch-exhaustiveness-check)', 'src/model/planted23.ts', [
    "export function size(kind: 'small' | 'large'): void {",
    '  switch (kind) {',
    "    case 'small':",
    '      break;',
    '  }',
    '}',
  ]),
  fault('a value import of a type', 'typescript(consistent-type-imports)', 'src/model/planted24.ts', [
    "import { User } from './user.ts';",
    'export type Person = User;',
  ]),
  fault('a default export', 'import(no-default-export)', 'src/model/planted25.ts', ['export default 1;']),
  fault('a barrel', 'oxc(no-barrel-file)', 'src/model/planted26.ts', ["export * from './user.ts';"]),
  fault('a file in no room, at the top', 'boundaries(no-unknown-files)', 'src/planted27.ts', [
    'export const a = 1;',
  ]),
  fault('a file in no room, in a folder', 'boundaries(no-unknown-files)', 'src/helpers/planted28.ts', [
    'export const a = 1;',
  ]),
  {
    name: 'an import from a file in no room',
    rule: 'boundaries(dependencies)',
    files: [['src/editor/planted29.ts', "import { a } from '../planted27.ts';\n\nexport const b = a;\n"]],
  },
  fault('console in the product', 'eslint(no-console)', 'src/editor/planted30.ts', ["console.log('here');"]),
  fault('a file of 401 lines', 'eslint(max-lines)', 'src/model/planted31.ts', [
    ...Array.from({ length: 401 }, (_, line) => `export const line${line} = ${line};`),
  ]),
  fault('a cause that gets lost', 'eslint(preserve-caught-error)', 'src/editor/planted32.ts', [
    'export function work(action: () => void): void {',
    '  try {',
    '    action();',
    '  } catch (error) {',
    "    if (error instanceof TypeError) throw new Error('It failed');",
    '    throw error;',
    '  }',
    '}',
  ]),
  fault('a note for later', 'eslint(no-warning-comments)', 'src/editor/planted33.ts', [
    '// TODO: finish',
    'export const a = 1;',
  ]),
];

describe('planted faults', () => {
  let copy: SourceCopy;
  let findings: readonly Finding[];

  before(async () => {
    copy = await SourceCopy.make();
    await copy.plant('src/messenger/plantedSession.ts', 'export const toDisposable = (): number => 1;\n');
    for (const { files } of faults) for (const [path, text] of files) await copy.plant(path, text);
    findings = await copy.lint();
  });
  after(() => copy.dispose());

  for (const { name, rule, files } of faults) {
    it(`${rule} catches ${name}`, () => {
      const [path = ''] = files[0] ?? [];
      const rules = findings.filter((finding) => finding.file === path).map((finding) => finding.rule);
      assert.ok(
        rules.includes(rule),
        `found ${rules.length === 0 ? 'nothing' : rules.join(', ')} in ${path}`,
      );
    });
  }

  it('nothing is said of the file that has no fault', () => {
    assert.deepEqual(
      findings.filter((finding) => finding.file === 'src/messenger/plantedSession.ts'),
      [],
    );
  });
});

describe('globals of a host in the core', () => {
  const rooms = ['base', 'model', 'bitrix24', 'messenger', 'protocol'];
  const globals = [
    'document.title',
    'window.innerWidth',
    'process.pid',
    'setTimeout(() => undefined, 1)',
    'fetch',
  ];
  let copy: SourceCopy;

  before(async () => {
    copy = await SourceCopy.make();
    for (const room of rooms) {
      for (const [index, text] of globals.entries()) {
        await copy.plant(`src/${room}/planted${index}.ts`, `export const planted = ${text};\n`);
      }
      await copy.plant(`src/${room}/plantedClean.ts`, 'export const planted = new AbortController();\n');
    }
  });
  after(() => copy.dispose());

  for (const room of rooms) {
    it(`${room} compiles without the DOM and without Node`, async () => {
      const findings = await copy.compile(room);
      const caught = new Set(findings.map((finding) => finding.file));
      assert.deepEqual(
        globals.filter((_, index) => !caught.has(`src/${room}/planted${index}.ts`)),
        [],
      );
      assert.ok(!caught.has(`src/${room}/plantedClean.ts`), 'what every host has is known');
    });
  }
});

describe('the sources as they are', () => {
  it('have no finding', async () => {
    const copy = await SourceCopy.make();
    try {
      assert.deepEqual(await copy.lint(), []);
    } finally {
      await copy.dispose();
    }
  });
});

function fault(name: string, rule: string, path: string, lines: readonly string[]): Fault {
  return { name, rule, files: [[path, `${lines.join('\n')}\n`]] };
}
