import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { nameRank } from '../../../src/model/nameMatch.ts';

describe('names', () => {
  it('are found without their marks and in Latin letters', () => {
    const found: readonly (readonly [name: string, query: string])[] = [
      ['Nguyễn Đức Trung', 'duc'],
      ['Nguyễn Đức Trung', 'NGUYEN tr'],
      ['Сергей Хохлов', 'khohl'],
      ['Сергей Хохлов', 'hohlov serg'],
      ['Юлия Щукина', 'yuliya shch'],
      ['Юлия Щукина', 'jul'],
      ['Sergey Tsoi', 'серг цой'],
      ['Łukasz Żółć', 'lukasz zolc'],
    ];
    for (const [name, query] of found) assert.notEqual(nameRank(name, query), undefined, `${name} ${query}`);
  });

  it('come first where the first name fits, and not at all where a word fits nowhere', () => {
    assert.equal(nameRank('Anna Berg', 'an'), 0);
    assert.equal(nameRank('Anna Berg', 'be'), 1);
    assert.equal(nameRank('Anna Berg', 'nna'), undefined);
    assert.equal(nameRank('Anna Berg', 'an x'), undefined);
    assert.equal(nameRank('Anna Berg', ''), 0);
  });
});
