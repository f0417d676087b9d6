// Words in three places: the manifest's (package.nls*.json), the code's (l10n), and the code itself.
import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import { find, read, readJson } from './projectFiles.ts';
import { readWordings } from './wordings.ts';

type Words = Readonly<Record<string, string>>;

describe('localization: manifest', () => {
  const words = readJson<Words>('package.nls.json');

  it('every placeholder has words, and all words are used', () => {
    const used = new Set(
      [...read('package.json').matchAll(/"%([^%"]+)%"/g)].flatMap((match) => match[1] ?? []),
    );
    assert.deepEqual([...used].sort(), Object.keys(words).sort());
  });

  for (const path of find('package.nls.*.json')) {
    it(`${path} has the same keys`, () => {
      assert.deepEqual(Object.keys(readJson<Words>(path)).sort(), Object.keys(words).sort());
    });
  }
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

  for (const path of find('l10n/bundle.l10n.*.json')) {
    it(`${path} has exactly the wordings of the code, with their placeholders`, () => {
      const bundle = readJson<Words>(path);
      assert.deepEqual(Object.keys(bundle).sort(), [...wordings].sort());
      const odd = Object.entries(bundle).filter(
        ([wording, words]) => placeholders(wording).join() !== placeholders(words).join(),
      );
      assert.deepEqual(odd, []);
    });
  }
});

function placeholders(text: string): readonly string[] {
  return [...new Set([...text.matchAll(/\{\w+\}/g)].map(([name]) => name))].sort();
}
