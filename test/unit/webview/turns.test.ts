import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { LazyPart } from '../../../src/webview/lazyPart.ts';
import { Turns } from '../../../src/webview/turns.ts';

describe('Turns', () => {
  it('are taken at once while nothing is waited for', () => {
    const done: number[] = [];
    const turns = new Turns();
    turns.take(undefined, () => done.push(1));
    turns.take(undefined, () => done.push(2));
    assert.deepEqual(done, [1, 2]);
  });

  it('stay in their order, whatever each of them waits for, and go on after one that fails', async () => {
    const done: number[] = [];
    const turns = new Turns();
    const slow = Promise.withResolvers<void>();
    const last = Promise.withResolvers<void>();
    turns.take(slow.promise, () => done.push(1));
    turns.take(Promise.reject(new Error('Not there')), () => done.push(2));
    turns.take(undefined, () => done.push(3));
    turns.take(undefined, last.resolve);
    assert.equal(done.length, 0);
    slow.resolve();
    await last.promise;
    assert.deepEqual([...done], [1, 2, 3]);
    // The line has emptied itself.
    await new Promise(setImmediate);
    turns.take(undefined, () => done.push(4));
    assert.deepEqual(done, [1, 2, 3, 4]);
  });
});

describe('LazyPart', () => {
  it('is fetched once, and there at once from then on', async () => {
    let fetched = 0;
    const part = new LazyPart(async () => {
      fetched += 1;
      return 'part';
    });
    assert.equal(part.loaded, undefined);
    assert.deepEqual(await Promise.all([part.load(), part.load()]), ['part', 'part']);
    const seen: string[] = [];
    part.whenLoaded(
      (loaded) => seen.push(loaded),
      () => seen.push('missing'),
    );
    assert.deepEqual([seen, fetched], [['part'], 1]);
  });

  it('says that it cannot be had, and is tried again by the next who wants it', async () => {
    const answers = [Promise.reject(new Error('Gone')), Promise.resolve('part')];
    const part = new LazyPart(() => answers.shift() ?? Promise.reject(new Error('Asked too often')));
    const missing = new Promise<void>((resolve) => part.whenLoaded(() => assert.ok(false), resolve));
    await missing;
    assert.equal(await part.load(), 'part');
    assert.equal(part.loaded, 'part');
  });
});
