import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { decodeCounters } from '../../../../src/bitrix24/api/countersApi.ts';
import { documentedResult } from './apiFixtures.ts';

describe('decodeCounters', () => {
  it('reads the documented answer', () => {
    const counters = decodeCounters(documentedResult('im.counters.get'));
    assert.deepEqual([counters.messenger, counters.notifications], [1, 4]);
    assert.deepEqual(Object.fromEntries(counters.byDialog), { chat1317: 1, chat1319: 1, 547: 1 });
  });

  it('reads every map, also the ones older portals lack', () => {
    const { byDialog } = decodeCounters({
      TYPE: { MESSENGER: '9', NOTIFY: 0 },
      CHAT: { 97: 2 },
      LINES: { 5: '3' },
      COPILOT: { 6: 1 },
      COLLAB: { 8: 1 },
      TASKS_TASK: { 11: 1 },
      DIALOG: { 7: 1 },
      CHANNEL_COMMENT: { 12: { 13: 4 } },
    });
    assert.deepEqual(Object.fromEntries(byDialog), {
      chat97: 2,
      chat5: 3,
      chat6: 1,
      chat8: 1,
      chat11: 1,
      7: 1,
    });
  });

  it('reads nothing from empty lists and odd counts', () => {
    const counters = decodeCounters({
      TYPE: [],
      CHAT: [],
      CHAT_MUTED: null,
      DIALOG: { 7: 0, x: 1, 8: -1, 9: 'no' },
    });
    assert.equal(counters.byDialog.size, 0);
    assert.deepEqual([counters.messenger, counters.notifications], [0, 0]);
  });

  it('adds up where no total is given, muted chats left out', () => {
    const counters = decodeCounters({ CHAT: { 97: 2 }, DIALOG: { 7: 1 }, CHAT_MUTED: { 98: 50 } });
    assert.equal(counters.messenger, 3);
    assert.equal(counters.byDialog.get('chat98'), 50);
  });

  it('refuses what is no answer', () => {
    assert.throws(() => decodeCounters(true), { kind: 'malformed', method: 'im.counters.get' });
  });
});
