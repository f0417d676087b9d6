import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { classifyCode } from '../../../../src/bitrix24/rest/errorCodes.ts';

describe('classifyCode', () => {
  const expected: readonly (readonly [string, string, string])[] = [
    ['NO_AUTH_FOUND', 'auth', 'rejected'],
    ['INVALID_CREDENTIALS', 'auth', 'rejected'],
    ['expired_token', 'auth', 'rejected'],
    ['authorization_error', 'auth', 'rejected'],
    ['user_access_error', 'auth', 'rejected'],
    ['insufficient_scope', 'scope', 'rejected'],
    ['WRONG_LICENSE', 'plan', 'rejected'],
    ['QUERY_LIMIT_EXCEEDED', 'rateLimit', 'not-executed'],
    ['OPERATION_TIME_LIMIT', 'budget', 'not-executed'],
    ['OVERLOAD_LIMIT', 'server', 'rejected'],
    ['PORTAL_DELETED', 'server', 'rejected'],
    ['INTERNAL_SERVER_ERROR', 'server', 'unknown'],
    ['ERROR_UNEXPECTED_ANSWER', 'server', 'unknown'],
    ['CONNECTION_ERROR', 'server', 'not-executed'],
    ['MESSAGE_DUPLICATED_BY_UUID', 'rejected', 'unknown'],
    ['ERROR_BATCH_LENGTH_EXCEEDED', 'rejected', 'not-executed'],
    ['ACCESS_ERROR', 'rejected', 'rejected'],
    ['DIALOG_ID_EMPTY', 'rejected', 'rejected'],
    ['menu_ERROR', 'rejected', 'rejected'],
    ['ERROR_METHOD_NOT_FOUND', 'rejected', 'rejected'],
    ['WRONG_AUTH_TYPE', 'rejected', 'rejected'],
    ['nobody knows this one', 'rejected', 'rejected'],
    ['constructor', 'rejected', 'rejected'],
    ['', 'rejected', 'rejected'],
  ];

  for (const [code, kind, outcome] of expected) {
    it(`${JSON.stringify(code)} is ${kind}, ${outcome}`, () => {
      assert.deepEqual({ ...classifyCode(code, 'im.message.add') }, { kind, outcome });
    });
  }

  it('goes by the letters, not by their case', () => {
    assert.equal(classifyCode('query_limit_exceeded', 'm').kind, 'rateLimit');
    assert.equal(classifyCode('EXPIRED_TOKEN', 'm').kind, 'auth');
  });

  it('tells a plan without REST from a right that is missing', () => {
    for (const method of ['profile', 'scope', 'batch'])
      assert.equal(classifyCode('ACCESS_DENIED', method).kind, 'plan');
    assert.equal(classifyCode('ACCESS_DENIED', 'im.user.get').kind, 'rejected');
  });
});
