import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { pagesAtOnce } from '../../../src/messenger/pagesAtOnce.ts';

describe('messenger: pages in one request', () => {
  it('are as many as the portal gives in four seconds, one at least and fifteen at most', () => {
    assert.deepEqual(
      [0, 1, 266, 400, 1_000, 3_999, 4_000, 60_000].map(pagesAtOnce),
      [15, 15, 15, 10, 4, 1, 1, 1],
    );
  });
});
