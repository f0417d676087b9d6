import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import type { ManualClock } from './manualClock.ts';
import type { Portal } from './portal.ts';
import { failure, ids, post, result, startFixture } from './portalFixture.ts';

describe('portal: limits', () => {
  let portal: Portal;
  let clock: ManualClock;

  afterEach(() => portal.stop());

  it('blocks the 51st request and leaks two a second, by default and per address', async () => {
    ({ portal, clock } = await startFixture({ rate: {} }));
    for (let sent = 0; sent < 50; sent += 1) assert.equal((await post(portal, 'server.time')).status, 200);
    assert.equal(await failure(portal, 'server.time'), '503 QUERY_LIMIT_EXCEEDED');
    assert.equal(await failure(portal, 'scope', {}, ids.guest), '503 QUERY_LIMIT_EXCEEDED');
    clock.advance(1_000);
    assert.equal((await post(portal, 'server.time')).status, 200);
    assert.equal((await post(portal, 'server.time')).status, 200);
    assert.equal(await failure(portal, 'server.time'), '503 QUERY_LIMIT_EXCEEDED');
  });

  it('counts a batch as one request', async () => {
    ({ portal } = await startFixture({ rate: { capacity: 2 } }));
    const cmd = Array.from({ length: 20 }, () => 'server.time');
    assert.equal((await post(portal, 'batch', { cmd })).status, 200);
    assert.equal((await post(portal, 'batch', { cmd })).status, 200);
    assert.equal(await failure(portal, 'batch', { cmd }), '503 QUERY_LIMIT_EXCEEDED');
  });

  it('blocks a method over its time budget until the oldest minute drops out', async () => {
    ({ portal, clock } = await startFixture({ operatingLimitSeconds: 100 }));
    portal.spendOperating(ids.me, 'im.recent.list', 99);
    const { body } = await post(portal, 'im.recent.list');
    const time = body['time'] as Record<string, number>;
    assert.equal(time['operating'], 99);
    clock.advance(60_000);
    portal.spendOperating(ids.me, 'im.recent.list', 1);
    assert.equal(await failure(portal, 'im.recent.list'), '429 OPERATION_TIME_LIMIT');
    await result(portal, 'im.counters.get');
    const inside = await post(portal, 'batch', { cmd: { a: 'im.recent.list', b: 'scope' } });
    const errors = (inside.body['result'] as { result_error: Record<string, { error: string }> })
      .result_error;
    assert.equal(errors['a']?.error, 'OPERATION_TIME_LIMIT');
    clock.advance(540_000);
    await result(portal, 'im.recent.list');
  });

  it('adds nothing for quick calls', async () => {
    ({ portal } = await startFixture({ operatingLimitSeconds: 1 }));
    portal.spendOperating(ids.me, 'scope', 0.1);
    const { body } = await post(portal, 'scope');
    assert.equal((body['time'] as Record<string, number>)['operating'], 0);
  });
});
