import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { PortalBuckets } from '../../../../src/bitrix24/rest/portalBuckets.ts';

describe('PortalBuckets', () => {
  it('counts what several users ask of one portal together, and portals apart', () => {
    const buckets = new PortalBuckets();
    const take = (origin: string): boolean => buckets.of(origin).take(0, true) === 0;
    const taken = Array.from({ length: 60 }, () => take('https://one.example')).filter(Boolean);
    assert.equal(taken.length, 50);
    assert.equal(take('https://two.example'), true);
  });
});
