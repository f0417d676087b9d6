import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { Portal } from './portal.ts';
import { failure, ids, post, result, startFixture } from './portalFixture.ts';

describe('portal: search', () => {
  let portal: Portal;

  beforeEach(async () => {
    ({ portal } = await startFixture({}, (world) => {
      for (let id = 300; id < 315; id += 1) {
        world.addUser({ id, firstName: 'Alex', lastName: `Number${id}`, lastActivityMs: world.clock.now() });
        world.addChat({ id, title: `Alex chat ${id}`, owner: ids.me, members: [] });
      }
      world.addChat({ id: 400, title: 'Alex open', messageType: 'O', owner: ids.tai, members: [] });
      world.addChat({ id: 401, title: 'Alex closed', owner: ids.tai, members: [] });
      world.addChat({ id: 402, title: 'Alex customer', messageType: 'L', owner: ids.tai, members: [ids.me] });
      world.addDepartment({ id: 1, name: 'Office', parentId: undefined, managerId: ids.tai });
      world.addDepartment({ id: 2, name: 'Design', parentId: 1, managerId: ids.linh });
    }));
  });

  afterEach(() => portal.stop());

  it('gives people as a map, ten at a time, with fewer fields and two dates swapped', async () => {
    const { body } = await post(portal, 'im.search.user.list', { FIND: 'al' });
    const found = body['result'] as Record<string, Record<string, unknown>>;
    assert.deepEqual([Object.keys(found).length, body['total'], body['next']], [10, 15, 10]);
    const user = found['300'] ?? {};
    for (const missing of ['active', 'bot_data', 'type', 'email', 'website'])
      assert.ok(!(missing in user), missing);
    assert.deepEqual(
      [user['birthday'], user['last_activity_date'], user['mobile_last_date']],
      [false, false, '2026-11-22T11:00:00+01:00'],
    );
    const last = await post(portal, 'im.search.user.list', { FIND: 'alex', OFFSET: 10 });
    assert.deepEqual([Object.keys(last.body['result'] as object).length, 'next' in last.body], [5, false]);
    assert.deepEqual(await result(portal, 'im.search.user.list', { FIND: 'nobody at all' }), []);
    assert.deepEqual(Object.keys(await result(portal, 'im.search.user.list', { FIND: 'lê tài' })), ['7']);
    assert.equal(await failure(portal, 'im.search.user.list', { FIND: 'a' }), '400 FIND_SHORT');
  });

  it('finds own and open chats, the youngest first, and lines apart', async () => {
    const find = async (params: Record<string, unknown>): Promise<number[]> =>
      (await result<{ id: number }[]>(portal, 'im.search.chat.list', params)).map((chat) => chat.id);
    assert.deepEqual(await find({ FIND: 'alex', LIMIT: 3 }), [400, 314, 313]);
    assert.deepEqual(await find({ FIND_LINES: 'alex' }), [402]);
    assert.deepEqual(await find({ FIND: 'closed' }), []);
    const [dialog] = await result<Record<string, unknown>[]>(portal, 'im.search.chat.list', {
      FIND: 'Alex open',
    });
    assert.ok(!('readed_list' in (dialog ?? {})));
    assert.equal(await failure(portal, 'im.search.chat.list'), '400 FIND_SHORT');
  });

  it('lists departments, unfiltered for a short word', async () => {
    const { body } = await post(portal, 'im.search.department.list', { FIND: 'x', USER_DATA: 'Y' });
    assert.equal(body['total'], 2);
    const design = (
      body['result'] as { full_name: string; manager_user_id: number; manager_user_data?: { id: number } }[]
    )[1];
    assert.deepEqual(
      [design?.full_name, design?.manager_user_id, design?.manager_user_data?.id],
      ['Design / Office', ids.linh, ids.linh],
    );
    assert.equal(await failure(portal, 'im.search.department.list'), '400 FIND_SHORT');
  });

  it('names who works in a department', async () => {
    portal.world.user(ids.linh).departments = [2];
    const { body } = await post(portal, 'im.department.employees.get', { ID: [2, 9], USER_DATA: 'Y' });
    const found = body['result'] as Record<string, { id: number }[]>;
    assert.deepEqual(
      found['2']?.map(({ id }) => id),
      [ids.linh],
    );
    assert.deepEqual(found['9'], []);
    assert.deepEqual(await result(portal, 'im.department.employees.get', { ID: '[2]' }), { 2: [ids.linh] });
    assert.equal(await failure(portal, 'im.department.employees.get', { ID: 2 }), '400 ID_EMPTY');
  });

  it('remembers what was searched last', async () => {
    await result(portal, 'im.search.last.add', { DIALOG_ID: 7 });
    await result(portal, 'im.search.last.add', { DIALOG_ID: 'chat97' });
    const last = await result<{ id: unknown }[]>(portal, 'im.search.last.get');
    assert.deepEqual(
      last.map((entry) => entry.id),
      ['chat97', 7],
    );
    assert.equal(await result(portal, 'im.search.last.delete', { DIALOG_ID: 'chat97' }), true);
    assert.equal((await result<unknown[]>(portal, 'im.search.last.get', { SKIP_DIALOG: 'Y' })).length, 0);
    assert.equal(await failure(portal, 'im.search.last.add'), '400 DIALOG_ID_EMPTY');
  });
});
