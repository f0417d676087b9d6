// A webview may be handed from one account's dialog to another's of the same id: nothing may stay behind in it.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'mocha';
import type { ExtensionMessage } from '../../src/protocol/channel.ts';
import { PageWorkshop, type ThreadPage } from './pageHarness.ts';
import { manyRows, samplePage, sampleThread } from './sampleRows.ts';

const MINE = 'account-of-this-page';
const OTHER = 'another-account';

let workshop: PageWorkshop;
before(async () => {
  workshop = await PageWorkshop.start();
});
after(() => workshop.stop());
afterEach(() => workshop.closePages());

describe('the page of one of several accounts', () => {
  const page = samplePage(sampleThread(manyRows(1, 3)));
  const { dialogId } = page.state.header;
  const left = (accountId: string): object => ({
    dialogId,
    accountId,
    draft: 'left by a page',
    isPosted: false,
    position: { key: '2', messageId: 2, offset: 4, newestId: 3 },
  });

  async function load(savedState?: object): Promise<ThreadPage> {
    const options = savedState === undefined ? {} : { savedState };
    return workshop.load({
      ...options,
      // As the extension's page has it, before its script runs.
      prepare: (loading) =>
        loading.addInitScript((account) => {
          document.addEventListener('readystatechange', () => {
            const root = document.getElementById('root');
            if (root) root.dataset['account'] = account;
          });
        }, MINE),
    });
  }

  async function tell(thread: ThreadPage, account: string | undefined): Promise<void> {
    const message: ExtensionMessage = { kind: 'notification', name: 'open', params: page };
    await thread.page.evaluate(
      (given) => window.postMessage(given, '*'),
      account === undefined ? message : { ...message, account },
    );
  }

  it('takes up what it left itself', async () => {
    const thread = await load(left(MINE));
    const ready = await thread.waitForCommand('ready');
    assert.deepEqual([ready.dialogId, ready.place?.messageId], [dialogId, 2]);
    await tell(thread, MINE);
    await thread.field.waitFor();
    assert.equal(await thread.field.inputValue(), 'left by a page');
  });

  it('knows nothing of what a page of another account left, and leaves its own under its name', async () => {
    const thread = await load(left(OTHER));
    assert.deepEqual(await thread.waitForCommand('ready'), {});
    await tell(thread, MINE);
    await thread.field.waitFor();
    assert.equal(await thread.field.inputValue(), '');
    await thread.field.fill('mine');
    await thread.waitForCommand('draftChanged');
    const { state, posts } = await thread.record();
    const { accountId, draft } = state as { readonly accountId: unknown; readonly draft: unknown };
    assert.deepEqual([accountId, draft], [MINE, 'mine']);
    for (const post of posts) assert.equal((post as { readonly account?: unknown }).account, MINE);
  });

  it('shows nothing that was said to another account, or to none', async () => {
    const thread = await load();
    await tell(thread, OTHER);
    await tell(thread, undefined);
    await thread.frames();
    assert.equal(await thread.field.count(), 0);
    await tell(thread, MINE);
    await thread.field.waitFor();
  });
});
