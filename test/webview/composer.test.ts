// Writing: what sends, what does not, and that no word is lost or sent twice.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'mocha';
import { type Composed, type Composing, fieldBecomes, openComposerIn } from './composing.ts';
import { PageWorkshop } from './pageHarness.ts';
import { manyRows, paragraph, samplePage, sampleRow, sampleSettings, sampleThread } from './sampleRows.ts';

let workshop: PageWorkshop;
before(async () => {
  workshop = await PageWorkshop.start();
});
after(() => workshop.stop());
afterEach(() => workshop.closePages());

describe('sending', () => {
  it('sends with Enter and empties the field once the text is taken', async () => {
    const { thread, answer } = await openComposer();
    await thread.field.pressSequentially('Hello');
    await thread.field.press('Enter');
    assert.deepEqual(await thread.waitForRequest('send'), { dialogId: 'chat97', text: 'Hello' });
    assert.equal(await thread.field.inputValue(), 'Hello');
    const told = (await thread.record()).posts.map(({ name }) => name);
    // A draft that is told after the text was sent comes back as one.
    assert.deepEqual(told.filter((name) => name !== 'sawUpTo').slice(-2), ['draftChanged', 'send']);

    await answer({ kind: 'accepted' });
    await fieldBecomes(thread, '');
    assert.equal((await thread.commands('draftChanged')).at(-1)?.text, '');
  });

  it('sends with the button', async () => {
    const { thread } = await openComposer();
    await thread.field.fill('Hello');
    await thread.page.getByRole('button', { name: 'Send' }).click();

    assert.deepEqual(await thread.waitForRequest('send'), { dialogId: 'chat97', text: 'Hello' });
  });

  it('breaks the line with Shift+Enter', async () => {
    const { thread } = await openComposer();
    await thread.field.pressSequentially('one');
    await thread.field.press('Shift+Enter');
    await thread.field.pressSequentially('two');
    await thread.frames();

    assert.equal(await thread.field.inputValue(), 'one\ntwo');
    assert.deepEqual(await thread.requests('send'), []);
  });

  it('turns the keys round when the setting says so, also while the page is open', async () => {
    const { thread } = await openComposer();
    await thread.notify('settings', { ...sampleSettings, enterSends: false });
    await thread.field.pressSequentially('one');
    await thread.field.press('Enter');
    await thread.field.press('Shift+Enter');
    await thread.field.pressSequentially('two');
    await thread.frames();
    assert.equal(await thread.field.inputValue(), 'one\n\ntwo');
    assert.deepEqual(await thread.requests('send'), []);

    await thread.field.press('Control+Enter');
    assert.deepEqual(await thread.waitForRequest('send'), { dialogId: 'chat97', text: 'one\n\ntwo' });
    await thread.field.press('Meta+Enter');
    await thread.frames();
    assert.equal((await thread.requests('send')).length, 1);
  });

  it('sends once, however often Enter is pressed', async () => {
    const { thread, answer } = await openComposer();
    await thread.field.fill('Hello');
    await Promise.all([
      thread.field.press('Enter'),
      thread.field.press('Enter'),
      thread.field.press('Enter'),
    ]);
    await thread.page.getByRole('button', { name: 'Send' }).click();
    await answer({ kind: 'accepted' });
    await fieldBecomes(thread, '');
    await thread.field.press('Enter');
    await thread.frames();

    assert.equal((await thread.requests('send')).length, 1);
  });

  it('sends the next message after the first', async () => {
    const { thread, answer } = await openComposer();
    await thread.field.fill('First');
    await thread.field.press('Enter');
    await thread.waitForRequest('send');
    await answer({ kind: 'accepted' });
    await fieldBecomes(thread, '');
    await thread.field.fill('Second');
    await thread.field.press('Enter');

    assert.deepEqual(await thread.waitForRequest('send', 2), { dialogId: 'chat97', text: 'Second' });
  });

  it('sends apart what was sent while the first was being taken, and no more once one was refused', async () => {
    const { thread, answer } = await openComposer();
    for (const text of ['First', 'Second', 'Third']) {
      await thread.field.pressSequentially(text);
      await thread.field.press('Enter');
    }
    await answer({ kind: 'accepted' });
    assert.deepEqual(await thread.waitForRequest('send', 2), { dialogId: 'chat97', text: 'Second' });
    await answer({ kind: 'refused', reason: 'The message is too long.' });
    await thread.page.getByRole('alert').filter({ hasText: 'too long' }).waitFor();
    await thread.frames();

    assert.equal((await thread.requests('send')).length, 2);
    assert.equal(await thread.field.inputValue(), 'SecondThird');
  });

  it('does not send blanks', async () => {
    const { thread } = await openComposer();
    await thread.field.fill(' \n\t ');
    await thread.field.press('Enter');
    const button = thread.page.getByRole('button', { name: 'Send' });
    assert.equal(await button.getAttribute('aria-disabled'), 'true');
    await button.click({ force: true });
    await thread.frames();

    assert.deepEqual(await thread.requests('send'), []);
    assert.equal(await thread.field.inputValue(), ' \n\t ');
  });

  it('keeps what is typed while a message is on its way', async () => {
    const { thread, answer } = await openComposer();
    await thread.field.fill('Hello');
    await thread.field.press('Enter');
    await thread.waitForRequest('send');
    await thread.field.pressSequentially(' and more');
    await answer({ kind: 'accepted' });
    await fieldBecomes(thread, ' and more');

    assert.equal((await thread.commands('draftChanged')).at(-1)?.text, ' and more');
  });

  it('keeps a refused text and says why, until the person goes on', async () => {
    const { thread, answer } = await openComposer();
    await thread.field.fill('Hello');
    await thread.field.press('Enter');
    await thread.waitForRequest('send');
    await answer({ kind: 'refused', reason: 'The message is too long.' });
    const alert = thread.page.getByRole('alert').filter({ hasText: 'The message is too long.' });
    await alert.waitFor();
    assert.equal(await thread.field.inputValue(), 'Hello');

    await thread.field.press('End');
    await thread.field.pressSequentially('!');
    await alert.waitFor({ state: 'detached' });
    await thread.field.press('Enter');
    assert.deepEqual(await thread.waitForRequest('send', 2), { dialogId: 'chat97', text: 'Hello!' });
  });

  it('keeps the text when the extension fails, and shows its sentence', async () => {
    const thread = await workshop.load();
    thread.onRequest('send', () => {
      throw new Error('The disk is full.');
    });
    await thread.notify('open', samplePage(sampleThread(manyRows(1, 3))));
    await thread.field.fill('Hello');
    await thread.field.press('Enter');

    await thread.page.getByRole('alert').filter({ hasText: 'The disk is full.' }).waitFor();
    assert.equal(await thread.field.inputValue(), 'Hello');
  });

  it('leaves a text above the limit to the extension, with the count in view', async () => {
    const { thread } = await openComposer({ settings: { ...sampleSettings, messageLimit: 100 } });
    await thread.field.fill('😀'.repeat(95));
    await thread.page.getByText('5 characters left').waitFor();
    assert.equal(await thread.field.getAttribute('aria-invalid'), 'false');
    await thread.field.fill('a'.repeat(103));
    await thread.page.getByText('3 characters too many').waitFor();
    assert.equal(await thread.field.getAttribute('aria-invalid'), 'true');
    await thread.field.press('Enter');

    assert.equal((await thread.waitForRequest('send')).text.length, 103);
  });
});

describe('an input method', () => {
  it('keeps Enter while it composes', async () => {
    const { thread } = await openComposer();
    await thread.field.focus();
    const session = await thread.page.context().newCDPSession(thread.page);
    await session.send('Input.imeSetComposition', { text: 'にほん', selectionStart: 3, selectionEnd: 3 });
    assert.equal(await thread.field.inputValue(), 'にほん');
    // What Chromium tells the page of a key that the input method takes.
    const enter = { type: 'rawKeyDown', key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 229 } as const;
    await session.send('Input.dispatchKeyEvent', enter);
    await session.send('Input.insertText', { text: '日本' });
    await thread.frames();
    assert.deepEqual(await thread.requests('send'), []);
    assert.equal(await thread.field.inputValue(), '日本');

    await thread.field.press('Enter');
    assert.deepEqual(await thread.waitForRequest('send'), { dialogId: 'chat97', text: '日本' });
  });

  it('keeps Enter also where the composition ends before the key is told', async () => {
    const { thread } = await openComposer();
    await thread.field.fill('日本');
    await thread.field.evaluate((field) => {
      field.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }));
      field.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true, data: '日本' }));
      field.dispatchEvent(
        new KeyboardEvent('keydown', { key: 'Enter', keyCode: 229, bubbles: true, cancelable: true }),
      );
    });
    await thread.frames();

    assert.deepEqual(await thread.requests('send'), []);
  });
});

describe('the field', () => {
  it('grows with the text up to a bound, and then scrolls', async () => {
    const { thread } = await openComposer({}, { height: 600 });
    const height = async (): Promise<number> => (await thread.field.boundingBox())!.height;
    const oneLine = await height();
    await thread.field.fill('one\ntwo\nthree');
    assert.ok((await height()) > oneLine * 2);
    await thread.field.fill('line\n'.repeat(200));
    assert.ok((await height()) <= 600 * 0.4 + 1);
    await thread.field.fill('');
    assert.equal(await height(), oneLine);
  });

  it('undoes and redoes by itself, also what a link put in', async () => {
    const { thread } = await openComposer({}, {}, [
      sampleRow(4, {
        body: [paragraph({ kind: 'put', value: '/help me', children: [{ kind: 'text', text: 'help' }] })],
      }),
    ]);
    await thread.field.pressSequentially('abc ');
    await thread.page.getByRole('button', { name: 'help' }).click();
    assert.equal(await thread.field.inputValue(), 'abc /help me');
    await thread.field.press('Control+z');
    assert.equal(await thread.field.inputValue(), 'abc ');
    await thread.field.press('Control+z');
    assert.equal(await thread.field.inputValue(), '');
    await thread.field.press('Control+Shift+z');
    assert.equal(await thread.field.inputValue(), 'abc ');
    await thread.frames();
    assert.deepEqual(await thread.requests('send'), []);
  });

  it('gets the cursor when the extension says so, and not on its own', async () => {
    const { thread } = await openComposer();
    const hasFocus = (): Promise<boolean> =>
      thread.field.evaluate((field) => field === document.activeElement);
    await thread.frames();
    assert.equal(await hasFocus(), false);
    await thread.notify('focusComposer', {});
    await thread.page.waitForFunction(() => document.activeElement?.tagName === 'TEXTAREA');
  });

  it('is replaced by a sentence where writing is not allowed, and comes back with its text', async () => {
    const { thread } = await openComposer({ draft: 'Half a thought' });
    await thread.notify('patch', { cannotWrite: 'Only administrators can write here.' });
    await thread.page.getByText('Only administrators can write here.').waitFor();
    assert.equal(await thread.field.count(), 0);
    await thread.notify('patch', { cannotWrite: null });

    await fieldBecomes(thread, 'Half a thought');
  });
});

const openComposer = (...given: Composed): Promise<Composing> => openComposerIn(workshop, ...given);
