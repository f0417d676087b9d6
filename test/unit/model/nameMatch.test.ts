import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { otherLayout, typedInLatin, typedInRussian } from '../../../src/model/keyboardLayout.ts';
import { nameRank } from '../../../src/model/nameMatch.ts';
import { inCyrillic, inLatin } from '../../../src/model/transliterate.ts';

const vietnamese = ['Nguyễn', 'Đức', 'Trung', 'Phạm', 'Hồng', 'Thị', 'Khánh', 'Tổng', 'Ưng', 'Ôn'];
const russian = ['Сергей', 'Хохлов', 'Юлия', 'Щукина', 'Артём', 'Объедков', 'Цой', 'Эльвира', 'Жанна'];
const latin = ['Anna-Maria', "O'Brien", 'Łukasz', 'Żółć', 'Schmidt', 'Alexander', 'Xavier', 'Peter'];

const name = fc
  .array(fc.constantFrom(...vietnamese, ...russian, ...latin), { minLength: 1, maxLength: 3 })
  .map((words) => words.join(' '));

/** The beginnings of some of a name's words, in whatever order. */
const nameAndQuery = name.chain((whole) =>
  fc
    .shuffledSubarray(whole.split(' '), { minLength: 1 })
    .chain((words) =>
      fc.tuple(
        ...words.map((word) => fc.integer({ min: 1, max: word.length }).map((end) => word.slice(0, end))),
      ),
    )
    .map((parts) => ({ whole, typed: parts.join(' ') })),
);

function unmarked(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll('Đ', 'D').replaceAll('đ', 'd');
}

function finds(whole: string, typed: string): boolean {
  return nameRank(whole, typed) !== undefined;
}

describe('names', () => {
  const table: readonly (readonly [name: string, query: string, rank: number | undefined])[] = [
    ['Nguyễn Đức Trung', 'duc', 1],
    ['Nguyễn Đức Trung', 'NGUYEN tr', 0],
    ['Phạm Hồng', 'p', 0],
    ['Phạm Hồng', 'fam', 0],
    ['Сергей Хохлов', 'khohl', 1],
    ['Сергей Хохлов', 'hohlov serg', 1],
    ['Юлия Щукина', 'yuliya shch', 0],
    ['Юлия Щукина', 'jul', 0],
    ['Sergey Tsoi', 'серг цой', 0],
    ['Łukasz Żółć', 'lukasz zolc', 0],
    ['Отчёты', 'отчеты', 0],
    ['Иван', 'ivan', 0],
    ['Ivan', 'иван', 0],
    ['Александр', 'alexander', 0],
    ['Alexander', 'александр', 0],
    ['Пётр', 'peter', 0],
    ['Артём', 'artyom', 0],
    ['Андреев', 'andreyev', 0],
    ['Кирилл', 'kiril', 0],
    ['Anna-Maria', 'annamaria', 1],
    ['Anna Maria', 'anna-maria', 0],
    ["O'Brien", 'obrien', 1],
    ['Привет', 'ghbdtn', 3],
    ['Hello', 'руддщ', 3],
    ['Хор', '[jh', 3],
    ['Ёжик', '`;br', 3],
    ['Đạt', 'вфе', 3],
    ['C++ (backend)', 'c++', 0],
    ['張 さくら', '張', 0],
    ['Release 7.2', 'release 7', 0],
    ['Anna Berg', 'an', 0],
    ['Anna Berg', 'be', 1],
    ['Anna Berg', 'nna', undefined],
    ['Anna Berg', 'an x', undefined],
    ['Anna Berg', 'ь', undefined],
    ['Anna Berg', '', 0],
  ];
  for (const [whole, query, rank] of table) {
    it(`${whole}: "${query}" gives ${rank ?? 'nothing'}`, () => assert.equal(nameRank(whole, query), rank));
  }

  it('are found by the beginning of any of their words, in any case, with and without marks', () => {
    fc.assert(
      fc.property(nameAndQuery, ({ whole, typed }) => {
        for (const text of [typed, unmarked(typed), typed.toUpperCase(), unmarked(typed).toLowerCase()])
          assert.ok(finds(whole, text), text);
      }),
      { numRuns: 300 },
    );
  });

  it('are found while the other layout is on', () => {
    fc.assert(
      fc.property(nameAndQuery, ({ whole, typed }) => {
        const plain = unmarked(typed).toLowerCase();
        fc.pre(!(/[а-я]/.test(plain) && /[a-z]/.test(plain)));
        if (/[а-я]/.test(plain)) assert.ok(finds(whole, typedInLatin(plain)), plain);
        else assert.ok(finds(whole, typedInRussian(plain)), plain);
      }),
      { numRuns: 300 },
    );
  });

  it('in Russian are found by their words in Latin letters', () => {
    for (const whole of russian) assert.ok(finds(whole, inLatin(whole)), whole);
  });
});

describe('the other keyboard layout', () => {
  it('goes both ways, letter by letter', () => {
    assert.equal(typedInRussian('Ghbdtn!'), 'Привет!');
    assert.equal(typedInLatin('Руддщ'), 'Hello');
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...Array.from('абвгдеёжзийклмнопрстуфхцчшщъыьэюя 12')) }),
        (text) => {
          assert.equal(typedInRussian(typedInLatin(text)), text);
        },
      ),
    );
  });

  it('is meant only where the text is in one alphabet', () => {
    assert.deepEqual(
      ['ghbdtn', 'руддщ', 'mixed микс', '123', ''].map((text) => otherLayout(text)),
      ['привет', 'hello', undefined, undefined, undefined],
    );
  });
});

describe('names in Cyrillic letters', () => {
  const table: readonly (readonly [latin: string, cyrillic: string])[] = [
    ['Ivan', 'иван'],
    ['Sergey', 'сергей'],
    ['Yuliya', 'юлия'],
    ['Khokhlov', 'хохлов'],
    ['Dmitry', 'дмитрий'],
    ['Shchukina', 'щукина'],
    ['Иван 7', 'иван 7'],
  ];
  for (const [given, cyrillic] of table) {
    it(`${given} is ${cyrillic}`, () => assert.equal(inCyrillic(given), cyrillic));
  }
});
