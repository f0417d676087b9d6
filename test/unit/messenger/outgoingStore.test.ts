import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'mocha';
import { isPortalError, PortalError } from '../../../src/bitrix24/rest/portalError.ts';
import { MessengerError } from '../../../src/messenger/messengerError.ts';
import { type Outgoing, textContent } from '../../../src/messenger/outgoing.ts';
import { OutgoingStore } from '../../../src/messenger/outgoingStore.ts';
import { outgoingKey } from '../../../src/messenger/stateKeys.ts';
import { MemoryStateStore } from './memoryPorts.ts';

const ACCOUNT = 'account';

function outgoing(text: string, dialogId = 'chat97'): Outgoing {
  return {
    uuid: crypto.randomUUID(),
    content: textContent(dialogId, text),
    createdAt: 1_000,
    baselineId: 841,
    othersIds: [],
    state: { kind: 'sending' },
  };
}

describe('messenger: what waits to be sent', () => {
  let state: MemoryStateStore;
  let store: OutgoingStore;

  beforeEach(() => {
    state = new MemoryStateStore();
    store = new OutgoingStore(state, ACCOUNT);
  });

  const restarted = (): OutgoingStore => new OutgoingStore(state, ACCOUNT);

  it('is on disk before it is on the wire, and comes back as what may have arrived', async () => {
    const item = {
      ...outgoing('hello'),
      content: { ...textContent('7', 'hi'), attach: [{ MESSAGE: 'x' }], replyTo: 5 },
    };
    await store.add(item);
    const [back] = restarted().of('7');
    assert.deepEqual(back?.content, item.content);
    assert.deepEqual([back.uuid, back.baselineId, back.createdAt], [item.uuid, 841, 1_000]);
    assert.ok(back.state.kind === 'failed');
    assert.equal(back.state.mayHaveArrived, true);
    assert.ok(back.state.error instanceof MessengerError);
    assert.deepEqual(back.state.error.problem, { kind: 'interrupted' });
  });

  it('keeps why something failed, but not where a portal moved to', async () => {
    const error = new PortalError({
      kind: 'moved',
      code: 'MOVED',
      outcome: 'not-executed',
      method: 'im.message.add',
      status: 302,
      movedTo: 'https://new.example',
      description: 'in its own words',
    });
    const item = outgoing('hello');
    await store.add(item);
    await store.update(item.uuid, { state: { kind: 'failed', error, mayHaveArrived: false } });
    assert.ok(!state.text.includes('new.example'));
    const back = restarted().get(item.uuid);
    assert.ok(back?.state.kind === 'failed' && isPortalError(back.state.error));
    assert.deepEqual(
      [back.state.error.kind, back.state.error.code, back.state.error.description, back.state.mayHaveArrived],
      ['moved', 'MOVED', 'in its own words', false],
    );
  });

  it('tells which dialog has changed, in the order of writing', async () => {
    const changes: string[] = [];
    store.onDidChange((dialogId) => changes.push(dialogId));
    const items = [outgoing('one'), outgoing('two', '7'), outgoing('three')];
    for (const item of items) await store.add(item);
    await store.remove(items[1]?.uuid ?? '');
    await store.remove('unknown');
    assert.deepEqual(changes, ['chat97', '7', 'chat97', '7']);
    assert.deepEqual(
      store.of('chat97').map((item) => item.content.text),
      ['one', 'three'],
    );
    assert.equal(store.size, 2);
  });

  it('notes the id of a sent message with the others of its dialog, on disk as well', async () => {
    const [sent, waiting, elsewhere] = [outgoing('same'), outgoing('same'), outgoing('same', '7')];
    for (const item of [sent, waiting, elsewhere]) await store.add(item);
    await store.complete(sent.uuid, 900);
    assert.equal(store.get(sent.uuid), undefined);
    assert.deepEqual(restarted().get(waiting.uuid)?.othersIds, [900]);
    assert.deepEqual(restarted().get(elsewhere.uuid)?.othersIds, []);
  });

  it('does not hold what could not be written', async () => {
    state.isFull = true;
    await assert.rejects(store.add(outgoing('hello')), /full/);
    assert.equal(store.size, 0);
  });

  it('takes several all or none', async () => {
    for (let index = 0; index < 199; index += 1) await store.add(outgoing(`#${index}`));
    await assert.rejects(store.add(outgoing('first half'), outgoing('second half')));
    assert.equal(store.size, 199);
    assert.equal(restarted().size, 199);
    await store.add(outgoing('alone'));
    assert.equal(restarted().size, 200);
  });

  it('takes 200 and no more, and reads no more', async () => {
    for (let index = 0; index < 200; index += 1) await store.add(outgoing(`#${index}`));
    await assert.rejects(store.add(outgoing('one more')), {
      problem: { kind: 'tooManyWaiting', limit: 200 },
    });
    const written = state.get(outgoingKey(ACCOUNT)) as { uuid: string }[];
    const more = written.map((item) => ({ ...item, uuid: crypto.randomUUID() }));
    await state.set(outgoingKey(ACCOUNT), [...more, ...written]);
    assert.equal(restarted().size, 200);
    assert.equal(restarted().of('chat97').at(-1)?.content.text, '#199');
  });

  it('leaves alone what another window waits for', async () => {
    const [here, there] = [outgoing('here'), outgoing('there')];
    const other = restarted();
    await store.add(here);
    await other.add(there);
    await store.update(here.uuid, { baselineId: 900 });
    await store.complete(here.uuid, 901);
    assert.deepEqual(
      restarted()
        .of('chat97')
        .map((item) => item.content.text),
      ['there'],
    );
    await other.remove(there.uuid);
    assert.deepEqual(state.keys, []);
  });

  it('comes back in the order it was written', async () => {
    const items = [1, 2, 3].map((second) => ({ ...outgoing(`#${second}`), createdAt: second * 1_000 }));
    for (const item of items) await store.add(item);
    await store.update(items[0]?.uuid ?? '', { baselineId: 900 });
    assert.deepEqual(
      restarted()
        .of('chat97')
        .map((item) => item.content.text),
      ['#1', '#2', '#3'],
    );
  });

  it('leaves nothing on disk when nothing waits', async () => {
    const item = outgoing('hello');
    await store.add(item);
    await store.remove(item.uuid);
    assert.deepEqual(state.keys, []);
  });

  it('reads what it can of a damaged state', async () => {
    const item = outgoing('good');
    await store.add(item);
    const [good] = state.get(outgoingKey(ACCOUNT)) as Record<string, unknown>[];
    const damaged = [
      null,
      1,
      'x',
      [],
      {},
      { ...good, uuid: 'x' },
      { ...good, content: {} },
      { ...good, content: null },
    ];
    for (const value of [
      null,
      'text',
      5,
      { length: 3 },
      [...damaged, good, { ...good, error: { kind: 'x' } }],
    ]) {
      await state.set(outgoingKey(ACCOUNT), value);
      assert.equal(restarted().size, Array.isArray(value) ? 1 : 0);
    }
  });

  it('writes nothing once it is disposed', async () => {
    const item = outgoing('hello');
    await store.add(item);
    const before = state.text;
    store.dispose();
    await store.remove(item.uuid);
    assert.equal(state.text, before);
  });
});
