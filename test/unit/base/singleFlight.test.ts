import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { SingleFlight } from '../../../src/base/singleFlight.ts';

describe('SingleFlight', () => {
  it('shares one run among all who ask meanwhile, and starts anew afterwards', async () => {
    const flight = new SingleFlight<number>();
    const running = Promise.withResolvers<number>();
    let runs = 0;
    const action = (): Promise<number> => {
      runs += 1;
      return running.promise;
    };

    const first = flight.run('a', action);
    const second = flight.run('a', action);
    running.resolve(7);

    assert.deepEqual(await Promise.all([first, second]), [7, 7]);
    assert.equal(runs, 1);
    await flight.run('a', action);
    assert.equal(runs, 2);
  });

  it('keeps keys apart', async () => {
    const flight = new SingleFlight<string>();
    const answers = await Promise.all([
      flight.run('a', () => Promise.resolve('A')),
      flight.run('b', () => Promise.resolve('B')),
    ]);
    assert.deepEqual(answers, ['A', 'B']);
  });

  it('hands a failure to all who joined and forgets it', async () => {
    const flight = new SingleFlight<number>();
    const failing = (): Promise<number> => Promise.reject(new Error('no'));
    const results = await Promise.allSettled([flight.run('a', failing), flight.run('a', failing)]);
    assert.deepEqual(
      results.map((result) => result.status),
      ['rejected', 'rejected'],
    );
    assert.equal(await flight.run('a', () => Promise.resolve(1)), 1);
  });
});
