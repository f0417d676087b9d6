// Threads over a restart: shown before the portal answers, right once it has.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { isPortalError } from '../../../src/bitrix24/rest/portalError.ts';
import { isWorthAnotherTry } from '../../../src/messenger/threadLoad.ts';
import { ids } from '../../portal/portalFixture.ts';
import { FollowedPortal, shown } from './followedPortal.ts';
import { opened, Restarts, untilThread } from './restarts.ts';
import { callsOf, requests, send } from './sessionFixture.ts';

const GROUP = `chat${ids.group}`;

describe('messenger: a thread of an earlier session, opened again', () => {
  let here: FollowedPortal;
  let restarts: Restarts;

  beforeEach(async () => {
    here = await FollowedPortal.start({ messages: 160 });
    restarts = new Restarts(here);
  });

  afterEach(async () => {
    restarts.kill();
    await here.stop();
  });

  it('is there without the portal: messages, authors, what it is, and as of when', async () => {
    await restarts.run(GROUP);
    here.portal.faults.add('*', { kind: 'drop', when: 'before' }, Infinity);
    const { session } = await restarts.start();
    const thread = await opened(session, GROUP);
    assert.ok(thread.load.kind === 'stale' && isPortalError(thread.load.error));
    assert.equal(thread.load.asOf, session.dialogs.staleSince);
    assert.deepEqual(shown(thread), here.stored().slice(-50));
    assert.equal(thread.details?.title, 'Release');
    assert.equal(session.users.get(ids.tai)?.name, 'Tài Lê');
    assert.equal(thread.timeline.hasOlder, true);
    assert.equal(isWorthAnotherTry(thread.load), true);
  });

  it('is fresh by itself when the portal is back', async () => {
    await restarts.run(GROUP);
    const fault = here.portal.faults.add('*', { kind: 'drop', when: 'before' }, Infinity);
    const { session } = await restarts.start();
    await assert.rejects(session.refresh());
    const thread = await opened(session, GROUP);
    const news = await here.post(ids.tai, GROUP);
    fault.dispose();
    await session.refresh();
    await untilThread(thread, ({ load }) => load.kind === 'ready');
    assert.equal(shown(thread).at(-1), news);
  });

  it('is asked for in one request, together with what is shown of it', async () => {
    await restarts.run(GROUP);
    const { session } = await restarts.start();
    here.portal.clearCalls();
    const thread = await opened(session, GROUP);
    assert.equal(thread.load.kind, 'ready');
    assert.equal(requests(here.portal).length, 1);
    assert.deepEqual(
      callsOf(here.portal, 'im.dialog.messages.get').map(({ params }) => params['LAST_ID']),
      ['0', String((here.stored().at(-1) ?? 0) + 1)],
    );
  });

  it('shows first what was known, then what was edited, deleted and written meanwhile', async () => {
    const { session: first } = await restarts.start();
    await first.refresh();
    const before = await opened(first, GROUP);
    await before.loadOlder();
    await restarts.stop();
    const kept = here.stored().slice(-100);
    const [edited = 0, removed = 0, deleted = 0] = [kept[3], kept[10], kept[98]];
    const { messages } = here.world.chat(ids.group);
    const record = messages.find(({ id }) => id === edited);
    assert.ok(record);
    record.text = 'edited meanwhile';
    messages.splice(
      messages.findIndex(({ id }) => id === removed),
      1,
    );
    here.world.deleteMessage(deleted);
    const news = await here.post(ids.linh, GROUP, 'written meanwhile');

    const { session } = await restarts.start();
    const { thread } = session.openThread(GROUP);
    await untilThread(thread, ({ load }) => load.kind === 'stale');
    assert.deepEqual(shown(thread), kept);
    await untilThread(thread, ({ load }) => load.kind === 'ready');
    assert.deepEqual(shown(thread), here.stored().slice(-shown(thread).length));
    assert.deepEqual([shown(thread).length >= 100, shown(thread).at(-1)], [true, news]);
    const messageOf = (id: number) => thread.timeline.messages.find((message) => message.id === id);
    assert.equal(messageOf(edited)?.text, 'edited meanwhile');
    assert.equal(messageOf(removed), undefined);
    assert.ok(messageOf(deleted)?.isDeleted ?? true);
  });

  it('keeps what is unread apart, and tells the portal of no reading', async () => {
    const { session: first } = await restarts.start();
    await first.refresh();
    const unread = await here.post(ids.tai, GROUP, 'unread');
    const before = await opened(first, GROUP);
    assert.equal(before.firstUnreadId, unread);
    await restarts.stop();
    const later = await here.post(ids.tai, GROUP, 'unread too');
    here.portal.clearCalls();

    const { session } = await restarts.start();
    const { thread } = session.openThread(GROUP);
    await untilThread(thread, ({ load }) => load.kind === 'stale');
    assert.equal(thread.firstUnreadId, unread);
    assert.ok(thread.readId < unread);
    await untilThread(thread, ({ load }) => load.kind === 'ready');
    await session.refresh();
    assert.equal(thread.firstUnreadId, unread);
    assert.equal(shown(thread).at(-1), later);
    assert.deepEqual(callsOf(here.portal, 'im.dialog.read'), []);
  });

  it('begins the unread ones where they were read to elsewhere', async () => {
    const { session: first } = await restarts.start();
    await first.refresh();
    await here.post(ids.tai, GROUP, 'read on the phone');
    await opened(first, GROUP);
    await restarts.stop();
    here.world.readAll(ids.me, ids.group);
    const unread = await here.post(ids.tai, GROUP, 'not read yet');
    const { session } = await restarts.start();
    const thread = await opened(session, GROUP);
    assert.equal(thread.firstUnreadId, unread);
  });

  it('takes a mark back that was set elsewhere meanwhile', async () => {
    await restarts.run(GROUP);
    const marked = here.stored().at(-2) ?? 0;
    here.world.setLastRead(ids.me, ids.group, here.stored().at(-3) ?? 0);
    const { session } = await restarts.start();
    const thread = await opened(session, GROUP);
    assert.equal(thread.firstUnreadId, marked);
  });

  it('says so where this person is no longer let in, and keeps nothing of it', async () => {
    await restarts.run(GROUP);
    here.world.removeMember(ids.group, ids.me);
    const { session } = await restarts.start();
    const thread = await opened(session, GROUP);
    assert.ok(thread.load.kind === 'failed' && isPortalError(thread.load.error));
    assert.equal(thread.load.error.code, 'ACCESS_ERROR');
    await session.flush();
    assert.equal(await restarts.cacheFolder.read(`thread-${GROUP}.json`), undefined);
  });

  it('gives way to the newest page where more has come than joins on, and shows the first unread one', async () => {
    await restarts.run(GROUP);
    here.fill(ids.group, 170);
    const { session } = await restarts.start();
    const thread = await opened(session, GROUP);
    assert.equal(thread.firstUnreadId, here.stored()[160]);
    assert.deepEqual(
      thread.timeline.messages.map(({ id }) => id),
      here.stored().slice(-50),
    );
    assert.ok(thread.shown.messages.some(({ id }) => id === thread.firstUnreadId));
  });

  it('holds what is sent while it is not fresh yet', async () => {
    await restarts.run(GROUP);
    const { session } = await restarts.start();
    const gate = here.portal.faults.hold('im.dialog.get');
    const { thread } = session.openThread(GROUP);
    await gate.reached;
    const id = await send(session, { to: GROUP, text: 'mine' });
    assert.equal(shown(thread).at(-1), id);
    gate.open();
    await untilThread(thread, ({ load }) => load.kind === 'ready');
    assert.equal(shown(thread).at(-1), id);
    assert.equal(shown(thread).filter((other) => other === id).length, 1);
  });

  it('of somebody who closes it at once is written all the same', async () => {
    const { session } = await restarts.start();
    const entry = session.openThread(GROUP);
    await untilThread(entry.thread, ({ load }) => load.kind === 'ready');
    entry.dispose();
    await restarts.stop();
    assert.ok((await restarts.cacheFolder.read(`thread-${GROUP}.json`))?.includes('#159'));
  });
});
