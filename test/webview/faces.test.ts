// Pictures of people and dialogs: initials until they are there, and wherever they are not.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'mocha';
import type { Locator } from 'playwright-core';
import type { FileBytes } from '../../src/protocol/threadFiles.ts';
import { pngOf } from '../portal/fileContent.ts';
import { PageWorkshop } from './pageHarness.ts';
import { people, sampleRow, samplePage, sampleThread, text } from './sampleRows.ts';

let workshop: PageWorkshop;
before(async () => {
  workshop = await PageWorkshop.start();
});
after(() => workshop.stop());
afterEach(() => workshop.closePages());

const picture: FileBytes = {
  kind: 'bytes',
  bytes: new Uint8Array(pngOf(96, 96, 3)),
  type: 'image/png',
};
const rows = [
  sampleRow(1, { ...people.anna, authorFace: 'anna', body: text('First') }),
  sampleRow(2, { ...people.boris, authorFace: 'boris', body: text('Second') }),
  sampleRow(3, { ...people.anna, authorFace: 'anna', body: text('Third') }),
];

describe('pictures of people', () => {
  it('take the place of initials when they come, with nothing moved, asked for once each', async () => {
    const thread = await workshop.load();
    let answer = (): void => undefined;
    const held = new Promise<void>((resolve) => (answer = resolve));
    thread.onRequest('loadFile', async () => {
      await held;
      return picture;
    });
    await thread.notify('open', openWith('team'));
    await thread.waitForRequest('loadFile', 3);
    const avatar = thread.article(1).locator('.avatar');
    assert.equal(await avatar.textContent(), 'AB');
    const before = await avatar.boundingBox();
    answer();

    await shown(thread.article(1));
    await shown(thread.article(2));
    await shown(thread.article(3));
    await shown(thread.page.locator('header'));
    assert.deepEqual(await avatar.boundingBox(), before);
    const asked = (await thread.requests('loadFile')).map(({ ref }) => (ref.kind === 'face' ? ref.face : ''));
    assert.deepEqual(asked.sort(), ['anna', 'boris', 'team']);
    assert.deepEqual((await thread.record()).violations, []);
  });

  it('stand in the list of members, too', async () => {
    const thread = await workshop.load();
    thread.onRequest('loadFile', () => picture);
    thread.onRequest('members', () => ({
      members: [
        {
          userId: 7,
          name: 'Anna Berg',
          color: undefined,
          face: 'anna',
          detail: '',
          role: 'member',
          isOnline: false,
        },
      ],
      total: 1,
    }));
    await thread.notify('open', openWith(undefined));
    await thread.page.getByRole('button', { name: 'Members' }).click();
    await shown(thread.page.getByRole('dialog').filter({ hasText: 'Anna Berg' }));
  });

  it('are initials where there is none, it is no picture, or it did not come', async () => {
    const thread = await workshop.load();
    const answers: Readonly<Record<string, FileBytes>> = {
      anna: { kind: 'gone' },
      boris: { kind: 'bytes', bytes: new Uint8Array([1, 2, 3]), type: 'image/png' },
      team: { kind: 'failed', reason: 'Not now' },
    };
    thread.onRequest('loadFile', ({ ref }) => (ref.kind === 'face' ? answers[ref.face]! : { kind: 'gone' }));
    await thread.notify('open', openWith('team'));
    await thread.waitForRequest('loadFile', 3);
    await thread.settle();

    assert.equal(await thread.article(1).locator('.avatar').textContent(), 'AB');
    await thread.article(2).locator('.avatar').getByText('БГ').waitFor();
    assert.equal(await thread.page.locator('img').count(), 0);
  });

  it('are asked for anew when they are others', async () => {
    const thread = await workshop.load();
    thread.onRequest('loadFile', () => picture);
    await thread.notify('open', openWith(undefined));
    await shown(thread.article(1));
    const before = await thread.article(1).locator('img').getAttribute('src');
    await thread.notify('patch', { upserts: rows.map((row) => ({ ...row, authorFace: 'new' })) });

    await thread.waitForRequest('loadFile', 3);
    await thread.article(1).locator(`img:not([src="${before}"])`).waitFor();
  });
});

function openWith(face: string | undefined): ReturnType<typeof samplePage> {
  const state = sampleThread(rows);
  return samplePage({ ...state, header: { ...state.header, face } });
}

async function shown(place: Locator): Promise<void> {
  await place.locator('img.avatar-picture[src^="blob:"]').first().waitFor();
}
