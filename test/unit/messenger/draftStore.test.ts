import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'mocha';
import { accountDrafts } from '../../../src/messenger/accountDrafts.ts';
import type { DraftStore } from '../../../src/messenger/draftStore.ts';
import { leadsAlone } from '../../../src/messenger/leadership.ts';
import { OutboxFolder } from '../../../src/messenger/outboxFolder.ts';
import { fresh, type Outgoing, textContent } from '../../../src/messenger/outgoing.ts';
import { OutgoingStore } from '../../../src/messenger/outgoingStore.ts';
import { draftsKey } from '../../../src/messenger/stateKeys.ts';
import { ManualClock } from '../manualClock.ts';
import { SilentLogger } from '../silentLogger.ts';
import { MemoryFolder } from './memoryFolder.ts';
import { MemoryStateStore } from './memoryPorts.ts';

const ACCOUNT = 'account';
const CHAT = 'chat97';

/** A window over a disk, as it is or as a crash has left it. */
class Window {
  readonly clock = new ManualClock();
  readonly logger = new SilentLogger();
  readonly outgoing: OutgoingStore;
  readonly drafts: DraftStore;

  constructor(folder: MemoryFolder, state = new MemoryStateStore()) {
    const { clock, logger } = this;
    this.outgoing = new OutgoingStore(
      new OutboxFolder(folder.subfolder('outbox'), logger),
      leadsAlone,
      logger,
    );
    this.drafts = accountDrafts(ACCOUNT, this.outgoing, { folder, state, clock, logger });
  }

  async read(dialogId: string): Promise<string> {
    await this.drafts.read(dialogId);
    return this.drafts.get(dialogId);
  }

  /** As the composer's handler does. */
  async send(text: string): Promise<void> {
    const draft = await this.drafts.hold(CHAT, { text });
    const item = outgoing(text, draft.id);
    await this.outgoing
      .addAll([item], () => draft.leave())
      .finally(() => {
        draft.release();
      });
  }
}

function outgoing(text: string, draftId: string | undefined): Outgoing {
  return {
    uuid: crypto.randomUUID(),
    order: 1,
    createdAt: 0,
    keepFailed: true,
    attempts: 0,
    mayHaveArrived: false,
    baselineId: 0,
    othersIds: [],
    ...(draftId === undefined ? {} : { draftId }),
    state: fresh,
    content: textContent(CHAT, text),
  };
}

describe('messenger: drafts', () => {
  let folder: MemoryFolder;
  let here: Window;
  let drafts: DraftStore;

  beforeEach(() => {
    folder = new MemoryFolder();
    here = new Window(folder);
    drafts = here.drafts;
  });

  it('survive a kill soon after the last key, to the letter', async () => {
    const text = '  nửa câu\n\tнедописанное 👋 \u202b ';
    drafts.set(CHAT, text);
    await here.clock.advanceAsync(300);
    const next = new Window(folder.copy());
    assert.deepEqual([await next.read(CHAT), await next.read('7')], [text, '']);
  });

  it('are written by a window that is disposed, and not after it', async () => {
    drafts.set(CHAT, 'half');
    drafts.dispose();
    drafts.set('7', 'late');
    await drafts.settled();
    const next = new Window(folder);
    assert.deepEqual([await next.read(CHAT), await next.read('7')], ['half', '']);
  });

  it('keep what they answer, whom they mention and what is being reworded over them', async () => {
    const about = { messageId: 5, author: 'Anna', excerpt: 'Who?' };
    const mentions = [{ userId: 7, name: 'Anna' }];
    const edit = { ...about, text: 'reworded', mentions };
    drafts.set(CHAT, '', { mentions, replyTo: about, edit });
    await drafts.flush();
    const later = new Window(folder);
    assert.equal(await later.read(CHAT), '');
    assert.deepEqual(later.drafts.contextOf(CHAT), { mentions, replyTo: about, edit });
    later.drafts.set(CHAT, 'plain');
    assert.deepEqual(later.drafts.contextOf(CHAT), {});
    later.drafts.set(CHAT, '');
    await later.drafts.flush();
    assert.deepEqual(await folder.subfolder('drafts').list(), []);
  });

  it('of several windows: the latest writer wins, each dialog for itself', async () => {
    const other = new Window(folder);
    drafts.set(CHAT, 'here');
    drafts.set('7', 'here');
    await drafts.flush();
    other.drafts.set(CHAT, 'there');
    await other.drafts.flush();
    assert.deepEqual([await here.read(CHAT), await here.read('7')], ['there', 'here']);
  });

  it('of a dialog that is followed are known here as soon as another window has written them', async () => {
    const other = new Window(folder);
    const following = drafts.follow(CHAT);
    const changed: string[] = [];
    drafts.onDidChange((dialogId) => changed.push(`${dialogId}: ${drafts.get(dialogId)}`));
    const written = async (dialogId: string, text: string): Promise<void> => {
      other.drafts.set(dialogId, text);
      await other.drafts.flush();
      // Every read of this folder ends within the moment.
      await new Promise(setImmediate);
    };
    await written(CHAT, 'a');
    await written('7', 'not followed');
    await written(CHAT, 'ab');
    drafts.set(CHAT, 'mine, not written yet');
    await written(CHAT, 'abc');
    await drafts.flush();
    await written(CHAT, '');
    following.dispose();
    await written(CHAT, 'later');
    assert.deepEqual(
      changed,
      ['a', 'ab', 'mine, not written yet', ''].map((text) => `${CHAT}: ${text}`),
    );
  });

  it('give way when there are too many, the oldest first', async () => {
    drafts.set('chat1', 'oldest');
    await drafts.flush();
    for (let index = 0; index < 200; index += 1) drafts.set(`chat${index + 10}`, 'x');
    await drafts.flush();
    const next = new Window(folder);
    assert.deepEqual([await next.read('chat1'), await next.read('chat10')], ['', 'x']);
    assert.equal((await folder.subfolder('drafts').list()).length, 200);
  });

  it('that are damaged are dropped, with a line in the log', async () => {
    for (const damaged of ['', 'text', '{"version":1}', '[]']) {
      await folder.subfolder('drafts').write(`${CHAT}.json`, damaged);
      const window = new Window(folder);
      assert.equal(await window.read(CHAT), '');
      assert.equal(window.logger.lines.filter(({ level }) => level === 'warn').length, 1);
      assert.deepEqual(await folder.subfolder('drafts').list(), []);
    }
  });

  it('stay with a window whose disk fails, and are written when it does no longer', async () => {
    const disk = folder.subfolder('drafts');
    disk.onWrite = () => {
      throw new Error('The disk is full');
    };
    drafts.set(CHAT, 'half');
    await here.clock.advanceAsync(1_000);
    assert.equal(await here.read(CHAT), 'half');
    disk.onWrite = () => undefined;
    await here.clock.advanceAsync(10_000);
    assert.equal(await new Window(folder).read(CHAT), 'half');
  });

  it('of former versions move once, and no late write of the editor brings them back', async () => {
    const state = new MemoryStateStore();
    const old = [
      ['7', 'old'],
      [CHAT, 'older', { mentions: [{ userId: 7, name: 'Anna' }] }],
    ];
    await state.set(draftsKey(ACCOUNT), old);
    const window = new Window(folder, state);
    assert.deepEqual([await window.read('7'), await window.read(CHAT)], ['old', 'older']);
    assert.deepEqual(window.drafts.contextOf(CHAT), { mentions: [{ userId: 7, name: 'Anna' }] });
    assert.deepEqual(state.keys, []);
    await window.send('older');
    await state.set(draftsKey(ACCOUNT), old);
    assert.equal(await new Window(folder, state).read(CHAT), '');
  });
});

describe('messenger: the draft of a text that is sent', () => {
  let folder: MemoryFolder;
  let here: Window;

  beforeEach(async () => {
    folder = new MemoryFolder();
    here = new Window(folder);
    here.drafts.set(CHAT, 'Hello');
    await here.drafts.flush();
  });

  it('is at every moment of a crash either a draft or a message, never both and never none', async () => {
    const moments: MemoryFolder[] = [];
    for (const name of ['outbox', 'drafts']) {
      folder.subfolder(name).onWrite = () => void moments.push(folder.copy());
    }
    await here.send('Hello');
    moments.push(folder.copy());
    const seen: string[] = [];
    for (const moment of moments) {
      const next = new Window(moment);
      const draft = await next.read(CHAT);
      seen.push(`${draft}|${next.outgoing.items.map(({ content }) => content.text).join()}`);
    }
    assert.deepEqual(seen, ['Hello|', '|Hello', '|Hello']);
  });

  it('is gone from disk before the message can be', async () => {
    const disk = folder.subfolder('drafts');
    let wasHeld: boolean | undefined;
    disk.onWrite = () => {
      wasHeld = here.outgoing.items.every(({ uuid }) => here.outgoing.isHeld(uuid));
    };
    await here.send('Hello');
    assert.equal(wasHeld, false);
    assert.deepEqual(await disk.list(), []);
  });

  it('keeps what was typed on meanwhile', async () => {
    const draft = await here.drafts.hold(CHAT, { text: 'Hello' });
    here.drafts.set(CHAT, 'Hello and more');
    await here.outgoing.addAll([outgoing('Hello', draft.id)], () => draft.leave());
    draft.release();
    await here.clock.advanceAsync(300);
    assert.equal(here.drafts.get(CHAT), ' and more');
    assert.equal(await new Window(folder.copy()).read(CHAT), ' and more');
  });

  it('stays where the message is refused', async () => {
    folder.subfolder('outbox').onWrite = () => {
      throw new Error('The disk is full');
    };
    await assert.rejects(here.send('Hello'));
    assert.equal(here.drafts.get(CHAT), 'Hello');
    assert.equal(await new Window(folder.copy()).read(CHAT), 'Hello');
  });

  it('does not come back where it cannot be removed', async () => {
    folder.subfolder('drafts').onWrite = () => {
      throw new Error('The disk is full');
    };
    await here.send('Hello');
    assert.equal(await here.read(CHAT), '');
    assert.equal(await new Window(folder.copy()).read(CHAT), '');
  });

  it('takes nothing with it that another window has begun since', async () => {
    const other = new Window(folder);
    other.drafts.set(CHAT, 'Another thought');
    await other.drafts.flush();
    await here.send('Hello');
    assert.equal(await new Window(folder).read(CHAT), 'Another thought');
  });
});
