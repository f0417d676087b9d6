import { find, readJson } from '../test/package/projectFiles.ts';
import { readWordings } from '../test/package/wordings.ts';
import type { Translation, Words } from './translationFaults.ts';

/** Every file of translations, with the English words of the manifest or of the code beside it. */
export function readTranslations(): readonly Translation[] {
  const { wordings } = readWordings(find('{src/editor/**/*.ts,src/extension.ts}'));
  const ofCode = Object.fromEntries(wordings.map((wording) => [wording, wording]));
  const ofManifest = readJson<Words>('package.nls.json');
  return [
    ...find('package.nls.*.json').map((path) => ({
      path,
      english: ofManifest,
      words: readJson<Words>(path),
    })),
    ...find('l10n/bundle.l10n.*.json').map((path) => ({
      path,
      english: ofCode,
      words: readJson<Words>(path),
    })),
  ];
}
