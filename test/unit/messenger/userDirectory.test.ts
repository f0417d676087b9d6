import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'mocha';
import { PortalError } from '../../../src/bitrix24/rest/portalError.ts';
import { UserDirectory } from '../../../src/messenger/userDirectory.ts';
import type { User } from '../../../src/model/user.ts';
import { userOf } from './users.ts';

describe('messenger: the people', () => {
  let asked: (readonly number[])[];
  let answer: (ids: readonly number[]) => Promise<readonly User[]>;
  let users: UserDirectory;
  let changes: (readonly number[])[];

  beforeEach(() => {
    asked = [];
    changes = [];
    answer = async (ids) => ids.map((id) => userOf({ id }));
    users = new UserDirectory((ids) => {
      asked.push(ids);
      return answer(ids);
    });
    users.onDidChange((changed) => changes.push(changed));
  });

  it('are known once a page has named them, and tell only what looks different', () => {
    users.learn([userOf({ id: 7 }), userOf({ id: 9 })]);
    users.learn([userOf({ id: 7, lastActivityAt: 5 }), userOf({ id: 9, status: 'dnd' })]);
    users.learn([userOf({ id: 7, lastActivityAt: 6 })]);
    assert.deepEqual(changes, [[7, 9], [9]]);
    assert.equal(users.get(7)?.lastActivityAt, 6);
  });

  it('keep what another answer does not know', () => {
    users.learn([userOf({ id: 7, position: 'Designer', color: '#df532d' })]);
    users.learn([userOf({ id: 7, status: undefined })]);
    assert.deepEqual(
      [users.get(7)?.position, users.get(7)?.color, users.get(7)?.status],
      ['Designer', '#df532d', 'online'],
    );
    assert.deepEqual(changes, [[7]]);
  });

  it('who are missing are fetched together, and once', async () => {
    users.learn([userOf({ id: 7 })]);
    await Promise.all([users.want([0, 7, 8, 9, 9]), users.want([8, 10])]);
    await users.want([8, 9, 10]);
    assert.deepEqual(asked, [[8, 9], [10]]);
  });

  it('whom the portal does not show are not asked for again', async () => {
    answer = async () => [];
    await users.want([8]);
    await users.want([8]);
    assert.deepEqual(asked, [[8]]);
  });

  it('are asked for again after trouble, and not after a refusal', async () => {
    const failWith = (outcome: 'unknown' | 'rejected') => async (): Promise<readonly User[]> => {
      throw new PortalError({ kind: 'network', code: 'ECONNRESET', outcome, method: 'im.user.list.get' });
    };
    answer = failWith('unknown');
    await users.want([8]);
    answer = failWith('rejected');
    await users.want([8]);
    await users.want([8]);
    assert.deepEqual(asked, [[8], [8]]);
  });

  it('are at most 20,000, the longest unseen go first, and are fetched when wanted again', async () => {
    await users.want([1]);
    for (let from = 2; from <= 22_000; from += 2_000) {
      users.learn(Array.from({ length: 2_000 }, (_, index) => userOf({ id: from + index })));
    }
    assert.equal(users.get(1), undefined);
    assert.equal(users.get(22_000)?.id, 22_000);
    await users.want([1]);
    assert.deepEqual(asked, [[1], [1]]);
    assert.equal(users.get(1)?.id, 1);
  });

  it('are nobody once the session is gone', () => {
    users.dispose();
    users.learn([userOf({ id: 7 })]);
    assert.deepEqual([users.get(7), changes], [undefined, []]);
  });
});
