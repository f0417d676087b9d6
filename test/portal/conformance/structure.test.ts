import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { deviations, type Tolerance } from './structure.ts';

const NONE: Tolerance = { kinds: {}, optional: [], vocabularies: {}, sorts: {} };

const problems = (
  samples: readonly unknown[],
  actual: unknown,
  tolerance: Tolerance = NONE,
): readonly string[] =>
  deviations(samples, actual, tolerance).map(({ path, problem }) => `${problem} ${path}`);

describe('structure of a response', () => {
  it('is told apart by kinds, not by values', () => {
    assert.deepEqual(problems([{ id: 1, name: 'a', list: [1] }], { id: 2.5, name: '', list: [] }), []);
    assert.deepEqual(problems([{ id: 1 }], { id: '1' }), ['kind body.id']);
    assert.deepEqual(problems([{ id: 1 }], { id: null }), ['kind body.id']);
  });

  it('has a key too many or too few', () => {
    assert.deepEqual(problems([{ id: 1 }], { id: 1, extra: 1 }), ['unknown body.extra']);
    assert.deepEqual(problems([{ id: 1, name: '' }], { id: 1 }), ['missing body.name']);
  });

  it('may lack what not every sample has', () => {
    assert.deepEqual(problems([{ id: 1, name: '' }, { id: 1 }], { id: 1 }), []);
  });

  it('is looked at in every element of a list and every value of a map', () => {
    assert.deepEqual(problems([{ list: [{ a: 1 }] }], { list: [{ a: 1 }, { a: 1, b: 2 }] }), [
      'unknown body.list[].b',
    ]);
    assert.deepEqual(problems([{ 7: { a: 1 } }], { 8: { a: '1' }, 9: { a: 1 } }), ['kind body{}.a']);
  });

  it('may have an empty list for an empty object and the other way round', () => {
    assert.deepEqual(problems([{ map: { 7: 1 } }], { map: [] }), []);
    assert.deepEqual(problems([{ map: [] }], { map: { 7: 1 } }), []);
    assert.deepEqual(problems([{ map: { 7: 1 } }], { map: [1] }), ['kind body.map']);
    assert.deepEqual(problems([{ list: [1] }], { list: { 7: 1 } }), ['kind body.list']);
  });

  it('is held against the samples of its own sort', () => {
    const tolerance: Tolerance = { ...NONE, sorts: { 'list[]': (row) => String(row['type']) } };
    const samples = [
      {
        list: [
          { type: 'a', x: 1 },
          { type: 'b', y: 1 },
        ],
      },
    ];
    assert.deepEqual(problems(samples, { list: [{ type: 'a', x: 1 }] }, tolerance), []);
    assert.deepEqual(problems(samples, { list: [{ type: 'a', y: 1 }] }, tolerance), [
      'missing body.list[].x',
      'unknown body.list[].y',
    ]);
  });

  it('may differ where the tolerance says so, and only there', () => {
    const tolerance: Tolerance = {
      kinds: { idle: ['string'] },
      optional: ['body.invited'],
      vocabularies: { params: { LIKE: ['array'] } },
      sorts: {},
    };
    assert.deepEqual(problems([{ idle: false }], { idle: '2026', invited: 1 }, tolerance), []);
    assert.deepEqual(problems([{ idle: false }], { idle: 1 }, tolerance), ['kind body.idle']);
    assert.deepEqual(problems([{ params: [] }], { params: { LIKE: [1] } }, tolerance), []);
    assert.deepEqual(problems([{ params: [] }], { params: { LIKE: 1, ODD: 1 } }, tolerance), [
      'kind body.params.LIKE',
      'unknown body.params.ODD',
    ]);
  });
});
