// Finding messages and people of a dialog over real HTTP.
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { MessageSearch } from '../../../src/messenger/messageSearch.ts';
import type { Thread } from '../../../src/messenger/thread.ts';
import { ids } from '../../portal/portalFixture.ts';
import { FollowedPortal } from './followedPortal.ts';
import { callsOf, openVisible } from './sessionFixture.ts';

const GROUP = `chat${ids.group}`;
const SEARCH = 'im.dialog.messages.search';

describe('messenger: search in a dialog', () => {
  let here: FollowedPortal;
  let thread: Thread;
  let search: MessageSearch;

  async function start(messages = 120): Promise<void> {
    here = await FollowedPortal.start({ messages });
    thread = await openVisible(here.session, GROUP);
    search = new MessageSearch(thread, here.session.portal, here.session.users);
  }

  afterEach(() => here.stop());

  it('finds what is not loaded, the newest first, page by page', async () => {
    await start();
    const { messages, isLocal } = await search.find({ text: '#11' });
    assert.equal(isLocal, false);
    const wanted = here.world.chat(ids.group).messages.filter(({ text }) => text.startsWith('#11'));
    assert.deepEqual(
      messages.map(({ id }) => id),
      wanted.map(({ id }) => id).reverse(),
    );
    assert.ok(thread.shown.hasOlder);
    const [oldest] = (await search.find({ text: '#19' })).messages.slice(-1);
    assert.equal(oldest?.text, '#19');
    assert.ok((oldest?.id ?? 0) < (thread.shown.messages[0]?.id ?? 0));
  });

  it('goes on below the last hit', async () => {
    await start(0);
    for (let index = 0; index < 60; index++) await here.post(ids.tai, GROUP, `needle ${index}`);
    const first = await search.find({ text: 'needle' });
    assert.deepEqual([first.messages.length, first.hasMore], [50, true]);
    const second = await search.find({ text: 'needle', beforeId: first.messages.at(-1)?.id });
    assert.deepEqual([second.messages.length, second.hasMore], [10, false]);
    const found = [...first.messages, ...second.messages].map(({ id }) => id);
    assert.deepEqual(found, [...here.stored()].reverse());
  });

  it('looks for a short phrase only in what is loaded, and says so', async () => {
    await start();
    here.portal.clearCalls();
    const { messages, isLocal } = await search.find({ text: '#9' });
    assert.equal(isLocal, true);
    assert.deepEqual(
      messages.map(({ text }) => text),
      ['#99', '#98', '#97', '#96', '#95', '#94', '#93', '#92', '#91', '#90'],
    );
    assert.equal(callsOf(here.portal, SEARCH).length, 0);
  });

  it('looks between moments, with words or without, there and in what is loaded', async () => {
    await start();
    const dateOf = (text: string): number =>
      here.world.chat(ids.group).messages.find((message) => message.text === text)?.dateMs ?? 0;
    const days = { from: dateOf('#5'), to: dateOf('#8') };
    const texts = async (text: string): Promise<readonly string[]> =>
      (await search.find({ text, ...days })).messages.map((message) => message.text);
    assert.deepEqual(await texts(''), ['#8', '#7', '#6', '#5']);
    // What is too short for the portal would bring all of these days.
    assert.deepEqual(await texts('#7'), []);
    const loaded = { from: dateOf('#100'), to: dateOf('#119') };
    const found = await search.find({ text: '#9', ...loaded });
    assert.deepEqual([found.messages, found.isLocal], [[], true]);
  });

  it('looks in what is loaded where the portal has no search, and does not ask again', async () => {
    await start();
    here.portal.faults.add(SEARCH, { kind: 'error', error: 'ERROR_METHOD_NOT_FOUND', status: 404 });
    here.portal.clearCalls();
    for (let count = 0; count < 2; count++) {
      const { messages, isLocal } = await search.find({ text: '#118' });
      assert.deepEqual([messages.length, isLocal], [1, true]);
    }
    assert.equal(callsOf(here.portal, SEARCH).length, 1);
  });

  it('ends an earlier question when a later one is asked', async () => {
    await start();
    const held = here.portal.faults.hold(SEARCH, 'before');
    const first = search.find({ text: '#118' });
    await held.reached;
    const second = search.find({ text: '#117' });
    await assert.rejects(first);
    held.open();
    assert.equal((await second).messages[0]?.text, '#117');
  });

  it('learns what a found message answers', async () => {
    await start(3);
    const source = thread.newestId;
    await here.portal.as(ids.tai).call('im.message.add', {
      DIALOG_ID: GROUP,
      MESSAGE: 'an answer to it',
      REPLY_ID: source,
    });
    const { messages } = await search.find({ text: 'an answer' });
    assert.equal(messages[0]?.replyTo, source);
    await here.tick(6);
    assert.equal(thread.timeline.messages.at(-1)?.replyTo, source);
  });

  it('lists the members in pages', async () => {
    await start(3);
    const page = await here.session.portal.members.page(GROUP, 0);
    const members = [...here.world.chat(ids.group).members.keys()].sort((a, b) => a - b);
    assert.deepEqual(
      page.users.map(({ id }) => id).sort((a, b) => a - b),
      members,
    );
    assert.deepEqual([page.total, page.next], [members.length, undefined]);
  });
});
