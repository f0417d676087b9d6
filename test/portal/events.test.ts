import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { deviations } from './conformance/structure.ts';
import { tolerance } from './conformance/tolerance.ts';
import { EVENT_METHODS } from './methods/events.ts';
import type { ManualClock } from './manualClock.ts';
import type { Portal } from './portal.ts';
import { failure, ids, post, result, startFixture } from './portalFixture.ts';
import type { World } from './world.ts';

const GET = 'im.v2.Event.get';

type Event = {
  readonly eventId: number;
  readonly type: string;
  readonly date: string;
  readonly data: Readonly<Record<string, unknown>> & {
    readonly message: Readonly<Record<string, unknown>>;
    readonly chat: { readonly dialogId: string };
    readonly user: { readonly id: number };
  };
};

type Page = { readonly events: readonly Event[]; readonly nextOffset: number; readonly hasMore: boolean };

describe('portal: events', () => {
  let portal: Portal;
  let world: World;
  let clock: ManualClock;

  beforeEach(async () => {
    ({ portal, world, clock } = await startFixture());
  });

  afterEach(() => portal.stop());

  const read = (params: Record<string, unknown> = {}): Promise<Page> => result<Page>(portal, GET, params);
  const typesOf = ({ events }: Page): readonly string[] => events.map((event) => event.type);
  const subscribe = (): Promise<unknown> => result(portal, 'im.v2.Event.subscribe');

  it('records nothing before the subscription, and everything of the own chats after it', async () => {
    await portal.as(ids.tai).post('chat97', 'before');
    assert.deepEqual(await read(), { events: [], nextOffset: 0, hasMore: false });
    assert.equal(await subscribe(), true);
    const sent = await portal.as(ids.tai).post('chat97', 'after');
    await portal.as(ids.me).post('chat97', 'my own');
    await portal.as(ids.tai).post('chat98', 'a chat of others');
    await portal.as(ids.tai).edit(sent, 'changed');
    await portal.as(ids.linh).like(sent);
    await portal.as(ids.linh).like(sent);
    await portal.as(ids.tai).delete(sent);
    await portal.as(ids.tai).call('im.chat.user.add', { CHAT_ID: ids.group, USERS: [ids.guest] });
    const page = await read();
    assert.deepEqual(typesOf(page), [
      'ONIMV2MESSAGEADD',
      'ONIMV2MESSAGEADD',
      'ONIMV2MESSAGEUPDATE',
      'ONIMV2REACTIONCHANGE',
      'ONIMV2REACTIONCHANGE',
      'ONIMV2MESSAGEDELETE',
      'ONIMV2JOINCHAT',
      'ONIMV2MESSAGEADD',
    ]);
    const [, , edit, liked, unliked, deletion, join] = page.events.map((event) => event.data);
    assert.equal(edit?.message['text'], 'changed');
    assert.deepEqual(
      [liked?.['reaction'], liked?.['action'], unliked?.['action']],
      ['like', 'add', 'delete'],
    );
    assert.equal(deletion?.['messageId'], sent);
    assert.equal('message' in (deletion ?? {}), false);
    assert.equal(join?.['dialogId'], 'chat97');
    assert.equal(join?.user.id, ids.guest);
  });

  it('tells each reader of a private dialog who the other one is', async () => {
    await subscribe();
    world.events.subscribe(ids.tai);
    await portal.as(ids.tai).post(ids.me, 'hello');
    const [mine] = (await read()).events;
    assert.equal(mine?.data.chat.dialogId, String(ids.tai));
  });

  it('gives the same again until an offset confirms it, for every reader of this user', async () => {
    await subscribe();
    await portal.as(ids.tai).post('chat97', 'one');
    await portal.as(ids.tai).post('chat97', 'two');
    const page = await read();
    assert.deepEqual(await read(), page);
    assert.equal(page.nextOffset, (page.events.at(-1)?.eventId ?? 0) + 1);
    const [, second] = page.events;
    assert.deepEqual((await read({ offset: second?.eventId })).events, [second]);
    assert.deepEqual((await read()).events, [second], 'what was confirmed is gone for good');
    assert.deepEqual(await read({ offset: page.nextOffset }), {
      events: [],
      nextOffset: page.nextOffset,
      hasMore: false,
    });
  });

  it('says that there is more when a page is full', async () => {
    await subscribe();
    for (let count = 0; count < 3; count += 1) await portal.as(ids.tai).post('chat97', `#${count}`);
    const first = await read({ limit: 2 });
    assert.deepEqual([first.events.length, first.hasMore], [2, true]);
    const rest = await read({ limit: 1, offset: first.nextOffset });
    assert.deepEqual([rest.events.length, rest.hasMore], [1, true], 'full, though nothing is behind it');
    assert.equal((await read({ limit: 0 })).events.length, 1, 'the limit is at least one');
  });

  it('keeps them for a day', async () => {
    await subscribe();
    await portal.as(ids.tai).post('chat97', 'yesterday');
    clock.advance(24 * 3600_000 + 1);
    await portal.as(ids.tai).post('chat97', 'today');
    assert.deepEqual(
      (await read()).events.map((event) => event.data.message['text']),
      ['today'],
    );
  });

  it('forgets all when the subscription ends, and takes further calls without complaint', async () => {
    await subscribe();
    await portal.as(ids.tai).post('chat97', 'news');
    assert.equal(await subscribe(), true);
    assert.equal((await read()).events.length, 1);
    assert.equal(await result(portal, 'im.v2.Event.unsubscribe'), true);
    assert.equal(await result(portal, 'im.v2.Event.unsubscribe'), true);
    assert.deepEqual(typesOf(await read()), []);
  });

  it('gives the payload the documents show, with the answered message, ints as strings', async () => {
    await subscribe();
    const first = await portal.as(ids.tai).post('chat97', 'question');
    await portal.as(ids.tai).post('chat97', 'answer', { REPLY_ID: first });
    const { events } = await read();
    assert.deepEqual(events[1]?.data.message['params'], { REPLY_ID: String(first) });
    const sample = JSON.parse(
      readFileSync(new URL('examples/_event.ONIMV2MESSAGEADD.json', import.meta.url), 'utf8'),
    ) as readonly { readonly body: unknown }[];
    for (const { data } of events) {
      const found = deviations([sample[0]?.body], data, tolerance);
      // The sample leaves these two empty.
      const other = found.filter(({ path }) => !/^body\.chat\.(?:entityLink|permissions)\./.test(path));
      assert.deepEqual(other, []);
    }
  });

  it('is unknown to an older portal', async () => {
    const { portal: older } = await startFixture({ features: { missingMethods: EVENT_METHODS } });
    try {
      for (const method of EVENT_METHODS) {
        assert.equal(await failure(older, method), '404 ERROR_METHOD_NOT_FOUND');
      }
      const { body } = await post(older, 'method.get', { name: GET });
      assert.deepEqual(body['result'], { isExisting: false, isAvailable: false });
    } finally {
      await older.stop();
    }
  });
});
