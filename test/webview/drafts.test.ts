// What stands half-written in the composer: where it comes from, who is told of it, and what it gives way to.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'mocha';
import { type Composed, type Composing, fieldBecomes, openComposerIn } from './composing.ts';
import { PageWorkshop } from './pageHarness.ts';
import { manyRows, samplePage, sampleThread } from './sampleRows.ts';

let workshop: PageWorkshop;
before(async () => {
  workshop = await PageWorkshop.start();
});
after(() => workshop.stop());
afterEach(() => workshop.closePages());

const openComposer = (...given: Composed): Promise<Composing> => openComposerIn(workshop, ...given);

describe('a draft', () => {
  it('is shown when the page opens', async () => {
    const { thread } = await openComposer({ draft: 'Half a thought' });

    assert.equal(await thread.field.inputValue(), 'Half a thought');
    assert.deepEqual(await thread.commands('draftChanged'), []);
  });

  it('is told to the extension a few times while it is typed, the last time whole', async () => {
    const { thread } = await openComposer();
    const value = 'A sentence that is typed without a pause';
    await thread.field.pressSequentially(value);
    await thread.page.waitForFunction((wanted) => {
      const last = globalThis.host.posts.findLast(
        (post) => post.kind === 'command' && post.name === 'draftChanged',
      );
      return (last?.params as { text: string } | undefined)?.text === wanted;
    }, value);

    assert.ok((await thread.commands('draftChanged')).length < value.length / 2);
  });

  it('is told at once when the field is left or the page goes', async () => {
    const { thread } = await openComposer();
    await thread.field.fill('One');
    await thread.field.blur();
    assert.equal((await thread.commands('draftChanged')).at(-1)?.text, 'One');
    await thread.field.fill('Two');
    await thread.page.evaluate(() => window.dispatchEvent(new PageTransitionEvent('pagehide')));
    assert.equal((await thread.commands('draftChanged')).at(-1)?.text, 'Two');
  });

  it('is left with VS Code at every key, with the dialog it belongs to', async () => {
    const { thread } = await openComposer();
    assert.deepEqual((await thread.record()).state, { dialogId: 'chat97', draft: '', isPosted: true });
    await thread.field.fill('One');
    assert.deepEqual((await thread.record()).state, { dialogId: 'chat97', draft: 'One', isPosted: false });
    await thread.field.blur();
    assert.deepEqual((await thread.record()).state, { dialogId: 'chat97', draft: 'One', isPosted: true });
  });

  it('of before a reload counts only if the extension was not told of it', async () => {
    const saved = { dialogId: 'chat97', draft: 'From the page', isPosted: false };
    const fields: Record<string, string> = {};
    for (const [name, savedState] of Object.entries({
      newer: saved,
      told: { ...saved, isPosted: true },
      other: { ...saved, dialogId: '7' },
      broken: { dialogId: 'chat97', draft: 7 },
    })) {
      const { thread } = await openComposer({ draft: 'From the extension' }, { savedState });
      fields[name] = await thread.field.inputValue();
      if (name === 'newer') assert.equal((await thread.waitForCommand('draftChanged')).text, 'From the page');
    }

    const theirs = 'From the extension';
    assert.deepEqual(fields, { newer: 'From the page', told: theirs, other: theirs, broken: theirs });
  });

  it('that was written elsewhere is shown, and not over what is being typed', async () => {
    const { thread } = await openComposer({ draft: 'Old' });
    const elsewhere = (text: string) => thread.notify('draft', { dialogId: 'chat97', text, context: {} });
    await elsewhere('Newer');
    await fieldBecomes(thread, 'Newer');
    await thread.field.focus();
    await elsewhere('Newest');
    await fieldBecomes(thread, 'Newest');
    await thread.field.press('!');
    await elsewhere('Over it');
    await thread.frames();
    assert.equal(await thread.field.inputValue(), 'Newest!');
    await thread.field.blur();
    await elsewhere('');
    await fieldBecomes(thread, '');
    assert.deepEqual(
      (await thread.commands('draftChanged')).map(({ text }) => text),
      ['Newest!'],
      'what comes from the extension is not told to it',
    );
  });

  it('of another thread takes the place of the text', async () => {
    const { thread } = await openComposer({ draft: 'For the chat' });
    await thread.field.fill('For the chat, longer');
    const other = sampleThread([]);
    const header = { ...other.header, dialogId: '7' };
    await thread.notify('open', samplePage({ ...other, header }, { draft: 'For Anna' }));

    await fieldBecomes(thread, 'For Anna');
    // Told before the page turned to the other one, and of the dialog it was written in.
    assert.deepEqual(await thread.commands('draftChanged'), [
      { dialogId: 'chat97', text: 'For the chat, longer' },
    ]);
  });

  it('of another thread is not touched by an answer to a message of this one', async () => {
    const { thread, answer } = await openComposer();
    await thread.field.fill('Hello');
    await thread.field.press('Enter');
    await thread.waitForRequest('send');
    const other = sampleThread([]);
    const header = { ...other.header, dialogId: '7' };
    await thread.notify('open', samplePage({ ...other, header }, { draft: 'Hello Anna' }));
    await answer({ kind: 'accepted' });
    await thread.frames();
    assert.equal(await thread.field.inputValue(), 'Hello Anna');

    await thread.field.press('Enter');
    assert.deepEqual(await thread.waitForRequest('send', 2), { dialogId: '7', text: 'Hello Anna' });
  });

  it('in the making survives that the same thread is opened anew', async () => {
    const { thread } = await openComposer({ draft: 'Old' });
    await thread.field.fill('New');
    await thread.notify('open', samplePage(sampleThread(manyRows(1, 3)), { draft: 'Old' }));
    await thread.frames();

    assert.equal(await thread.field.inputValue(), 'New');
    // Told meanwhile; but what comes now may have been sent before it was heard.
    await thread.waitForCommand('draftChanged');
    await thread.notify('open', samplePage(sampleThread(manyRows(1, 3)), { draft: 'Old' }));
    await thread.frames();

    assert.equal(await thread.field.inputValue(), 'New');
  });
});
