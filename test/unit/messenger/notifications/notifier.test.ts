// What is told of a portal on which others write, over real HTTP.
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import type { NewsItem } from '../../../../src/messenger/notifications/newsItem.ts';
import type { Telling } from '../../../../src/messenger/notifications/notifier.ts';
import { minuteOfDay, usualRules } from '../../../../src/messenger/notifications/notificationRules.ts';
import type { Session } from '../../../../src/messenger/session.ts';
import { ids, startFixture, type Fixture } from '../../../portal/portalFixture.ts';
import { MemoryFolder } from '../memoryFolder.ts';
import { makeSession, openVisible, requests, type SessionFixture } from '../sessionFixture.ts';

const GROUP = `chat${ids.group}`;
const TAI = String(ids.tai);

describe('messenger: telling of new messages', () => {
  let fixture: Fixture;
  let open: SessionFixture[] = [];

  afterEach(async () => {
    for (const { session } of open) session.dispose();
    open = [];
    await fixture.portal.stop();
  });

  /** As after a start: the list is there, nothing is on screen. */
  const signIn = async (folder = new MemoryFolder()): Promise<SessionFixture & { told: Telling[] }> => {
    const made = makeSession(fixture.portal, { folder });
    open.push(made);
    const told: Telling[] = [];
    made.session.inbox.notifier.onDidTell((telling) => told.push(telling));
    made.session.inbox.start();
    await made.session.cache.restoreList();
    await made.session.refresh();
    return { ...made, told };
  };
  const say = (author: number, dialogId: string | number, text: string): Promise<number> =>
    fixture.portal.as(author).post(dialogId, text);

  it('tells of nothing that was unread before the first start', async () => {
    fixture = await startFixture();
    await say(ids.tai, ids.me, 'Before');
    const { session, told } = await signIn();
    await settled(session);
    assert.equal(told.length, 0);
    assert.deepEqual(session.inbox.missed.items, []);
  });

  it('tells of a direct message, once, and keeps it as missed until it is read', async () => {
    fixture = await startFixture();
    const { session, told } = await signIn();
    const messageId = await say(ids.tai, ids.me, '[B]Hello[/B]');
    await session.refresh();
    await settled(session);
    await session.refresh();
    await settled(session);
    assert.deepEqual(told.map(brief), [{ isDigest: false, items: [['7', 1, 'Hello']] }]);
    assert.deepEqual(
      session.inbox.missed.items.map((item) => [item.messageId, item.authorName]),
      [[messageId, 'Tài Lê']],
    );
    await fixture.portal.as(ids.me).read(TAI);
    await session.refresh();
    assert.deepEqual(session.inbox.missed.items, []);
  });

  it('puts what came at one moment into one', async () => {
    fixture = await startFixture();
    const { session, told } = await signIn();
    await say(ids.tai, ids.me, 'One');
    await say(ids.tai, ids.me, 'Two');
    await say(ids.linh, GROUP, 'For [USER=1]Trung[/USER]');
    await say(ids.linh, GROUP, 'And for nobody');
    await session.refresh();
    await settled(session);
    assert.equal(told.length, 1);
    assert.deepEqual(
      new Set(told[0]?.items.map(row)),
      new Set([
        ['7', 2, 'Two'],
        [GROUP, 2, 'For Trung'],
      ]),
    );
  });

  it('asks for words and status in one request, and only where it depends on them', async () => {
    fixture = await startFixture();
    const { session, told } = await signIn();
    await say(ids.linh, GROUP, 'For nobody');
    await session.refresh();
    const before = requests(fixture.portal).length;
    await settled(session);
    assert.equal(requests(fixture.portal).length, before + 1);
    assert.equal(told.length, 0);
    await say(ids.tai, ids.me, 'Direct');
    await session.refresh();
    const since = requests(fixture.portal).length;
    await settled(session);
    assert.equal(requests(fixture.portal).length, since, 'a direct message needs nothing more');
    assert.equal(told.length, 1);
  });

  it('tells nothing of the thread on screen, of own messages, and of what is muted', async () => {
    fixture = await startFixture();
    const { session, told } = await signIn();
    await openVisible(session, TAI);
    await say(ids.tai, ids.me, 'On screen');
    await session.refresh();
    await settled(session);
    session.setThreadVisible(TAI, false);
    await say(ids.me, ids.tai, 'Own, from the phone');
    await session.refresh();
    await settled(session);
    fixture.world.setMuted(ids.me, ids.group, true);
    await say(ids.linh, GROUP, '[USER=1]Trung[/USER]');
    await session.refresh();
    await settled(session);
    assert.equal(told.length, 0);
    session.inbox.notifier.setRules({ ...usualRules, tellsMutedMentions: true });
    await say(ids.linh, GROUP, '[USER=all]all[/USER], now');
    await session.refresh();
    await settled(session);
    assert.deepEqual(told.map(brief), [{ isDigest: false, items: [[GROUP, 1, 'all, now']] }]);
  });

  it('holds what comes while debugging, and tells it as one digest without what was read', async () => {
    fixture = await startFixture();
    const { session, told } = await signIn();
    session.inbox.notifier.setDebugging(true);
    await say(ids.tai, ids.me, 'First');
    await session.refresh();
    await settled(session);
    await say(ids.linh, ids.me, 'Second');
    await say(ids.tai, ids.me, 'Third');
    await session.refresh();
    await settled(session);
    assert.equal(told.length, 0);
    await fixture.portal.as(ids.me).read(ids.linh);
    await session.refresh();
    session.inbox.notifier.setDebugging(false);
    assert.deepEqual(told.map(brief), [{ isDigest: true, items: [['7', 2, 'Third']] }]);
  });

  it('tells with the digest what came just before the rest ended', async () => {
    fixture = await startFixture();
    const { session, told } = await signIn();
    session.inbox.notifier.setDebugging(true);
    await say(ids.tai, ids.me, 'During');
    await session.refresh();
    await settled(session);
    await say(ids.tai, ids.me, 'At the end');
    await session.refresh();
    session.inbox.notifier.setDebugging(false);
    assert.equal(told.length, 0);
    await settled(session);
    assert.deepEqual(told.map(brief), [{ isDigest: true, items: [['7', 2, 'At the end']] }]);
  });

  it('holds while the status is “do not disturb”, and hears from the portal that it is over', async () => {
    fixture = await startFixture();
    const { session, told, clock } = await signIn();
    await fixture.portal.as(ids.me).call('im.user.status.set', { STATUS: 'dnd' });
    await say(ids.tai, ids.me, 'Quiet');
    await session.refresh();
    await settled(session);
    assert.deepEqual([told.length, session.inbox.status.current], [0, 'dnd']);
    await fixture.portal.as(ids.me).call('im.user.status.set', { STATUS: 'online' });
    const over = new Promise<Telling>((resolve) => session.inbox.notifier.onDidTell(resolve));
    clock.advance(61_000);
    assert.deepEqual(brief(await over), { isDigest: true, items: [['7', 1, 'Quiet']] });
  });

  it('holds what comes outside of the hours until they begin', async () => {
    fixture = await startFixture();
    const { session, told, clock } = await signIn();
    const soon = minuteOfDay(clock.now()) + 2;
    const hours = { from: soon % 1_440, to: (soon + 60) % 1_440 };
    session.inbox.notifier.setRules({ ...usualRules, hours });
    await say(ids.tai, ids.me, 'Early');
    await session.refresh();
    await settled(session);
    for (let halfMinutes = 0; halfMinutes < 6 && told.length === 0; halfMinutes += 1) {
      assert.ok(minuteOfDay(clock.now()) !== hours.from);
      clock.advance(30_000);
      await new Promise((resolve) => setImmediate(resolve));
    }
    assert.deepEqual(told.map(brief), [{ isDigest: true, items: [['7', 1, 'Early']] }]);
    assert.equal(minuteOfDay(clock.now()), hours.from);
  });

  it('tells what came since the last run as one digest', async () => {
    fixture = await startFixture();
    const folder = new MemoryFolder();
    const first = await signIn(folder);
    await say(ids.tai, ids.me, 'Told in time');
    await first.session.refresh();
    await settled(first.session);
    await first.session.flush();
    first.session.dispose();
    await first.session.ended();
    await say(ids.linh, ids.me, 'While it was closed');
    await say(ids.tai, ids.me, 'And this');
    const { session, told } = await signIn(folder);
    await settled(session);
    assert.equal(told.length, 1);
    assert.deepEqual(
      [told[0]?.isDigest, new Set(told[0]?.items.map(row))],
      [
        true,
        new Set([
          ['7', 1, 'And this'],
          ['9', 1, 'While it was closed'],
        ]),
      ],
    );
    assert.deepEqual(
      new Map(session.inbox.missed.items.map(({ dialogId, count }) => [dialogId, count])),
      new Map([
        ['7', 2],
        ['9', 1],
      ]),
      'what was missed in the last run is still there',
    );
  });

  it('tells nothing again that another window has told', async () => {
    fixture = await startFixture();
    const folder = new MemoryFolder();
    const first = await signIn(folder);
    await first.session.flush();
    // The list is kept now and then, what was told at once.
    const later = folder.copy();
    await say(ids.tai, ids.me, 'Told in the first window');
    await first.session.refresh();
    await settled(first.session);
    assert.equal(first.told.length, 1);
    const missed = await folder.subfolder('notifications').read('missed.json');
    await later.subfolder('notifications').write('missed.json', missed ?? '');
    const { session, told } = await signIn(later);
    await settled(session);
    assert.equal(told.length, 0);
    assert.equal(session.inbox.missed.items.length, 1);
  });

  it('follows a dialog’s own rule, in every window', async () => {
    fixture = await startFixture();
    const folder = new MemoryFolder();
    const { session, told } = await signIn(folder);
    const other = await signIn(folder);
    const heard = new Promise<void>((resolve) =>
      other.session.inbox.dialogRules.onDidChange(() => resolve()),
    );
    await session.inbox.dialogRules.set(TAI, 'none');
    await heard;
    assert.equal(other.session.inbox.dialogRules.of(TAI), 'none');
    await say(ids.tai, ids.me, 'Not now');
    await session.refresh();
    await settled(session);
    assert.equal(told.length, 0);
    await session.inbox.dialogRules.set(TAI, undefined);
    await say(ids.tai, ids.me, 'Now');
    await session.refresh();
    await settled(session);
    assert.deepEqual(
      told.map(({ items }) => items.map(row)),
      [[['7', 1, 'Now']]],
    );
  });

  it('tells a direct message even where the portal answers no further question', async () => {
    fixture = await startFixture();
    const { session, told } = await signIn();
    await say(ids.tai, ids.me, 'Hello');
    await session.refresh();
    fixture.portal.faults.add('im.user.status.get', { kind: 'error', status: 403, error: 'ACCESS_DENIED' });
    await settled(session);
    assert.deepEqual(
      told.map(({ items }) => items.map(row)),
      [[['7', 1, 'Hello']]],
    );
  });
});

/** Resolves once what has come is decided, and kept. */
async function settled({ inbox }: Session): Promise<void> {
  while (!inbox.notifier.isIdle) await new Promise((resolve) => setImmediate(resolve));
  await inbox.settled();
}

function brief({ isDigest, items }: Telling): unknown {
  return { isDigest, items: items.map(row) };
}

function row({ dialogId, count, text }: NewsItem): readonly [string, number, string] {
  return [dialogId, count, text];
}
