// What a message carries beside its text: cards, buttons, what it answers, who likes it.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'mocha';
import type { MessageRow } from '../../src/protocol/thread.ts';
import { contrastOf, leastContrast } from '../../src/webview/readableColor.ts';
import { PageWorkshop, type ThreadPage } from './pageHarness.ts';
import { buttonRows, cardRows, originRows } from './partStates.ts';
import { button, people, samplePage, sampleRow, sampleThread, text } from './sampleRows.ts';
import { type ThemeName, themes } from './themes.ts';

let workshop: PageWorkshop;
before(async () => {
  workshop = await PageWorkshop.start();
});
after(() => workshop.stop());
afterEach(() => workshop.closePages());

describe('cards', () => {
  it('show every block with its words, and load nothing', async () => {
    const thread = await workshop.load({ height: 2000 });
    const requests: string[] = [];
    thread.page.on('request', (request) => {
      if (!request.url().includes('/chunks/')) requests.push(request.url());
    });
    await thread.notify('open', samplePage(sampleThread(cardRows())));
    await thread.settle();
    const card = thread.page.getByRole('group', { name: 'A card with everything' });

    for (const words of [
      'A message with',
      'What the link is about',
      'A link that leads nowhere',
      'Release 26.11',
    ])
      await card.getByText(words).waitFor();
    await card.getByText('What is left of HTML:\n<b>words</b>').waitFor();
    await card.getByText('84 kB').waitFor();
    assert.equal(await thread.page.locator('.cards img, .cards iframe').count(), 0);
    assert.deepEqual(requests, []);
    assert.deepEqual((await thread.record()).violations, []);
  });

  it('lead to links, people and dialogs, and pictures open outside', async () => {
    const thread = await openRows(cardRows());
    thread.onRequest('person', () => new Promise(() => undefined));
    const card = thread.page.getByRole('group', { name: 'A card with everything' });
    await card.getByRole('link', { name: 'Deal 4711' }).click();
    await card.getByRole('button', { name: 'Release 26.11' }).click();
    await card.getByRole('button', { name: /^A picture with a long name/ }).click();
    await card.getByRole('button', { name: 'Anna Berg' }).click();

    assert.deepEqual(await thread.commands('openDialog'), [{ dialogId: 'chat9', messageId: undefined }]);
    const opened = await thread.commands('openLink');
    assert.deepEqual(
      opened.map(({ target }) => target),
      [
        { kind: 'url', url: 'https://example.com/deal/4711' },
        { kind: 'url', url: 'https://пример.example/picture.png' },
      ],
    );
    assert.deepEqual(await thread.waitForRequest('person'), { userId: 7 });
  });

  it('show the host of a preview as it is written', async () => {
    const thread = await openRows(cardRows());
    await thread.article(4).getByText('xn--e1aybc.example').waitFor();
  });

  it('put names beside values in rows, and cells beside each other in lines', async () => {
    const thread = await openRows(cardRows(), 700);
    const place = async (words: string): Promise<{ x: number; y: number }> =>
      (await thread.page.getByText(words, { exact: true }).last().boundingBox())!;
    const [queue, lag, commit, author, hanoi] = await Promise.all(
      ['Queue', 'Lag', 'Commit', 'Nikita Orlov', '40'].map(place),
    );

    assert.ok(queue!.y === lag!.y && queue!.x < lag!.x);
    assert.ok(author!.x > commit!.x + 60);
    assert.ok(hanoi!.x > commit!.x + 60);
  });
});

describe('buttons of a bot', () => {
  it('are pressed by their place, wait for the answer and lock where the bot says so', async () => {
    const thread = await openRows(buttonRows());
    const answers: ((outcome: { kind: 'done' }) => void)[] = [];
    thread.onRequest('press', () => new Promise((resolve) => answers.push(resolve)));
    const again = thread.page.getByRole('button', { name: 'Build again' });
    await again.click();
    assert.deepEqual(await thread.waitForRequest('press'), { key: '1', part: 'keyboard', index: 0 });
    await thread.page.locator('.key[aria-busy="true"]').waitFor();
    await again.click({ force: true });
    answers[0]!({ kind: 'done' });
    await thread.page.locator('.key[data-state="locked"]').waitFor();
    await again.press('Enter');
    assert.equal((await thread.requests('press')).length, 1);

    // The bot has changed its message: what waited is over.
    await thread.notify('patch', {
      upserts: [sampleRow(1, { ...people.chen, buttons: [button('Build again', { locksOnPress: true })] })],
    });
    await thread.page.locator('.key:not([data-state])').waitFor();
    await again.click();
    await thread.waitForRequest('press', 2);
  });

  it('are still locked on a page that was made anew', async () => {
    const locked = button('Build again', { locksOnPress: true, isLocked: true });
    const thread = await openRows([sampleRow(1, { ...people.chen, buttons: [locked] })]);
    await thread.page.locator('.key[data-state="locked"]').waitFor();
    await thread.page.getByRole('button', { name: 'Build again' }).press('Enter');
    assert.deepEqual(await thread.requests('press'), []);
  });

  it('fill the composer, and say what they will do', async () => {
    const thread = await openRows(buttonRows());
    await thread.page.getByRole('button', { name: 'Fill in' }).click();
    assert.equal(await thread.field.inputValue(), 'build ');
    assert.deepEqual(await thread.requests('press'), []);

    const hint = (name: string): Promise<string | null> =>
      thread.page.getByRole('button', { name, exact: true }).getAttribute('title');
    assert.equal(await hint('Log'), 'Opens ci.example');
    assert.equal(await hint('Say yes'), 'Sends “yes” after asking');
    assert.equal(await hint('Call'), 'Calls +49 30 12');
  });

  it('that copy say so; that fail say why at the buttons', async () => {
    const thread = await openRows(buttonRows());
    thread.onRequest('press', ({ index }) =>
      index === 5 ? { kind: 'copied' } : { kind: 'failed', reason: 'The bot is gone. Ask its owner.' },
    );
    await thread.page.getByRole('button', { name: 'Copy', exact: true }).click();
    await thread.page.getByRole('button', { name: 'Copied' }).waitFor();
    await thread.page.getByRole('button', { name: 'Dialog', exact: true }).click();
    await thread.page.getByRole('alert').getByText('The bot is gone. Ask its owner.').waitFor();
    assert.deepEqual(
      (await thread.requests('press')).map(({ index }) => index),
      [5, 7],
    );
  });

  it('that are disabled do nothing', async () => {
    const thread = await openRows(buttonRows());
    await thread.page.getByRole('button', { name: 'Not now' }).click({ force: true });
    await thread.frames();
    assert.deepEqual(await thread.requests('press'), []);
  });

  it('stand in their rows, and one of its own line fills it', async () => {
    const thread = await openRows(buttonRows(), 700);
    const box = async (name: string): Promise<{ x: number; y: number; width: number }> =>
      (await thread.page.getByRole('button', { name, exact: true }).boundingBox())!;
    const [again, log, fill, whole, wide] = await Promise.all(
      ['Build again', 'Log', 'Fill in', 'A line of its own', 'Wide'].map(box),
    );
    assert.ok(again!.y === log!.y && log!.y < fill!.y);
    assert.ok(whole!.width > 480);
    assert.equal(wide!.width, 240);
  });

  for (const theme of Object.keys(themes) as ThemeName[]) {
    it(`can be read whatever colours the bot chose (${theme})`, async () => {
      const thread = await workshop.load({ theme });
      await thread.notify('open', samplePage(sampleThread(buttonRows())));
      await thread.settle();
      for (const name of ['Green', 'Unreadable']) {
        const { ink, ground } = await thread.page.getByRole('button', { name }).evaluate((key) => {
          const style = getComputedStyle(key);
          return { ink: style.color, ground: style.backgroundColor };
        });
        // Nothing behind it: then it is the theme's own, which reads.
        if (ground === 'rgba(0, 0, 0, 0)') continue;
        assert.ok(contrastOf(hex(ink), hex(ground)) >= leastContrast, `${name}: ${ink} on ${ground}`);
      }
    });
  }
});

describe('where a message comes from', () => {
  it('is said and leads there', async () => {
    const thread = await openRows(originRows());
    await thread.page
      .getByRole('button', { name: /^In reply to a message: Борис Годунов Build 4711/ })
      .click();
    await thread.page.getByRole('button', { name: 'Forwarded from Anna Berg · Release 26.11' }).click();

    assert.deepEqual(await thread.commands('openMessage'), [
      { ref: { dialogId: 'chat97', messageId: 5 } },
      { ref: { dialogId: 'chat9', messageId: 3 } },
    ]);
    await thread.article(2).getByText('In reply to a message').waitFor();
    await thread.article(5).getByText('Forwarded message').waitFor();
  });

  it('and who likes it is told by name', async () => {
    const thread = await openRows(originRows());
    const likes = thread.article(1).getByRole('img', { name: /Борис Годунов, 陈伟 and 1 more/ });
    assert.equal(await likes.getAttribute('title'), 'Борис Годунов, 陈伟 and 1 more');
  });

  it('and what is meant for whoever reads stands out', async () => {
    const thread = await openRows(originRows());
    const own = thread.article(6).locator('.mention.own');
    assert.deepEqual(await own.allTextContents(), ['Olga Petrova', 'all participants']);
    assert.equal(await thread.article(6).getByRole('img', { name: ':like:' }).textContent(), '👍');
  });

  it('and a few emoji are large', async () => {
    const thread = await openRows([...originRows(), sampleRow(9, { body: text('⭐'), isLarge: true })]);
    const size = (id: number): Promise<number> =>
      thread
        .article(id)
        .locator('.paragraph')
        .evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize));
    assert.ok((await size(5)) > 2 * (await size(6)));
    assert.equal(await size(9), await size(5));
  });
});

async function openRows(rows: readonly MessageRow[], width = 460): Promise<ThreadPage> {
  const thread = await workshop.open(samplePage(sampleThread(rows)), { width, height: 1600 });
  await thread.settle();
  return thread;
}

function hex(color: string): string {
  const parts = color.match(/\d+/g)!.slice(0, 3);
  return `#${parts.map((part) => Number(part).toString(16).padStart(2, '0')).join('')}`;
}
