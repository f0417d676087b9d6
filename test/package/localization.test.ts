// Words in three places: the manifest's (package.nls*.json), the code's (l10n), and the code itself.
import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import { find, read, readJson } from './projectFiles.ts';
import { readWordings } from './wordings.ts';

describe('localization: manifest', () => {
  const words = readJson<Readonly<Record<string, string>>>('package.nls.json');

  it('every placeholder has words, and all words are used', () => {
    const used = new Set(
      [...read('package.json').matchAll(/"%([^%"]+)%"/g)].flatMap((match) => match[1] ?? []),
    );
    assert.deepEqual([...used].sort(), Object.keys(words).sort());
  });
});

describe('localization: code', () => {
  const { wordings, oddities } = readWordings(find('{src/editor/**/*.ts,src/extension.ts}'));

  it('wordings are literal, so that they can be found', () => {
    assert.ok(wordings.length > 0);
    assert.deepEqual(oddities, []);
  });

  it('every language has both its files', () => {
    const manifests = find('package.nls.*.json').map((path) => path.split('.')[2]);
    const bundles = find('l10n/bundle.l10n.*.json').map((path) => path.split('.')[2]);
    assert.deepEqual(bundles, manifests);
  });
});
