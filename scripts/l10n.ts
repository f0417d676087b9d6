// npm run l10n: holds every language against the English words of the manifest and of the code.
import { readTranslations } from './readTranslations.ts';
import { translationFaults } from './translationFaults.ts';

const translations = readTranslations();
const faults = translations.flatMap(translationFaults);
for (const fault of faults) console.log(fault);
console.log(
  faults.length === 0
    ? `Translations complete: ${translations.map(({ path }) => path).join(', ')}`
    : `Translations incomplete: ${faults.length} faults`,
);
process.exitCode = faults.length === 0 ? 0 : 1;
