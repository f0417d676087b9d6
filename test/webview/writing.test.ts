// What the composer does beyond sending: replies, edits, completion.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'mocha';
import type { SendOutcome, Suggestion } from '../../src/protocol/composer.ts';
import type { OpenPage } from '../../src/protocol/thread.ts';
import { somePeople } from './composerStates.ts';
import { type ThreadPage, PageWorkshop } from './pageHarness.ts';
import { people, samplePage, sampleRow, sampleThread, text } from './sampleRows.ts';

let workshop: PageWorkshop;
before(async () => {
  workshop = await PageWorkshop.start();
});
after(() => workshop.stop());
afterEach(() => workshop.closePages());

const reply = { messageId: 1, author: 'Anna Berg', excerpt: 'Who takes the import?' };
const own = { ...people.me, date: Date.now() - 60_000 };
const rows = [
  sampleRow(1, { body: text('Who takes the import?') }),
  sampleRow(2, { ...own, body: text('I do') }),
  sampleRow(3, { body: text('Thank you') }),
];

describe('a reply', () => {
  it('says what it answers, goes with its id, and is over once it is taken', async () => {
    const thread = await open({ draft: 'Me', draftContext: { replyTo: reply } });
    thread.onRequest('send', accepted);
    const bar = thread.page.getByRole('status').filter({ hasText: 'Replying to Anna Berg' });
    await bar.waitFor();
    await thread.field.press('Enter');

    assert.deepEqual(await thread.waitForRequest('send'), { dialogId: 'chat97', text: 'Me', replyTo: 1 });
    await bar.waitFor({ state: 'detached' });
    assert.deepEqual(await thread.waitForCommand('draftChanged'), { dialogId: 'chat97', text: '' });
    await thread.field.fill('Another');
    await thread.field.press('Enter');
    assert.deepEqual(await thread.waitForRequest('send', 2), { dialogId: 'chat97', text: 'Another' });
  });

  it('is kept where it is refused', async () => {
    const thread = await open({ draft: 'Me', draftContext: { replyTo: reply } });
    thread.onRequest('send', (): SendOutcome => ({ kind: 'refused', reason: 'Not now.' }));
    await thread.field.press('Enter');
    await thread.page.getByRole('alert').filter({ hasText: 'Not now.' }).waitFor();

    assert.equal(await thread.page.locator('[data-mode="reply"]').count(), 1);
    assert.equal(await thread.field.inputValue(), 'Me');
  });

  it('is left with Escape, and the text stays', async () => {
    const thread = await open({ draft: 'Me', draftContext: { replyTo: reply } });
    await thread.field.press('Escape');
    await thread.page.locator('.composer-bar').waitFor({ state: 'detached' });

    assert.equal(await thread.field.inputValue(), 'Me');
    assert.deepEqual(await thread.waitForCommand('draftChanged'), { dialogId: 'chat97', text: 'Me' });
  });
});

describe('an edit', () => {
  const source = { kind: 'text', text: 'I **do**', mentions: [], isPlain: false } as const;

  it('begins with Up in an empty field, with the newest own message', async () => {
    const thread = await open();
    thread.onRequest('editSource', () => source);
    thread.onRequest('edit', accepted);
    await thread.field.press('ArrowUp');
    assert.deepEqual(await thread.waitForRequest('editSource'), { dialogId: 'chat97', messageId: 2 });
    await becomes(thread, 'I **do**');
    await thread.page.getByRole('status').filter({ hasText: 'Editing your message' }).waitFor();
    await thread.field.press('End');
    await thread.field.pressSequentially('!');
    await thread.field.press('Enter');

    const sent = { dialogId: 'chat97', messageId: 2, text: 'I **do**!' };
    assert.deepEqual(await thread.waitForRequest('edit'), sent);
    await becomes(thread, '');
    assert.deepEqual(await thread.requests('send'), []);
    assert.equal(await thread.page.locator('.composer-bar').count(), 0);
  });

  it('leaves Up alone where there is something written, and where the own message is too old', async () => {
    const thread = await open();
    await thread.field.fill('a');
    await thread.field.press('ArrowUp');
    await thread.notify('patch', { upserts: [{ ...rows[1]!, date: Date.now() - 73 * 3_600_000 }] });
    await thread.field.fill('');
    await thread.field.press('ArrowUp');
    await thread.frames();

    assert.deepEqual(await thread.requests('editSource'), []);
  });

  it('is left with Escape, and what was half-written comes back', async () => {
    const edit = { ...reply, messageId: 2, text: 'I do', mentions: [] };
    const thread = await open({ draft: 'Half a thought', draftContext: { edit, replyTo: reply } });
    assert.equal(await thread.field.inputValue(), 'I do');
    await thread.field.pressSequentially(' it');
    await thread.field.press('Escape');

    await becomes(thread, 'Half a thought');
    assert.equal(await thread.page.locator('[data-mode="reply"]').count(), 1);
    const told = { dialogId: 'chat97', text: 'Half a thought', replyTo: reply };
    assert.deepEqual(await thread.waitForCommand('draftChanged'), told);
  });

  it('keeps its words where the portal refuses them, and says why', async () => {
    const edit = { ...reply, messageId: 2, text: 'I do', mentions: [] };
    const thread = await open({ draft: 'Half a thought', draftContext: { edit } });
    thread.onRequest('edit', (): SendOutcome => ({ kind: 'refused', reason: 'Too late.' }));
    await thread.field.press('Enter');
    await thread.page.getByRole('alert').filter({ hasText: 'Too late.' }).waitFor();

    assert.equal(await thread.field.inputValue(), 'I do');
    assert.equal(await thread.page.locator('[data-mode="edit"]').count(), 1);
  });

  it('survives a reload with its words and the draft behind it', async () => {
    const edit = { ...reply, messageId: 2, text: 'I do', mentions: [] };
    const before = await open({ draft: 'Half a thought', draftContext: { edit } });
    await before.field.press('End');
    await before.page.keyboard.insertText(' it');
    const savedState = (await before.record()).state;
    const thread = await workshop.load({ savedState });
    await thread.notify('open', samplePage(sampleThread(rows)));

    await becomes(thread, 'I do it');
    await thread.field.press('Escape');
    await becomes(thread, 'Half a thought');
  });

  it('says why a message cannot be reworded', async () => {
    const thread = await open();
    thread.onRequest('editSource', () => ({ kind: 'refused', reason: 'Three days have passed.' }));
    await thread.field.press('ArrowUp');

    await thread.page.getByRole('alert').filter({ hasText: 'Three days have passed.' }).waitFor();
  });
});

describe('completion', () => {
  it('puts in a name that stands for its person when the message is sent', async () => {
    const thread = await open();
    thread.onRequest('suggest', () => ({ suggestions: somePeople }));
    thread.onRequest('send', accepted);
    await thread.field.pressSequentially('Ask @b');
    const list = thread.page.getByRole('listbox', { name: 'Suggestions' });
    await list.waitFor();
    const first = await list.getByRole('option').first().getAttribute('id');
    assert.equal(await thread.field.getAttribute('aria-activedescendant'), first);
    await thread.field.press('ArrowDown');
    await thread.field.press('Enter');
    await becomes(thread, 'Ask @Борис Годунов ');
    await thread.page.getByText('Will be notified: Борис Годунов').waitFor();
    await thread.field.pressSequentially('please');
    await thread.field.press('Enter');

    assert.deepEqual(await thread.waitForRequest('send'), {
      dialogId: 'chat97',
      text: 'Ask @Борис Годунов please',
      mentions: [{ userId: 8, name: 'Борис Годунов' }],
    });
    assert.equal((await thread.requests('send')).length, 1);
  });

  it('asks the portal a moment later, adds whom it finds, and drops answers to older questions', async () => {
    const thread = await open();
    const found = (id: number, name: string): Suggestion => ({
      id: String(id),
      label: name,
      detail: '',
      insert: `@${name}`,
      mention: { userId: id, name },
    });
    const slow = Promise.withResolvers<void>();
    thread.onRequest('suggest', async ({ source, query }) => {
      if (query === 'b') await slow.promise;
      if (source === 'portal') return { suggestions: [found(7, 'Berta'), found(70, 'Berthold')] };
      return { suggestions: [found(query === 'b' ? 1 : 7, query === 'b' ? 'Stale' : 'Berta')] };
    });
    await thread.field.pressSequentially('@b');
    await thread.field.pressSequentially('e');
    await thread.page.getByRole('option', { name: 'Berthold' }).waitFor();
    slow.resolve();
    await thread.frames();

    assert.deepEqual(await thread.page.getByRole('option').allTextContents(), ['BBerta', 'BBerthold']);
    const asked = (await thread.requests('suggest')).filter(({ source }) => source === 'portal');
    assert.deepEqual(asked, [{ dialogId: 'chat97', source: 'portal', query: 'be' }]);
  });

  it('is marked in the field, line on line, also where the field scrolls', async () => {
    const line = '@Anna Berg takes the import, which is long enough to wrap in a narrow place.';
    const mentions = [{ userId: 7, name: 'Anna Berg' }];
    const draft = { draft: `${line}\n`.repeat(40), draftContext: { mentions } };
    const thread = await workshop.open(samplePage(sampleThread([]), draft), { width: 260 });
    const marks = thread.page.locator('.field-marks');
    await marks.waitFor();
    const sizes = (): Promise<readonly (readonly number[])[]> =>
      thread.page
        .locator('.field-room > .field')
        .evaluateAll((both) => both.map((each) => [each.scrollTop, each.scrollHeight, each.clientWidth]));
    const [behind, field] = await sizes();
    assert.deepEqual(behind, field);
    assert.equal(await marks.locator('mark').count(), 40);
    await thread.field.press('Control+End');
    await thread.field.pressSequentially('more');
    await thread.frames();
    const [after, fieldAfter] = await sizes();
    assert.ok((fieldAfter?.[0] ?? 0) > 0);
    assert.deepEqual(after, fieldAfter);
    await thread.field.fill('Anna Berg without a sign');
    await marks.waitFor({ state: 'detached' });
    assert.deepEqual((await thread.record()).violations, []);
  });

  it('keeps whom the portal finds where those who are near come later', async () => {
    const thread = await open();
    const found = (name: string): Suggestion => ({ id: name, label: name, detail: '', insert: `@${name}` });
    const slow = Promise.withResolvers<void>();
    thread.onRequest('suggest', async ({ source }) => {
      if (source === 'people') await slow.promise;
      return { suggestions: [found(source === 'people' ? 'Berta' : 'Berthold')] };
    });
    await thread.field.pressSequentially('@be');
    await thread.page.getByRole('option', { name: 'Berthold' }).waitFor();
    slow.resolve();
    await thread.page.getByRole('option', { name: 'Berta' }).waitFor();
    assert.deepEqual(await thread.page.getByRole('option').allTextContents(), ['Berta', 'Berthold']);
  });

  it('is chosen by mouse and Tab, closed by Escape for that word, and undone by one step', async () => {
    const thread = await open();
    thread.onRequest('suggest', ({ source }) => ({ suggestions: source === 'people' ? somePeople : [] }));
    await thread.field.pressSequentially('@');
    await thread.page.getByRole('option', { name: 'Anna Berg' }).click();
    await becomes(thread, '@Anna Berg ');
    await thread.field.press('Control+z');
    await becomes(thread, '@');
    await thread.field.press('End');
    await thread.field.pressSequentially('a');
    await thread.page.getByRole('listbox').waitFor();
    await thread.field.press('Tab');
    await becomes(thread, '@Anna Berg ');

    await thread.field.pressSequentially('@x');
    await thread.page.getByRole('listbox').waitFor();
    await thread.field.press('Escape');
    await thread.field.pressSequentially('y');
    await thread.frames();
    assert.equal(await thread.page.getByRole('listbox').count(), 0);
    assert.equal(await thread.field.inputValue(), '@Anna Berg @xy');
  });

  it('offers emoji by their codes and by the button, and leaves smileys and times alone', async () => {
    const thread = await open();
    const rocket = { id: '🚀', label: ':rocket:', detail: 'rocket', glyph: '🚀', insert: '🚀' };
    thread.onRequest('suggest', () => ({ suggestions: [rocket] }));
    await thread.field.pressSequentially('at 12:30 :) :ro');
    await thread.page.getByRole('option', { name: ':rocket:' }).waitFor();
    await thread.field.press('Tab');
    await becomes(thread, 'at 12:30 :) 🚀');
    assert.deepEqual(
      (await thread.requests('suggest')).map(({ query }) => query),
      ['ro'],
    );
    await thread.page.getByRole('button', { name: 'Emoji' }).click();
    await thread.page.getByRole('option', { name: ':rocket:' }).click();
    await becomes(thread, 'at 12:30 :) 🚀🚀');
  });

  it('offers commands at the beginning only', async () => {
    const thread = await open();
    const help = { id: 'help', label: '/help', detail: 'What I can do', insert: '/help' };
    thread.onRequest('suggest', () => ({ suggestions: [help] }));
    await thread.field.pressSequentially('/h');
    await thread.page.getByRole('option', { name: '/help' }).waitFor();
    await thread.field.press('Enter');
    await becomes(thread, '/help ');
    await thread.field.pressSequentially('and/or /x');
    await thread.frames();

    assert.equal(await thread.page.getByRole('listbox').count(), 0);
    assert.deepEqual(await thread.requests('send'), []);
  });
});

async function open(changes: Partial<OpenPage> = {}): Promise<ThreadPage> {
  return workshop.open(samplePage(sampleThread(rows), changes));
}

function accepted(): SendOutcome {
  return { kind: 'accepted' };
}

async function becomes(thread: ThreadPage, value: string): Promise<void> {
  await thread.page.waitForFunction((wanted) => document.querySelector('textarea')?.value === wanted, value, {
    timeout: 5_000,
  });
}
