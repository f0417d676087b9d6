import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { TimeBudget } from '../../../../src/bitrix24/rest/timeBudget.ts';

const time = (operating: number, resetInS: number | undefined) => ({
  finish: 1_772_000_000.5,
  operating,
  operatingResetAt: resetInS === undefined ? undefined : 1_772_000_000.5 + resetInS,
});

describe('TimeBudget', () => {
  it('leaves a method alone up to 95 % of its time', () => {
    const budget = new TimeBudget();
    budget.learn('m', time(455.9, 100), 0);
    assert.equal(budget.waitMs('m', 0), 0);
  });

  it('lists what it knows, the most used first', () => {
    const budget = new TimeBudget();
    budget.learn('little', time(2.5, 100), 0);
    budget.learn('much', time(470, 100), 0);
    budget.block('refused', 0, 0);
    assert.deepEqual(budget.methods(40_000), [
      { method: 'much', operatingS: 470, resetInMs: 60_000, blockedForMs: 60_000 },
      { method: 'little', operatingS: 2.5, resetInMs: 60_000, blockedForMs: 0 },
      { method: 'refused', operatingS: 0, resetInMs: 0, blockedForMs: 20_000 },
    ]);
  });

  it('stops a method, and only that one, until the portal takes some of its time off', () => {
    const budget = new TimeBudget();
    budget.learn('m', time(456, 100), 1_000);
    assert.equal(budget.waitMs('m', 1_000), 100_000);
    assert.equal(budget.waitMs('m', 61_000), 40_000);
    assert.equal(budget.waitMs('m', 101_000), 0);
    assert.equal(budget.waitMs('other', 1_000), 0);
  });

  it('waits a minute where the portal does not say how long', () => {
    const budget = new TimeBudget();
    budget.learn('m', time(470, undefined), 0);
    assert.equal(budget.waitMs('m', 0), 60_000);
  });

  it('believes no reset beyond the ten minutes it counts over', () => {
    const budget = new TimeBudget();
    budget.learn('m', time(470, 1e9), 0);
    assert.equal(budget.waitMs('m', 0), 600_000);
  });

  it('knows nothing from an answer without the fields', () => {
    const budget = new TimeBudget();
    budget.learn('m', undefined, 0);
    budget.learn('m', { finish: 1, operating: undefined, operatingResetAt: 700 }, 0);
    assert.equal(budget.waitMs('m', 0), 0);
  });

  it('blocks a refused method for at least a minute, or to the reset an earlier answer named', () => {
    const unknown = new TimeBudget();
    unknown.block('m', 5_000, 0);
    assert.equal(unknown.waitMs('m', 5_000), 60_000);

    const known = new TimeBudget();
    known.learn('m', time(300, 200), 0);
    known.block('m', 50_000, 0);
    assert.equal(known.waitMs('m', 50_000), 150_000);
  });

  it('blocks until the portal said, where it did, and no longer than it counts', () => {
    const budget = new TimeBudget();
    budget.block('m', 1_000, 301_000);
    assert.equal(budget.waitMs('m', 1_000), 300_000);
    budget.block('n', 0, 1e12);
    assert.equal(budget.waitMs('n', 0), 600_000);
  });

  it('is not talked out of a block by an answer that was on its way', () => {
    const budget = new TimeBudget();
    budget.block('m', 0, 0);
    budget.learn('m', time(10, 5), 100);
    assert.equal(budget.waitMs('m', 100), 59_900);
  });
});
