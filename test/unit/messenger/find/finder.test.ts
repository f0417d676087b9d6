import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { BestOf } from '../../../../src/messenger/find/bestOf.ts';
import { Finder } from '../../../../src/messenger/find/finder.ts';
import { mergeFound } from '../../../../src/messenger/find/foundDialogs.ts';
import type { Session } from '../../../../src/messenger/session.ts';
import type { Dialog } from '../../../../src/model/dialog.ts';
import { startFixture } from '../../../portal/portalFixture.ts';
import type { Portal as SimulatedPortal } from '../../../portal/portal.ts';
import type { ManualClock } from '../../manualClock.ts';
import { dialogOf } from '../dialogs.ts';
import { makeSession } from '../sessionFixture.ts';
import { userOf } from '../users.ts';

const DAY_MS = 24 * 3_600_000;

describe('messenger: finding who is known here', () => {
  let simulated: SimulatedPortal;
  let session: Session;
  let clock: ManualClock;
  let now: number;

  beforeEach(async () => {
    ({ portal: simulated } = await startFixture());
    const fixture = makeSession(simulated);
    ({ session } = fixture);
    ({ clock } = fixture);
    now = clock.now();
  });

  afterEach(async () => {
    session.dispose();
    await simulated.stop();
  });

  const list = (...dialogs: readonly Dialog[]): void =>
    session.dialogs.applyTick(
      session.dialogs.beginTick(),
      { dialogs, hasMore: false, nextOffset: 0 },
      undefined,
    );
  const find = (text: string, limit = 10): readonly string[] =>
    session.find.local.find(text, limit).map(({ found }) => found.dialogId);

  it('takes dialogs of the list and people who were seen, each once', () => {
    list(
      dialogOf({ id: '7', title: 'Lê Văn Tài', kind: 'person', unread: 3 }),
      dialogOf({ id: 'chat97', title: 'Tài liệu' }),
    );
    session.users.learn([
      userOf({ id: 7, name: 'Lê Văn Tài', position: 'Designer' }),
      userOf({ id: 9, name: 'Tài Trần' }),
      userOf({ id: 30, name: 'Tài Gone', isActive: false }),
      userOf({ id: 40, name: 'Tài Bot', isBot: true }),
    ]);
    const found = session.find.local.find('tai', 10).map((ranked) => ranked.found);
    assert.deepEqual([...found.map(({ dialogId }) => dialogId)].sort(), ['40', '7', '9', 'chat97']);
    const tai = found.find(({ dialogId }) => dialogId === '7');
    assert.deepEqual([tai?.unread, tai?.detail, tai?.kind], [3, 'Designer', 'person']);
    assert.equal(found.find(({ dialogId }) => dialogId === '40')?.kind, 'bot');
  });

  it('puts the typed id first, then names, positions, and the other layout’s keys last', () => {
    list(
      dialogOf({ id: 'chat5', title: 'Привет всем', lastActivityAt: now }),
      dialogOf({ id: 'chat6', title: 'Ghbdtn', lastActivityAt: now - 400 * DAY_MS }),
    );
    session.users.learn([
      userOf({ id: 8, name: 'Anna', position: 'Ghbdtn chief' }),
      userOf({ id: 5, name: 'chat6 fan' }),
    ]);
    assert.deepEqual(find('ghbdtn'), ['chat6', '8', 'chat5']);
    assert.deepEqual(find(' CHAT6 '), ['chat6', '5']);
    assert.deepEqual(find('anna chief'), ['8']);
    assert.deepEqual(find('!!!'), []);
  });

  it('ranks by who is written to often, and who was heard of lately', () => {
    const old = { title: 'Team', lastActivityAt: now - 60 * DAY_MS };
    list(
      dialogOf({ id: 'chat1', title: 'Team', lastActivityAt: now - 10 * DAY_MS }),
      dialogOf({ id: 'chat2', ...old }),
      dialogOf({ id: 'chat3', ...old, isPinned: true }),
      dialogOf({ id: 'chat4', title: 'Team', lastActivityAt: now }),
    );
    session.users.learn([userOf({ id: 70, name: 'Team Zed' }), userOf({ id: 71, name: 'Team Abe' })]);
    assert.deepEqual(find('team'), ['chat4', 'chat3', 'chat1', 'chat2', '71', '70']);
    for (let count = 0; count < 20; count += 1) session.find.habits.note('chat2');
    assert.equal(find('team')[0], 'chat2');
    assert.deepEqual(find('', 2), ['chat2', 'chat4']);
    assert.equal(find('   ').length, 4);
  });

  it('gives what a finder made anew would, whatever came and went before', () => {
    const titles = ['An', 'Bình', 'Иван', 'Anna', 'Release'];
    const change = fc.oneof(
      fc.record({
        kind: fc.constant('list' as const),
        ids: fc.uniqueArray(fc.integer({ min: 1, max: 6 })),
        title: fc.constantFrom(...titles),
      }),
      fc.record({
        kind: fc.constant('user' as const),
        id: fc.integer({ min: 1, max: 6 }),
        title: fc.constantFrom(...titles),
      }),
    );
    fc.assert(
      fc.property(fc.array(change, { maxLength: 8 }), (changes) => {
        const kept = new Finder(session.dialogs, session.users, session.find.habits, clock);
        for (const each of changes) {
          if (each.kind === 'user') session.users.learn([userOf({ id: each.id, name: each.title })]);
          else
            list(
              ...each.ids.map((id) =>
                dialogOf({
                  id: id % 2 === 0 ? String(id) : `chat${id}`,
                  title: each.title,
                  lastActivityAt: id,
                }),
              ),
            );
          kept.warm();
          const fresh = new Finder(session.dialogs, session.users, session.find.habits, clock);
          for (const text of ['', 'a', 'ivan', 'b'])
            assert.deepEqual(kept.find(text, 20), fresh.find(text, 20));
          fresh.dispose();
        }
        kept.dispose();
      }),
      { numRuns: 60 },
    );
  });

  it('makes names ready a few at a time', () => {
    session.users.learn(
      Array.from({ length: 1_200 }, (_, index) => userOf({ id: index + 1, name: `N${index}` })),
    );
    let turns = 0;
    while (session.find.local.warm()) turns += 1;
    assert.ok(turns >= 3, `${turns}`);
    assert.equal(find('n1199')[0], '1200');
  });

  it('keeps the best of many, whatever their order', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(5), fc.nat(50))),
        fc.integer({ min: 1, max: 9 }),
        (given, limit) => {
          const best = new BestOf<number>(limit, (a, b) => a - b);
          for (const [score, item] of given) best.add(item, score);
          const sorted = [...given].sort((a, b) => b[0] - a[0] || a[1] - b[1]).slice(0, limit);
          assert.deepEqual(
            best.all.map(({ item }) => item),
            sorted.map(([, item]) => item),
          );
        },
      ),
    );
  });

  it('adds what the portal found behind, each dialog once', () => {
    const local = [{ dialogId: '7', title: 'Tài', kind: 'person' as const, detail: '', unread: 3 }];
    const remote = ['7', '70', '70'].map((dialogId) => ({ ...local[0]!, dialogId, unread: 0 }));
    assert.deepEqual(
      mergeFound(local, remote).map(({ dialogId, unread }) => [dialogId, unread]),
      [
        ['7', 3],
        ['70', 0],
      ],
    );
  });
});
