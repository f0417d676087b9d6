import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'mocha';
import { DraftStore } from '../../../src/messenger/draftStore.ts';
import { draftsKey } from '../../../src/messenger/stateKeys.ts';
import { MemoryStateStore } from './memoryPorts.ts';

const ACCOUNT = 'account';

describe('messenger: drafts', () => {
  let state: MemoryStateStore;
  let drafts: DraftStore;

  beforeEach(() => {
    state = new MemoryStateStore();
    drafts = new DraftStore(state, ACCOUNT);
  });

  it('survive a restart, to the letter', async () => {
    const text = '  nửa câu\n\tнедописанное 👋 \u202b ';
    await drafts.set('chat97', text);
    assert.equal(new DraftStore(state, ACCOUNT).get('chat97'), text);
    assert.equal(drafts.get('7'), '');
  });

  it('keep what they answer, whom they mention and what is being reworded over them', async () => {
    const about = { messageId: 5, author: 'Anna', excerpt: 'Who?' };
    const mentions = [{ userId: 7, name: 'Anna' }];
    const edit = { ...about, text: 'reworded', mentions };
    await drafts.set('chat97', '', { mentions, replyTo: about, edit });
    const later = new DraftStore(state, ACCOUNT);
    assert.deepEqual(later.contextOf('chat97'), { mentions, replyTo: about, edit });
    assert.equal(later.get('chat97'), '');
    assert.deepEqual(later.contextOf('7'), {});
    await later.set('chat97', 'plain');
    assert.deepEqual(later.contextOf('chat97'), {});
    await later.set('chat97', '');
    assert.deepEqual(state.keys, []);
  });

  it('go when they are emptied, the last one with its key', async () => {
    await drafts.set('chat97', 'a');
    await drafts.set('7', 'b');
    await drafts.set('chat97', '');
    assert.deepEqual([drafts.get('chat97'), drafts.get('7')], ['', 'b']);
    await drafts.set('7', '');
    assert.deepEqual(state.keys, []);
  });

  it('of another window are not written over', async () => {
    const other = new DraftStore(state, ACCOUNT);
    await drafts.set('chat97', 'here');
    await other.set('7', 'there');
    await drafts.set('chat97', 'here too');
    assert.deepEqual([drafts.get('7'), other.get('chat97')], ['there', 'here too']);
  });

  it('give way when there are too many: the oldest first, ids that are numbers no sooner than others', async () => {
    await drafts.set('chat1', 'oldest');
    await drafts.set('5', 'second');
    for (let index = 0; index < 199; index += 1) await drafts.set(`chat${index + 10}`, 'x');
    assert.deepEqual([drafts.get('chat1'), drafts.get('5')], ['', 'second']);
    await drafts.set('chat500', 'x');
    assert.equal(drafts.get('5'), '');
  });

  it('give way when they are too long together, but never the one being written', async () => {
    await drafts.set('7', 'short');
    const huge = 'x'.repeat(1_200_000);
    await drafts.set('8', huge);
    assert.deepEqual([drafts.get('7'), drafts.get('8').length], ['', huge.length]);
  });

  it('that are damaged count as none', async () => {
    for (const damaged of ['text', 5, { 7: 'old' }, [['7']], [['7', 8]]]) {
      await state.set(draftsKey(ACCOUNT), damaged);
      assert.equal(drafts.get('7'), '');
    }
    await drafts.set('7', 'new');
    assert.equal(drafts.get('7'), 'new');
  });

  it('are not written once the account is gone', async () => {
    drafts.dispose();
    await drafts.set('7', 'late');
    assert.deepEqual(state.keys, []);
  });
});
