// What waits is seen in every window of an account and sent by one of them, whichever leads.
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { isPortalError } from '../../../src/bitrix24/rest/portalError.ts';
import { repeatsAt, textContent } from '../../../src/messenger/outgoing.ts';
import type { Features } from '../../portal/methods/call.ts';
import type { Portal } from '../../portal/portal.ts';
import { ids, startFixture } from '../../portal/portalFixture.ts';
import { settled } from '../manualClock.ts';
import { GivenLeadership } from './leaders.ts';
import { MemoryFolder } from './memoryFolder.ts';
import {
  callsOf,
  makeSession,
  send,
  type SessionFixture,
  storedTexts,
  untilAllSent,
  untilOutgoing,
  writeInVain,
} from './sessionFixture.ts';

const SEND = 'im.message.add';
const DIALOG = `chat${ids.group}`;
const TEXT = 'Exactly once, đúng một lần';
const portals: Readonly<Record<string, Partial<Features>>> = {
  'a portal of today': {},
  'a portal that ignores TEMPLATE_ID': { templateId: false, uuidShown: false },
};

describe('messenger: the outbox in several windows', () => {
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

  async function start(features: Partial<Features> = {}): Promise<void> {
    ({ portal } = await startFixture({ features }));
    await portal.as(ids.tai).post(DIALOG, 'Before');
  }

  const stored = (): readonly number[] => storedTexts(portal, ids.group, TEXT);
  const sends = (): number => callsOf(portal, SEND).length;
  const texts = (): readonly string[] =>
    portal.world
      .chat(ids.group)
      .messages.filter(({ authorId }) => authorId === ids.me)
      .map(({ text }) => text);

  let leader: SessionFixture;
  let follower: SessionFixture;
  const lead = { leader: new GivenLeadership(true), follower: new GivenLeadership(false) };

  /** Timers up to `skipUpToMs` cost no time; a session's usual ones where absent. */
  async function openBoth(features: Partial<Features> = {}, skipUpToMs?: number): Promise<void> {
    await start(features);
    lead.leader = new GivenLeadership(true);
    lead.follower = new GivenLeadership(false);
    const time = skipUpToMs === undefined ? {} : { skipUpToMs };
    leader = await open({ leadership: lead.leader, ...time });
    const { state, folder, session } = leader;
    follower = await open({ state, folder, account: session.account, leadership: lead.follower, ...time });
  }

  const outboxFiles = async (): Promise<readonly string[]> =>
    (await leader.folder.subfolder('outbox').list())
      .map(({ name }) => name)
      .filter((name) => !name.startsWith('portal'));

  it('the one that leads sends, and the other hears what became of it', async () => {
    await openBoth();
    const messageId = await send(follower.session, { to: DIALOG, text: TEXT });
    assert.deepEqual(stored(), [messageId]);
    assert.equal(sends(), 1);
    await settled();
    assert.deepEqual(await outboxFiles(), []);
    assert.deepEqual([leader.session.outgoing.size, follower.session.outgoing.size], [0, 0]);
  });

  it('keeps the order of what one of them writes', async () => {
    await openBoth();
    const wanted = Array.from({ length: 20 }, (_, index) => `#${index}`);
    const results = wanted.map((text) => send(follower.session, { to: DIALOG, text }));
    await Promise.all(results);
    assert.deepEqual(texts(), wanted);
  });

  it('a program in the other one hears that it cannot go', async () => {
    await openBoth();
    portal.faults.add('*', { kind: 'error', status: 401, error: 'INVALID_CREDENTIALS' });
    const error = await send(follower.session, { to: DIALOG, text: TEXT }, false);
    assert.ok(isPortalError(error) && error.kind === 'auth');
    await settled();
    assert.deepEqual(await outboxFiles(), []);
  });

  it('the other one retries and discards through the one that leads', async () => {
    await openBoth();
    portal.faults.add(SEND, { kind: 'error', status: 403, error: 'ACCESS_ERROR' }, 2);
    const one = await writeInVain(follower.session, { to: DIALOG, text: 'one' });
    const two = await writeInVain(follower.session, { to: DIALOG, text: 'two' });
    assert.deepEqual([one.state.kind, two.state.kind], ['failed', 'failed']);
    await follower.session.retrySend(one.uuid);
    await follower.session.discardSend(two.uuid);
    await Promise.all([untilAllSent(leader.session), untilAllSent(follower.session)]);
    assert.deepEqual(texts(), ['one']);
    assert.deepEqual(await outboxFiles(), []);
  });

  it('one whose answer was lost is looked for when somebody asks, and goes again only when that is safe', async () => {
    await openBoth({}, 1_900);
    portal.faults.add(SEND, { kind: 'drop', when: 'before' });
    await follower.session.send(textContent(DIALOG, TEXT), { keepFailed: true });
    const isLookedFor = (item: Parameters<typeof repeatsAt>[0]): boolean => repeatsAt(item) !== undefined;
    const { uuid } = await untilOutgoing(follower.session, DIALOG, isLookedFor);
    const lost = await untilOutgoing(leader.session, DIALOG, isLookedFor);
    assert.equal(repeatsAt(lost), leader.clock.now() + 63_500);
    await follower.session.send(textContent(DIALOG, 'behind'), { keepFailed: true });
    for (const { session } of [follower, leader]) {
      const looked = portal.waitForCall(({ method }) => method === 'server.time');
      session.retrySend(uuid).catch(() => undefined);
      await looked;
      assert.equal(sends(), 1, 'a look sends nothing');
    }
    // It was on its way all the time.
    await portal.as(ids.me).post(DIALOG, TEXT, { TEMPLATE_ID: uuid });
    const [, behind] = leader.session.outgoing.of(DIALOG);
    await leader.session.retrySend(behind?.uuid ?? '');
    await Promise.all([untilAllSent(leader.session), untilAllSent(follower.session)]);
    assert.deepEqual(texts(), [TEXT, 'behind']);
    assert.equal(sends(), 2);
  });

  for (const [name, features] of Object.entries(portals)) {
    it(`whoever comes to lead goes on where the other was, on ${name}`, async () => {
      await openBoth(features);
      const gate = portal.faults.hold(SEND);
      const sent = ['one', 'two', 'three'].map((text) => send(follower.session, { to: DIALOG, text }));
      await gate.reached;
      lead.leader.become(false);
      leader.session.dispose();
      lead.follower.become(true);
      let looks = 0;
      portal.onCall(({ method }) => {
        looks += method === 'server.time' ? 1 : 0;
        if (looks === 2) gate.open();
      });
      await Promise.all(sent);
      assert.deepEqual(texts(), ['one', 'two', 'three']);
    });
  }

  it('nothing goes out from one that finds out that it does not lead any more', async () => {
    await openBoth();
    lead.leader.confirmed = false;
    const sending = send(follower.session, { to: DIALOG, text: TEXT });
    for (let turn = 0; turn < 20; turn++) await settled();
    assert.equal(sends(), 0);
    lead.leader.become(false);
    lead.follower.become(true);
    await sending;
    assert.equal(stored().length, 1);
  });
});
