import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import type { Portal } from './portal.ts';
import { ids, post, startFixture } from './portalFixture.ts';

type Batch = {
  readonly result: unknown;
  readonly result_error: unknown;
  readonly result_total: unknown;
  readonly result_next: unknown;
  readonly result_time: unknown;
};

describe('portal: envelope and batch', () => {
  let portal: Portal;

  afterEach(() => portal.stop());

  async function batch(cmd: unknown, halt: unknown = 0): Promise<Batch> {
    const { status, body } = await post(portal, 'batch', { halt, cmd });
    assert.equal(status, 200);
    assert.ok('time' in body);
    return body['result'] as Batch;
  }

  it('has an int start and processing 0, or floats on an older portal', async () => {
    const fixture = await startFixture();
    ({ portal } = fixture);
    fixture.clock.advance(250);
    const time = (await post(portal, 'profile')).body['time'] as Record<string, number>;
    assert.deepEqual(
      [
        time['start'],
        time['finish'],
        time['duration'],
        time['processing'],
        time['operating'],
        time['date_start'],
      ],
      [1795341600, 1795341600.25, 0.25, 0, 0, '2026-11-22T11:00:00+01:00'],
    );
    assert.equal(time['operating_reset_at'], 1795341600 + 600);
    await portal.stop();

    const older = await startFixture({ timeStyle: 'float', operatingLimitSeconds: 'off' });
    portal = older.portal;
    older.clock.advance(250);
    const old = (await post(portal, 'profile')).body['time'] as Record<string, number>;
    assert.equal(old['start'], 1795341600.25);
    assert.ok(!('operating' in old));
  });

  it('gives [] for whatever is empty', async () => {
    ({ portal } = await startFixture());
    const none = await batch([]);
    assert.deepEqual(none, {
      result: [],
      result_error: [],
      result_total: [],
      result_next: [],
      result_time: [],
    });
  });

  it('is keyed by the command, lifts total and next, and answers 200 when all fail', async () => {
    ({ portal } = await startFixture());
    const some = await batch({
      people: 'im.dialog.users.list?DIALOG_ID=chat97&LIMIT=2',
      list: 'im.recent.list?LIMIT=1',
      bad: 'im.dialog.get',
      7: 'IM.Counters.Get',
    });
    assert.deepEqual(Object.keys(some.result as object), ['7', 'people', 'list']);
    assert.deepEqual(some.result_total, { people: 4, list: -1 });
    assert.deepEqual(some.result_next, { people: 2, list: 1 });
    assert.deepEqual(some.result_error, {
      bad: { error: 'DIALOG_ID_EMPTY', error_description: "Dialog ID can't be empty" },
    });
    assert.ok('start' in (some.result_time as Record<string, object>)['people']!);

    const failed = await batch({ a: 'im.dialog.get', b: 'batch?cmd[0]=profile', c: 'no.such' });
    assert.deepEqual(failed.result, []);
    const errors = failed.result_error as Record<string, { error: string }>;
    assert.deepEqual(
      Object.values(errors).map((entry) => entry.error),
      ['DIALOG_ID_EMPTY', 'ERROR_BATCH_METHOD_NOT_ALLOWED', 'ERROR_METHOD_NOT_FOUND'],
    );
  });

  it('gives arrays for a plain list while dense, objects over a hole', async () => {
    ({ portal } = await startFixture());
    assert.ok(Array.isArray((await batch(['profile', 'scope'])).result));
    const holed = await batch(['profile', 'no.such', 'scope']);
    assert.deepEqual(Object.keys(holed.result as object), ['0', '2']);
    assert.ok(!Array.isArray(holed.result));
    assert.ok(!Array.isArray(holed.result_error));
    const first = await batch(['no.such', 'scope']);
    assert.ok(Array.isArray(first.result_error));
  });

  it('skips what is no string, and refuses the 51st command', async () => {
    ({ portal } = await startFixture());
    const skipped = await batch({ a: 5, b: ['profile'], c: 'profile' });
    assert.deepEqual(Object.keys(skipped.result as object), ['c']);
    assert.deepEqual(skipped.result_error, []);
    const long = await batch(Array.from({ length: 52 }, () => 'server.time'));
    assert.equal((long.result as unknown[]).length, 50);
    assert.deepEqual(Object.keys(long.result_error as object), ['50', '51']);
  });

  it('halts by PHP truth', async () => {
    ({ portal } = await startFixture());
    const cmd = { a: 'profile', b: 'no.such', c: 'profile' };
    for (const [halt, keys] of [
      [0, 'a,c'],
      ['0', 'a,c'],
      ['', 'a,c'],
      [1, 'a'],
      ['false', 'a'],
      ['N', 'a'],
    ] as const) {
      assert.equal(Object.keys((await batch(cmd, halt)).result as object).join(), keys, JSON.stringify(halt));
    }
  });

  it('resolves references', async () => {
    ({ portal } = await startFixture());
    const reply = await batch({
      me: 'profile',
      mine: 'im.user.get?ID=$result[me][ID]',
      said: 'im.message.add?DIALOG_ID=7&MESSAGE=I+am+$RESULT[ME][NAME]+no.$result[me]',
      people: 'im.chat.user.list?CHAT_ID=97',
      all: 'im.user.list.get?ID=$result[people]',
      deepest: 'im.user.get?ID=$result[me][ID][nothing]',
    });
    const values = reply.result as Record<string, never>;
    assert.deepEqual(reply.result_error, []);
    assert.equal(values['mine']!['id'], 1);
    assert.equal(portal.world.messages.get(values['said']!)?.text, 'I am Trung no.$result[me]');
    assert.deepEqual(Object.keys(values['all']!), ['1', '7', '9', '20']);
    assert.equal(values['deepest']!['id'], 1);
  });

  it('takes a form-encoded batch, encoded twice', async () => {
    ({ portal } = await startFixture());
    const command = `im.message.add?DIALOG_ID=7&MESSAGE=${encodeURIComponent('a & b + c')}`;
    await fetch(`${portal.webhookUrl()}batch?halt=0&cmd[x]=${encodeURIComponent(command)}`);
    assert.equal(portal.world.findPrivateChat(ids.me, ids.tai)?.messages.at(-1)?.text, 'a & b + c');
    assert.deepEqual(
      portal.calls.map((call) => [call.method, call.batch, call.status]),
      [
        ['im.message.add', 'x', 200],
        ['batch', undefined, 200],
      ],
    );
  });
});
