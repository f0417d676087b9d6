// Many waiting messages in few requests: once, in order, and whatever fails alone.
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { textContent } from '../../../src/messenger/outgoing.ts';
import type { Features } from '../../portal/methods/call.ts';
import type { Portal } from '../../portal/portal.ts';
import { ids, startFixture } from '../../portal/portalFixture.ts';
import { settled } from '../manualClock.ts';
import { MemoryFolder } from './memoryFolder.ts';
import { callsOf, makeSession, requests, send, type SessionFixture, untilAllSent } from './sessionFixture.ts';

const SEND = 'im.message.add';
const DIALOG = `chat${ids.group}`;
const old: Partial<Features> = { templateId: false, uuidShown: false };

describe('messenger: many sends at once', () => {
  let portal: Portal;
  const opened: SessionFixture[] = [];

  async function open(given: Parameters<typeof makeSession>[1] = {}): Promise<SessionFixture> {
    const fixture = makeSession(portal, { folder: new MemoryFolder(), ...given });
    opened.push(fixture);
    await fixture.session.startSending();
    return fixture;
  }

  afterEach(async () => {
    for (const { session } of opened.splice(0)) session.dispose();
    await portal.stop();
  });

  const CHATS = [301, 302, 303];

  async function openKnown(): Promise<SessionFixture> {
    ({ portal } = await startFixture({}, (world) => {
      for (const id of CHATS) world.addChat({ id, title: String(id), owner: ids.me, members: [ids.tai] });
    }));
    const fixture = await open();
    await send(fixture.session, { to: DIALOG, text: 'shows that uuids are kept' });
    await fixture.session.refresh();
    portal.clearCalls();
    return fixture;
  }

  const write = async ({ session }: SessionFixture, count: number): Promise<void> => {
    const contents = Array.from({ length: count }, (_, index) =>
      textContent(`chat${CHATS[index % CHATS.length]}`, `#${index}`),
    );
    await session.sendAll(contents, { keepFailed: true });
  };

  const assertAllOnceInOrder = (count: number, without: readonly string[] = []): void => {
    for (const [index, chatId] of CHATS.entries()) {
      const wanted = Array.from({ length: count }, (_, each) => each)
        .filter((each) => each % CHATS.length === index)
        .map((each) => `#${each}`)
        .filter((text) => !without.includes(text));
      assert.deepEqual(
        portal.world
          .chat(chatId)
          .messages.filter(({ authorId }) => authorId === ids.me)
          .map(({ text }) => text),
        wanted,
      );
    }
  };

  it('go in few requests, once and in order', async () => {
    const fixture = await openKnown();
    await write(fixture, 150);
    await untilAllSent(fixture.session);
    assertAllOnceInOrder(150);
    assert.ok(requests(portal).length <= 6, `${requests(portal).length} requests`);
  });

  it('stop at the one that is refused, and go on behind it', async () => {
    const fixture = await openKnown();
    portal.faults.add((call) => call.params['MESSAGE'] === '#30', {
      kind: 'error',
      status: 403,
      error: 'ACCESS_ERROR',
    });
    await write(fixture, 90);
    const { session } = fixture;
    while (session.outgoing.size > 1) await settled();
    const [failed] = session.outgoing.items;
    assert.deepEqual(
      [failed?.content.text, failed?.state.kind, failed?.mayHaveArrived],
      ['#30', 'failed', false],
    );
    assertAllOnceInOrder(90, ['#30']);
  });

  for (const when of ['before', 'after'] as const) {
    it(`arrive once where the connection drops ${when} a whole batch is stored`, async () => {
      const fixture = await openKnown();
      portal.faults.add('batch', { kind: 'drop', when });
      await write(fixture, 60);
      await untilAllSent(fixture.session);
      assertAllOnceInOrder(60);
    });
  }

  it('go alone where a batch would read them otherwise', async () => {
    const fixture = await openKnown();
    const odd = ['$result[m0]', 'costs $TIME[start] each', 'plain $ and #br# stays'];
    const contents = odd.map((text, index) => textContent(`chat${CHATS[index]}`, text));
    await fixture.session.sendAll([...contents, ...CHATS.map((id) => textContent(`chat${id}`, 'after it'))], {
      keepFailed: true,
    });
    await untilAllSent(fixture.session);
    for (const [index, chatId] of CHATS.slice(0, 2).entries()) {
      const own = portal.world.chat(chatId).messages.filter(({ authorId }) => authorId === ids.me);
      assert.deepEqual(
        own.map(({ text }) => text),
        [odd[index], 'after it'],
      );
    }
  });

  it('go one by one to a portal that has not shown that it keeps uuids', async () => {
    ({ portal } = await startFixture({ features: old }, (world) => {
      for (const id of CHATS) world.addChat({ id, title: String(id), owner: ids.me, members: [ids.tai] });
    }));
    const fixture = await open();
    await write(fixture, 30);
    await untilAllSent(fixture.session);
    assertAllOnceInOrder(30);
    assert.ok(callsOf(portal, SEND).every(({ batch }) => batch === undefined));
  });
});
