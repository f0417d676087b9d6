import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { encodeCommand, readBatch } from '../../../../src/bitrix24/rest/batch.ts';
import { readPhpQuery } from './phpQuery.ts';

const scalar = fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer(), fc.boolean());
const name = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,8}$/);
const params = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 3 }, scalar, tie('object'), tie('array')),
  array: fc.array(tie('value'), { minLength: 1, maxLength: 3 }),
  object: fc.dictionary(name, tie('value'), { minKeys: 1, maxKeys: 4, noNullPrototype: true }),
})).object;

/** PHP has strings and maps only. */
function asPhpSees(value: unknown): unknown {
  if (typeof value === 'boolean') return value ? '1' : '0';
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, asPhpSees(member)]));
}

describe('encodeCommand', () => {
  it('comes back from PHP as it went, at any depth and in any script', () => {
    fc.assert(
      fc.property(params, (value) => {
        const command = encodeCommand({ method: 'm', params: value });
        assert.ok(command.startsWith('m?'));
        assert.deepEqual(readPhpQuery(command.slice(2)), asPhpSees(value));
      }),
    );
  });

  it('writes what PHP expects', () => {
    assert.equal(
      encodeCommand({
        method: 'im.dialog.messages.search',
        params: {
          CHAT_ID: 97,
          SEARCH_MESSAGE: 'Tài & co=1+1',
          ORDER: { ID: 'ASC' },
          DATE_FROM: '2026-03-04T14:48:32+01:00',
        },
      }),
      'im.dialog.messages.search?CHAT_ID=97&SEARCH_MESSAGE=T%C3%A0i%20%26%20co%3D1%2B1&ORDER[ID]=ASC&DATE_FROM=2026-03-04T14%3A48%3A32%2B01%3A00',
    );
    assert.equal(
      encodeCommand({ method: 'im.user.list.get', params: { ID: [1, 2] } }),
      'im.user.list.get?ID[0]=1&ID[1]=2',
    );
  });

  it('leaves out what has no value', () => {
    assert.equal(encodeCommand({ method: 'profile' }), 'profile');
    assert.equal(
      encodeCommand({ method: 'm', params: { A: undefined, B: null, C: [], D: {}, E: 0, F: '' } }),
      'm?E=0&F=',
    );
  });

  it('stands half an emoji', () => {
    assert.equal(encodeCommand({ method: 'm', params: { A: 'x\ud83d' } }), 'm?A=x%EF%BF%BD');
  });
});

function resultAt(read: ReturnType<typeof readBatch>, key: string): unknown {
  const answer = read?.(key);
  return answer?.kind === 'result' ? answer.result : undefined;
}

describe('readBatch', () => {
  it('reads maps', () => {
    const read = readBatch({
      result: { a: { ID: '1' } },
      result_error: { b: { error: 'ACCESS_ERROR', error_description: 'no' } },
      result_total: { a: 3 },
      result_next: { a: '50' },
      result_time: { a: { finish: 10, operating: 1, operating_reset_at: 20 } },
    });
    assert.deepEqual(read?.('a'), {
      kind: 'result',
      result: { ID: '1' },
      next: 50,
      total: 3,
      time: { finish: 10, operating: 1, operatingResetAt: 20 },
    });
    assert.deepEqual(read?.('b'), {
      kind: 'error',
      code: 'ACCESS_ERROR',
      description: 'no',
      time: undefined,
    });
    assert.deepEqual(read?.('c'), { kind: 'missing' });
  });

  it('reads `[]` where there is nothing', () => {
    const read = readBatch({
      result: [],
      result_error: [],
      result_total: [],
      result_next: [],
      result_time: [],
    });
    assert.deepEqual(read?.('a'), { kind: 'missing' });
    assert.deepEqual(read?.('length'), { kind: 'missing' });
    assert.deepEqual(read?.('toString'), { kind: 'missing' });
  });

  it('reads lists by their keys, dense and with a hole', () => {
    const dense = readBatch({ result: ['a', 'b'], result_error: [] });
    const holed = readBatch({
      result: { 0: 'a', 2: 'c' },
      result_error: { 1: { error: 'X', error_description: '' } },
    });
    assert.equal(resultAt(dense, '1'), 'b');
    assert.equal(holed?.('1').kind, 'error');
    assert.equal(resultAt(holed, '2'), 'c');
  });

  it('knows an empty result from none', () => {
    const read = readBatch({ result: { a: null, b: false, c: [] } });
    assert.equal(read?.('a').kind, 'result');
    assert.equal(read?.('b').kind, 'result');
    assert.equal(read?.('c').kind, 'result');
  });

  it('reads an error of any shape', () => {
    const read = readBatch({
      result: [],
      result_error: { a: 'ACCESS_ERROR', b: {}, c: { error: 0 }, d: null },
    });
    for (const key of ['a', 'b', 'c', 'd']) assert.equal(read?.(key).kind, 'error', key);
  });

  it('gives up on what is no batch', () => {
    for (const result of [[], null, true, {}, 'x']) assert.equal(readBatch(result), undefined);
  });
});
