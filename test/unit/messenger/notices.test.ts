// Bitrix24's own notifications against a portal over real HTTP.
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { isPortalError } from '../../../src/bitrix24/rest/portalError.ts';
import { MessengerError } from '../../../src/messenger/messengerError.ts';
import type { NoticeStore } from '../../../src/messenger/notices/noticeStore.ts';
import type { Session } from '../../../src/messenger/session.ts';
import { type Fixture, ids, startFixture } from '../../portal/portalFixture.ts';
import { callsOf, makeSession, requests } from './sessionFixture.ts';

const DECISION = [
  { TITLE: 'Accept', VALUE: 'Y', TYPE: 'accept' },
  { TITLE: 'Decline', VALUE: 'N', TYPE: 'cancel' },
] as const;

describe('messenger: notifications of Bitrix24', () => {
  let fixture: Fixture;
  let session: Session;
  let notices: NoticeStore;

  afterEach(async () => {
    session.dispose();
    await fixture.portal.stop();
  });

  const begin = async (odd = false): Promise<void> => {
    fixture = await startFixture({ odd });
    ({ session } = makeSession(fixture.portal));
    session.inbox.start();
    ({ notices } = session.inbox);
  };
  const add = (given: Partial<Parameters<Fixture['world']['notices']['add']>[0]> = {}): number => {
    fixture.clock.advance(1_000);
    return fixture.world.notices.add({ userId: ids.me, text: 'News', ...given }).id;
  };
  const invite = (): number =>
    add({ type: 1, authorId: ids.tai, module: 'calendar', event: 'invite', buttons: DECISION });
  const counted = async (): Promise<number> => {
    const counters = await fixture.portal.as(ids.me).call('im.counters.get');
    return (counters as { readonly TYPE: { readonly NOTIFY: number } }).TYPE.NOTIFY;
  };

  for (const odd of [false, true]) {
    it(`reads what the portal ${odd ? 'oddly ' : ''}gives: decisions first, with their buttons`, async () => {
      await begin(odd);
      const plain = add({ text: '[B]Build[/B] 7', module: 'rest' });
      const invitation = invite();
      const question = add({ type: 2, authorId: ids.linh, params: { CAN_ANSWER: 'Y' }, isRead: true });
      await notices.refresh();
      assert.deepEqual(
        notices.notices.map(({ id, kind, isRead, canAnswer, authorId }) => [
          id,
          kind,
          isRead,
          canAnswer,
          authorId,
        ]),
        [
          [invitation, 'confirm', false, false, ids.tai],
          [question, 'person', true, true, ids.linh],
          [plain, 'system', false, false, 0],
        ],
      );
      assert.deepEqual(notices.get(invitation)?.buttons, [
        { title: 'Accept', value: 'Y', role: 'accept' },
        { title: 'Decline', value: 'N', role: 'decline' },
      ]);
      assert.equal(session.users.get(ids.tai)?.name, 'Tài Lê');
    });
  }

  it('loads page after page, each once, across both stages', async () => {
    await begin();
    const decisions = Array.from({ length: 60 }, invite);
    const plain = Array.from({ length: 60 }, () => add());
    await notices.refresh();
    assert.deepEqual([notices.notices.length, notices.hasMore], [50, true]);
    while (notices.hasMore) await notices.loadMore();
    assert.deepEqual(
      notices.notices.map(({ id }) => id),
      [...decisions.toReversed(), ...plain.toReversed()],
    );
    assert.ok(callsOf(fixture.portal, 'im.notify.get').length <= 4);
    // 60 decisions fill the newest page and more: the rest is asked for again.
    await notices.refresh();
    assert.deepEqual([notices.notices.length, notices.hasMore], [50, true]);
  });

  it('keeps the further pages that join on to a new first one', async () => {
    await begin();
    const plain = Array.from({ length: 120 }, () => add());
    await notices.refresh();
    while (notices.hasMore) await notices.loadMore();
    const latest = [add(), invite()];
    fixture.world.notices.remove(plain[119] ?? 0);
    await notices.refresh();
    assert.deepEqual(
      notices.notices.map(({ id }) => id),
      [...latest.toReversed(), ...plain.slice(0, 119).toReversed()],
    );
    assert.equal(notices.hasMore, false);
  });

  it('counts as the portal does, after everything this person does', async () => {
    await begin();
    const [one, two] = [add(), add()];
    const [invitation, other] = [invite(), invite()];
    const question = add({ type: 2, authorId: ids.linh, params: { CAN_ANSWER: 'Y' } });
    await session.refresh();
    await notices.refresh();
    const check = async (after: string): Promise<void> => {
      assert.equal(notices.unread, await counted(), after);
      const shown = notices.notices.map(({ id, isRead }) => [id, isRead]);
      await notices.refresh();
      assert.deepEqual(
        notices.notices.map(({ id, isRead }) => [id, isRead]),
        shown,
        after,
      );
    };
    await check('the start');
    await notices.mark(one, true);
    await check('a read mark');
    await notices.mark(invitation, true);
    await check('a read mark on what waits for a decision');
    await notices.mark(one, false);
    await check('an unread mark');
    assert.equal(await notices.confirm(invitation, 'Y'), 'Invitation accepted');
    await check('a decision');
    assert.match(await notices.answer(question, 'I do'), /successfully sent/);
    await check('an answer');
    await notices.delete(two);
    await check('a deletion');
    await notices.readAll();
    await check('reading all');
    assert.equal(notices.unread, 1, 'a decision is still to be made');
    assert.deepEqual(
      fixture.world.notices.answers.map(({ notice, value }) => [notice.id, value]),
      [
        [invitation, 'Y'],
        [question, 'I do'],
      ],
    );
    assert.ok(notices.get(other));
  });

  it('goes back where the portal refuses, and says so', async () => {
    await begin();
    const invitation = invite();
    await session.refresh();
    await notices.refresh();
    fixture.portal.faults.add('im.notify.confirm', { kind: 'error', status: 403, error: 'ACCESS_DENIED' });
    await assert.rejects(notices.confirm(invitation, 'Y'), isPortalError);
    assert.deepEqual([notices.unread, notices.get(invitation)?.id], [1, invitation]);
    // Decided on the phone meanwhile.
    fixture.world.notices.remove(invitation);
    await assert.rejects(notices.confirm(invitation, 'Y'), MessengerError);
    const plain = add();
    await notices.refresh();
    await assert.rejects(notices.answer(plain, 'To what?'), MessengerError);
  });

  it('asks the portal how things are where one of two actions failed', async () => {
    await begin();
    const [one, two] = [add(), add()];
    await session.refresh();
    await notices.refresh();
    const gate = fixture.portal.faults.hold('im.notify.read');
    const first = notices.mark(one, true);
    await gate.reached;
    fixture.portal.faults.add('im.notify.delete', { kind: 'error', status: 403, error: 'ACCESS_DENIED' });
    const failing = notices.delete(two);
    const second = notices.mark(two, true);
    await assert.rejects(failing, isPortalError);
    gate.open();
    await Promise.all([first, second]);
    await untilChanged(notices, () => notices.get(two) !== undefined);
    await session.refresh();
    assert.equal(notices.unread, await counted());
  });

  it('asks for nothing while nobody looks, and follows the count while somebody does', async () => {
    await begin();
    add();
    await session.refresh();
    assert.deepEqual([notices.unread, callsOf(fixture.portal, 'im.notify.get').length], [1, 0]);
    notices.setWatched(true);
    await untilChanged(notices, () => notices.load.kind === 'ready');
    const before = requests(fixture.portal).length;
    await session.refresh();
    assert.equal(requests(fixture.portal).length, before + 1, 'nothing new, nothing asked');
    const later = add();
    await session.refresh();
    await untilChanged(notices, () => notices.get(later) !== undefined);
    notices.setWatched(false);
    add();
    const since = callsOf(fixture.portal, 'im.notify.get').length;
    await session.refresh();
    assert.deepEqual([notices.unread, callsOf(fixture.portal, 'im.notify.get').length], [3, since]);
  });

  it('knows the names of what notifies, or does without', async () => {
    await begin();
    fixture.portal.faults.add('im.notify.schema.get', { kind: 'error', status: 403, error: 'ACCESS_DENIED' });
    assert.equal((await notices.modules()).size, 0);
    assert.equal((await notices.modules()).get('tasks'), 'Tasks');
  });
});

/** Resolves once the store is as wanted. */
function untilChanged(store: NoticeStore, isWanted: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    if (isWanted()) return resolve();
    const subscription = store.onDidChange(() => {
      if (!isWanted()) return;
      subscription.dispose();
      resolve();
    });
  });
}
