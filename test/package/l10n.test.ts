// Every language is complete and says what the English words say: the check of `npm run l10n`, and that it sees faults.
import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import { readTranslations } from '../../scripts/readTranslations.ts';
import { translationFaults, type Words } from '../../scripts/translationFaults.ts';

describe('translations', () => {
  for (const translation of readTranslations()) {
    it(`${translation.path} is complete`, () => {
      assert.deepEqual(translationFaults(translation), []);
    });
  }
});

describe('translation check', () => {
  const english = { send: 'Send {0} to {1}', bold: 'The **[B]** tag', link: '[Sign in](command:x)\nor not' };
  const german = {
    send: 'An {1} {0} senden',
    bold: 'Das **[B]**',
    link: '[Anmelden](command:x)\noder nicht',
  };
  const faultsWith = (words: Words): readonly string[] =>
    translationFaults({ path: 'de', english, words: { ...german, ...words } });

  it('accepts values in another order', () => {
    assert.deepEqual(faultsWith({}), []);
  });

  it('names what is missing and what is unused', () => {
    assert.deepEqual(translationFaults({ path: 'de', english: { a: 'x' }, words: { b: 'y' } }), [
      'de: missing: a',
      'de: unused: b',
    ]);
  });

  it('names what was left in English or empty', () => {
    assert.deepEqual(faultsWith({ send: english.send }), ['de: not translated: send']);
    assert.deepEqual(translationFaults({ path: 'de', english: { a: 'x' }, words: { a: ' ' } }), [
      'de: not translated: a',
    ]);
  });

  it('names a lost value, mark, tag, link and line', () => {
    assert.deepEqual(faultsWith({ send: 'An {1} senden' }), ['de: values differ: send']);
    assert.deepEqual(faultsWith({ bold: 'Das [B]' }), ['de: bold marks differ: bold']);
    assert.deepEqual(faultsWith({ bold: 'Das **B**' }), ['de: names of the protocol differ: bold']);
    assert.deepEqual(faultsWith({ link: 'Anmelden\noder nicht' }), ['de: command links differ: link']);
    assert.deepEqual(faultsWith({ link: '[Anmelden](command:x) oder nicht' }), [
      'de: line breaks differ: link',
    ]);
  });
});
