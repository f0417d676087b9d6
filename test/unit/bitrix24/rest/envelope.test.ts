import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { readEnvelope } from '../../../../src/bitrix24/rest/envelope.ts';

function read(body: unknown) {
  return readEnvelope(JSON.stringify(body));
}

describe('readEnvelope', () => {
  it('takes a result without anything beside it', () => {
    assert.deepEqual(read({ result: 42 }), {
      kind: 'result',
      result: 42,
      next: undefined,
      total: undefined,
      time: undefined,
    });
  });

  for (const result of [null, false, 0, '', [], {}, 'text']) {
    it(`takes ${JSON.stringify(result)} for a result`, () => {
      const envelope = read({ result });
      assert.ok(envelope.kind === 'result');
      assert.deepEqual(envelope.result, result);
    });
  }

  it('reads paging and time as numbers or as strings', () => {
    const envelope = read({
      result: [],
      next: '50',
      total: -1,
      time: { start: 1.5, finish: '1772030091', operating: '12.5', operating_reset_at: 1772030691 },
    });
    assert.ok(envelope.kind === 'result');
    assert.equal(envelope.next, 50);
    assert.equal(envelope.total, -1);
    assert.deepEqual(envelope.time, { finish: 1772030091, operating: 12.5, operatingResetAt: 1772030691 });
  });

  it('does without a time of another shape', () => {
    for (const time of [[], null, 'now', {}]) assert.equal(read({ result: 1, time }).kind, 'result');
  });

  it('reads an error, whatever type its code has', () => {
    const cases: readonly (readonly [unknown, string])[] = [
      ['ACCESS_ERROR', 'ACCESS_ERROR'],
      ['menu_ERROR', 'menu_ERROR'],
      [400, '400'],
      [0, 'UNNAMED_ERROR'],
      ['', 'UNNAMED_ERROR'],
      [null, 'UNNAMED_ERROR'],
    ];
    for (const [error, code] of cases) {
      const expected = { kind: 'error', code, description: 'why', time: undefined };
      assert.deepEqual(read({ error, error_description: 'why' }), expected);
    }
    assert.deepEqual(read({ error: 'X' }), { kind: 'error', code: 'X', description: '', time: undefined });
  });

  it('believes an error beside a result, unless it is empty', () => {
    assert.equal(read({ result: null, error: 'X' }).kind, 'error');
    assert.equal(read({ result: 1, error: '' }).kind, 'result');
    assert.equal(read({ result: 1, error: 0 }).kind, 'result');
  });

  it('knows what is no answer of the portal', () => {
    const bodies = [
      '',
      '<html><title>Sign in to the Wi-Fi</title></html>',
      '{"result":{"items":[{"id":1',
      'null',
      '7',
      '[]',
      '{}',
      '{"message":"Too many requests"}',
    ];
    for (const body of bodies) assert.deepEqual(readEnvelope(body), { kind: 'foreign' });
  });
});
