// What a message shows and says, and what happens when a part of it is clicked.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'mocha';
import type { Inline, RichText } from '../../src/model/richText.ts';
import { contrastOf } from '../../src/webview/readableColor.ts';
import type { MessageRow, ThreadState } from '../../src/protocol/thread.ts';
import { sampleFile } from './markupRows.ts';
import { PageWorkshop, type ThreadPage } from './pageHarness.ts';
import {
  button,
  manyRows,
  ownPending,
  paragraph,
  people,
  samplePage,
  sampleRow,
  sampleThread,
  text,
} from './sampleRows.ts';

let workshop: PageWorkshop;
before(async () => {
  workshop = await PageWorkshop.start();
});
after(() => workshop.stop());
afterEach(() => workshop.closePages());

describe('a message', () => {
  it('is an article that names its author, its ids and its state', async () => {
    const thread = await openRows([
      sampleRow(41),
      sampleRow(42, { isUnread: true }),
      sampleRow(43, people.me),
    ]);
    const article = thread.page.getByRole('article', { name: /^Anna Berg/ });

    assert.equal(await article.count(), 2);
    assert.deepEqual(await dataOf(thread, 41), { messageId: '41', authorId: '7', state: 'sent' });
    assert.deepEqual(await dataOf(thread, 42), {
      messageId: '42',
      authorId: '7',
      state: 'sent',
      unread: 'true',
    });
    assert.deepEqual(await dataOf(thread, 43), {
      messageId: '43',
      authorId: '1',
      state: 'sent',
      own: 'true',
    });
    assert.equal(await thread.page.getByRole('article', { name: /^Olga Petrova, / }).count(), 1);
    const log = thread.page.getByRole('log', { name: 'Messages' });
    assert.equal(await log.getByRole('article').count(), 3);
  });

  it('that is unread is set off from the others until the extension says so', async () => {
    const thread = await openRows(manyRows(1, 3), { firstUnreadId: 2 });
    const separator = thread.page.getByRole('separator', { name: 'New messages' });
    const [mark, above, below] = await Promise.all([
      separator.boundingBox(),
      thread.article(1).boundingBox(),
      thread.article(2).boundingBox(),
    ]);
    assert.ok(above!.y < mark!.y && mark!.y < below!.y);

    await thread.notify('patch', { firstUnreadId: null });
    await separator.waitFor({ state: 'detached' });
  });

  it('on its way says so, and is the same message once it was sent', async () => {
    const thread = await openRows([...manyRows(1, 2), ownPending('a', 'Hello')]);
    const article = thread.page.locator('[data-key="a"]');
    assert.equal(await article.getAttribute('data-state'), 'sending');
    assert.equal(await article.getAttribute('data-message-id'), null);
    await article.getByText('Sending…').waitFor();
    await article.evaluate((element) => Object.assign(globalThis, { element }));

    await thread.notify('patch', {
      upserts: [sampleRow(3, { ...people.me, key: 'a', body: text('Hello') })],
    });
    await thread.page.locator('[data-message-id="3"][data-state="sent"]').waitFor();
    const isSame = await thread
      .article(3)
      .evaluate((element) => element === (globalThis as unknown as { element: Element }).element);
    assert.ok(isSame);
  });

  it('that failed says why and offers what to do', async () => {
    const delivery = { kind: 'failed', reason: 'You may not write here any more.' } as const;
    const thread = await openRows([...manyRows(1, 2), ownPending('a', 'Hello', { delivery })]);
    const article = thread.page.locator('[data-state="failed"]');
    await article.getByText('You may not write here any more.').waitFor();
    for (const name of ['Retry', 'Copy text', 'Discard']) await article.getByRole('button', { name }).click();

    assert.deepEqual(await thread.commands('retrySend'), [{ key: 'a' }]);
    assert.deepEqual(await thread.commands('copyText'), [{ key: 'a' }]);
    assert.deepEqual(await thread.commands('discard'), [{ key: 'a' }]);
    await thread.notify('patch', { removedKeys: ['a'] });
    await article.waitFor({ state: 'detached' });
  });

  it('that waits says what for, and can be sent now or taken back', async () => {
    const delivery = { kind: 'waiting', reason: 'No connection to the portal.' } as const;
    const thread = await openRows([...manyRows(1, 2), ownPending('a', 'Hello', { delivery })]);
    const article = thread.page.locator('[data-state="sending"]');
    await article.getByText('No connection to the portal.').waitFor();
    for (const name of ['Send now', 'Discard']) await article.getByRole('button', { name }).click();

    assert.deepEqual(await thread.commands('retrySend'), [{ key: 'a' }]);
    assert.deepEqual(await thread.commands('discard'), [{ key: 'a' }]);
    const lookedFor = { ...delivery, reason: 'It is being looked for.', isLookedFor: true } as const;
    await thread.notify('patch', { upserts: [ownPending('a', 'Hello', { delivery: lookedFor })] });
    await article.getByRole('button', { name: 'Look now' }).click();
    assert.deepEqual(await thread.commands('retrySend'), [{ key: 'a' }, { key: 'a' }]);
    assert.equal(await article.getByRole('button', { name: 'Discard' }).count(), 0);
    await thread.notify('patch', { upserts: [ownPending('a', 'Hello')] });
    await article.getByText('It is being looked for.').waitFor({ state: 'detached' });
  });

  it('that is deleted, edited, liked or of the system has its own voice', async () => {
    const thread = await openRows([
      sampleRow(1, { isDeleted: true, body: text('gone') }),
      sampleRow(2, { isEdited: true, likeCount: 3 }),
      sampleRow(3, { ...people.system, body: text('Anna Berg joined the chat') }),
    ]);

    assert.equal(await thread.article(1).locator('.body').textContent(), 'This message was deleted.');
    await thread.article(2).getByText('(edited)').waitFor();
    await thread.article(2).getByRole('img', { name: '3 people like this' }).waitFor();
    assert.equal(await thread.page.getByRole('article', { name: /^System message, / }).count(), 1);
    assert.equal(await thread.article(3).getAttribute('data-author-id'), '0');
  });

  it('names its files and its buttons', async () => {
    const thread = await openRows([
      sampleRow(1, {
        body: [paragraph('See ', { kind: 'file', fileId: 5 })],
        files: [sampleFile(5, 'report.pdf')],
        buttons: [button('Take it')],
      }),
    ]);

    await thread.page.getByLabel('Attachment: report.pdf').getByText('84 KB').waitFor();
    await thread.article(1).getByText('Take it').waitFor();
    assert.equal(await thread.article(1).locator('.inline-file').textContent(), 'report.pdf');
  });

  it('names its author once in a group, and each day once', async () => {
    const thread = await openRows([
      sampleRow(1),
      sampleRow(2),
      sampleRow(3, people.boris),
      sampleRow(1440 * 2),
    ]);

    assert.equal(await thread.page.locator('.author').getByText('Anna Berg').count(), 2);
    assert.equal(await thread.page.getByRole('separator').count(), 2);
  });

  it('changes in place', async () => {
    const thread = await openRows(manyRows(1, 3));
    await thread.notify('patch', {
      upserts: [sampleRow(2, { body: text('Something else'), isEdited: true })],
    });
    await thread.article(2).getByText('Something else').waitFor();

    assert.deepEqual(await thread.idsInView(), [1, 2, 3]);
  });
});

describe('the text of a message', () => {
  it('opens links by the extension, once, with their address in view', async () => {
    const url = 'https://xn--e1aybc.example/a?b=1';
    const thread = await openText([
      paragraph({ kind: 'link', target: { kind: 'url', url }, children: words('here') }),
    ]);
    const link = thread.page.getByRole('link', { name: 'here' });
    assert.equal(await link.getAttribute('href'), url);
    assert.equal(await link.getAttribute('title'), url);
    await link.click();
    await link.click({ button: 'middle' });
    await link.press('Enter');

    assert.deepEqual(
      await thread.commands('openLink'),
      Array.from({ length: 3 }, () => ({ target: { kind: 'url', url }, words: 'here' })),
    );
    // VS Code would open the link a second time if the click got to the document.
    assert.deepEqual((await thread.record()).linksOpened, []);
    assert.equal(new URL(thread.page.url()).hostname, '127.0.0.1');
  });

  it('has no address for a path of the portal nor for a scheme that is not safe', async () => {
    const portal = { kind: 'portalPath', path: '/company/personal/user/7/' } as const;
    const script = { kind: 'url', url: 'javascript:alert(1)' } as const;
    const thread = await openText([
      paragraph({ kind: 'link', target: portal, children: words('profile') }),
      paragraph({ kind: 'link', target: script, children: words('script') }),
    ]);
    assert.equal(await thread.page.locator('a[href]').count(), 0);
    await thread.page.getByRole('button', { name: 'profile' }).click();
    await thread.page.getByRole('button', { name: 'script' }).click();

    assert.deepEqual(await thread.commands('openLink'), [
      { target: portal, words: 'profile' },
      { target: script, words: 'script' },
    ]);
  });

  it('leads to dialogs, messages, numbers and pictures', async () => {
    const picture = { kind: 'url', url: 'https://example.com/a.png' } as const;
    const source = { dialogId: 'chat97', messageId: 12 };
    const thread = await openText([
      paragraph({ kind: 'dialogLink', dialogId: 'chat5', messageId: 9, children: words('other chat') }),
      paragraph({ kind: 'call', number: '+49 (30) 12', children: words('call us') }),
      { kind: 'image', src: picture, size: 'small' },
      { kind: 'quote', author: 'Boris', date: 'yesterday', source, children: [paragraph('quoted')] },
    ]);
    await thread.page.getByRole('button', { name: 'other chat' }).click();
    await thread.page.getByRole('link', { name: 'call us' }).click();
    await thread.page.getByRole('button', { name: 'Image' }).click();
    await thread.page.getByRole('button', { name: 'Go to the message' }).click();

    assert.deepEqual(await thread.commands('openDialog'), [{ dialogId: 'chat5', messageId: 9 }]);
    assert.deepEqual(await thread.commands('openLink'), [
      { target: { kind: 'url', url: 'tel:+493012' }, words: 'call us' },
      { target: picture },
    ]);
    assert.deepEqual(await thread.commands('openMessage'), [{ ref: source }]);
    assert.equal(await thread.page.locator('img').count(), 0);
    await thread.page.getByRole('blockquote', { name: 'Quote of Boris' }).waitFor();
  });

  it('only fills the composer with what a message offers to put there', async () => {
    const thread = await openText([paragraph({ kind: 'put', value: '/start', children: words('start') })]);
    await thread.page.getByRole('button', { name: 'start' }).click();

    assert.equal(await thread.field.inputValue(), '/start');
    assert.deepEqual([await thread.requests('send'), await thread.requests('sendOffered')], [[], []]);
  });

  it('has the extension ask before it says what a message offers to say', async () => {
    const thread = await openText([paragraph({ kind: 'send', value: 'now', children: words('say it') })]);
    thread.onRequest('sendOffered', () => ({ kind: 'cancelled' }));
    await thread.page.getByRole('button', { name: 'say it' }).click();

    assert.deepEqual(await thread.waitForRequest('sendOffered'), { text: 'now' });
    assert.equal(await thread.field.inputValue(), '');
    // What could not be sent is left to the person.
    thread.onRequest('sendOffered', () => ({ kind: 'failed', reason: 'No.' }));
    await thread.page.getByRole('button', { name: 'say it' }).click();
    await thread.page.waitForFunction(() => document.querySelector('textarea')?.value === 'now');
  });

  it('keeps code as it is, in the editor font, and copies it', async () => {
    const code = 'if (a) {\n\treturn  <b>;\n}';
    const thread = await openText([{ kind: 'code', text: code }]);
    const block = thread.page.getByRole('group', { name: 'Code' });
    assert.equal(await block.locator('code').textContent(), code);
    const font = await block.locator('code').evaluate((element) => getComputedStyle(element).fontFamily);
    assert.match(font, /Liberation Mono/);

    await block.hover();
    await block.getByRole('button', { name: 'Copy the code' }).click();
    await block.getByRole('button', { name: 'Copied' }).waitFor();
    assert.equal(await thread.page.evaluate(() => navigator.clipboard.readText()), code);
  });

  it('scrolls long code sideways and nothing else', async () => {
    const thread = await openText([{ kind: 'code', text: 'long '.repeat(200) }]);
    const code = thread.page.locator('.code-text');

    assert.ok(await code.evaluate((element) => element.scrollWidth > element.clientWidth));
    assert.ok(await thread.log.evaluate((log) => log.scrollWidth <= log.clientWidth));
  });

  it('is never markup', async () => {
    const value = '<img src=x onerror=alert(1)> &amp; <b>bold</b> {0}';
    const thread = await openRows([sampleRow(1, { authorName: value, body: text(value) })]);

    assert.equal(await thread.article(1).locator('.paragraph').textContent(), value);
    assert.equal(await thread.article(1).locator('.author').textContent(), value);
    assert.equal(await thread.article(1).locator('img, b').count(), 0);
  });

  it('takes no style from a message but a readable size and colour', async () => {
    const thread = await openText([
      paragraph(
        { kind: 'size', px: 300, children: words('huge') },
        { kind: 'size', px: 1, children: words('tiny') },
        { kind: 'color', color: 'red;background:url(https://example.com)', children: words('plain') },
        { kind: 'color', color: '#0000ff', children: words('blue') },
      ),
    ]);
    const style = (value: string): Promise<{ fontSize: number; color: string }> =>
      thread.page.getByText(value, { exact: true }).evaluate((element) => ({
        fontSize: Number.parseFloat(getComputedStyle(element).fontSize),
        color: getComputedStyle(element).color,
      }));

    assert.equal((await style('huge')).fontSize, 24);
    assert.equal((await style('tiny')).fontSize, 10);
    assert.equal((await style('plain')).color, 'rgb(204, 204, 204)');
    const [red, green, blue] = (await style('blue')).color.match(/\d+/g)!.map(Number);
    const shade = `#${[red, green, blue].map((part) => part!.toString(16).padStart(2, '0')).join('')}`;
    assert.ok(contrastOf(shade, '#1f1f1f') >= 4.5, shade);
    assert.ok(blue! > red! && blue! > green!);
  });

  it('stands on the side its writing begins', async () => {
    const thread = await openText([paragraph('שלום עולם'), paragraph('Hello world')]);
    const direction = (value: string): Promise<string> =>
      thread.page.getByText(value).evaluate((element) => getComputedStyle(element).direction);

    assert.equal(await direction('שלום'), 'rtl');
    assert.equal(await direction('Hello'), 'ltr');
    await thread.field.fill('مرحبا');
    assert.equal(await thread.field.evaluate((field) => getComputedStyle(field).direction), 'rtl');
  });

  it('that cannot be drawn is still read as plain words, and the fault is told without them', async () => {
    const broken = [paragraph('a secret ', { kind: 'unheard of' } as never, 'word')];
    const thread = await openRows([sampleRow(1, { body: broken }), sampleRow(2)]);
    await thread.article(2).waitFor();
    const { message } = await thread.waitForCommand('reportFault');

    assert.match(message, /^Error thread\.js:\d+/);
    assert.doesNotMatch(message, /secret|unheard/);
  });
});

async function openRows(
  rows: readonly MessageRow[],
  changes: Partial<ThreadState> = {},
): Promise<ThreadPage> {
  const thread = await workshop.open(samplePage(sampleThread(rows, changes)));
  await thread.settle();
  return thread;
}

function openText(body: RichText): Promise<ThreadPage> {
  return openRows([sampleRow(1, { body })]);
}

function words(value: string): Inline[] {
  return [{ kind: 'text', text: value }];
}

async function dataOf(thread: ThreadPage, messageId: number): Promise<Record<string, string | undefined>> {
  return thread.article(messageId).evaluate((article) => {
    const { key: _, groupStart: __, ...data } = (article as HTMLElement).dataset;
    return data;
  });
}
