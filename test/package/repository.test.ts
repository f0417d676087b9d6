import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import { readManifest } from './manifestTypes.ts';
import { read, readJson, repositoryFiles } from './projectFiles.ts';

/** Spelled in pieces, so that this file does not find itself. */
const forbidden: readonly (readonly [string, RegExp])[] = [
  [
    'a registry host',
    new RegExp(
      ['registry\\.[a-z0-9-]+\\.[a-z]', 'npm' + 'js\\.(org|com)', 'npm' + 'mirror\\.'].join('|'),
      'i',
    ),
  ],
  [
    'a path of one machine',
    new RegExp(
      ['/ro' + 'ot/', '/ho' + 'me/[a-z]', '/Us' + 'ers/[a-z]', '/wo' + 'rk/', '[A-Z]:\\\\Us' + 'ers'].join(
        '|',
      ),
    ),
  ],
];
const binary = /\.(png|jpe?g|gif|ico|woff2?|ttf|vsix|pem|pdf)$/;

describe('repository', () => {
  for (const [what, pattern] of forbidden) {
    it(`no file names ${what}`, () => {
      const files = repositoryFiles().filter((path) => !binary.test(path));
      assert.ok(files.length > 50);
      assert.deepEqual(
        files.filter((path) => pattern.test(read(path))),
        [],
      );
    });
  }

  it('the lock file installs from whatever registry is configured', () => {
    const { packages } = readJson<{
      readonly packages: Readonly<Record<string, { readonly resolved?: string }>>;
    }>('package-lock.json');
    assert.deepEqual(
      Object.entries(packages).filter(([, { resolved }]) => resolved !== undefined),
      [],
    );
  });

  it('CONTRIBUTING.md has a line for each dependency', () => {
    const text = read('CONTRIBUTING.md');
    const missing = Object.keys(readManifest().devDependencies).filter(
      (name) => !text.includes(`\`${name}\``),
    );
    assert.deepEqual(missing, []);
  });

  it('dependencies are pinned', () => {
    const loose = Object.entries(readManifest().devDependencies).filter(
      ([, version]) => !/^\d/.test(version),
    );
    assert.deepEqual(loose, []);
  });

  it('AGENTS.md stays within 150 lines', () => {
    assert.ok(read('AGENTS.md').split('\n').length <= 150);
  });
});
