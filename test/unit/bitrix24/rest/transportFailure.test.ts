import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { transportFailure } from '../../../../src/bitrix24/rest/transportFailure.ts';

function systemError(code: string, syscall?: string): Error {
  return Object.assign(new Error(`${syscall ?? ''} ${code} https://portal/rest/1/secretcode/`), {
    code,
    ...(syscall === undefined ? {} : { syscall }),
  });
}

describe('transportFailure', () => {
  it('finds the code where built-in fetch puts it', () => {
    const error = new TypeError('fetch failed', { cause: systemError('ECONNREFUSED', 'connect') });
    assert.deepEqual(transportFailure(error), { code: 'ECONNREFUSED', outcome: 'not-executed' });
  });

  it('finds the code where node-fetch puts it', () => {
    assert.deepEqual(transportFailure(systemError('ENOTFOUND')), {
      code: 'ENOTFOUND',
      outcome: 'not-executed',
    });
    assert.deepEqual(transportFailure(systemError('ECONNRESET')), { code: 'ECONNRESET', outcome: 'unknown' });
  });

  it('looks through wrappers and into all attempts of one connection', () => {
    const attempts = new AggregateError([
      systemError('ECONNREFUSED', 'connect'),
      systemError('ETIMEDOUT', 'connect'),
    ]);
    const error = new Error('proxy', { cause: new TypeError('fetch failed', { cause: attempts }) });
    assert.deepEqual(transportFailure(error), { code: 'ECONNREFUSED', outcome: 'not-executed' });
  });

  it('does not call it unsent when one of several codes may stand for something sent', () => {
    const error = new AggregateError([
      systemError('ECONNREFUSED', 'connect'),
      systemError('ECONNRESET', 'read'),
    ]);
    assert.equal(transportFailure(error).outcome, 'unknown');
  });

  it('knows a route that vanished before the connection from one that vanished under it', () => {
    assert.equal(transportFailure(systemError('EHOSTUNREACH', 'connect')).outcome, 'not-executed');
    assert.equal(transportFailure(systemError('EHOSTUNREACH')).outcome, 'not-executed');
    assert.equal(transportFailure(systemError('EHOSTUNREACH', 'write')).outcome, 'unknown');
    assert.equal(transportFailure(systemError('ETIMEDOUT', 'read')).outcome, 'unknown');
  });

  it('knows that a refused certificate stops the call before it is sent', () => {
    assert.equal(transportFailure(systemError('CERT_HAS_EXPIRED')).outcome, 'not-executed');
    assert.equal(transportFailure(systemError('UNABLE_TO_VERIFY_LEAF_SIGNATURE')).outcome, 'not-executed');
  });

  it('knows a proxy’s no from its number, though it is only said in words', () => {
    const tunnel = Object.assign(new Error('Proxy response (407) ?.== 200 when HTTP Tunneling'), {
      code: 'UND_ERR_ABORTED',
    });
    const cancelled = Object.assign(new Error('Request was cancelled.', { cause: tunnel }), { code: 0 });
    const error = new TypeError('fetch failed', { cause: cancelled });
    assert.deepEqual(transportFailure(error), { code: 'PROXY_407', outcome: 'not-executed' });
  });

  it('takes nothing for a code that is not one', () => {
    for (const code of [20, 'https://portal/rest/1/secretcode/', 'secretcode', '', null]) {
      assert.deepEqual(transportFailure(Object.assign(new Error('x'), { code })), {
        code: 'NETWORK_ERROR',
        outcome: 'unknown',
      });
    }
  });

  it('stands whatever is thrown', () => {
    for (const thrown of [undefined, null, 'ECONNREFUSED', 7]) {
      assert.equal(transportFailure(thrown).outcome, 'unknown');
    }
  });

  it('does not go round in circles', () => {
    const error = new Error('round') as Error & { cause: unknown };
    error.cause = new Error('and round', { cause: error });
    assert.equal(transportFailure(error).code, 'NETWORK_ERROR');
  });
});
