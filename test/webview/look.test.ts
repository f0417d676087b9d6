// Every state in every theme: nothing that a tool can find wrong, nothing cut off, nothing the policy forbids.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import { after, afterEach, before, describe, it } from 'mocha';
import { PageWorkshop, type ThreadPage } from './pageHarness.ts';
import { manyRows, samplePage, sampleThread } from './sampleRows.ts';
import { sampleStates } from './sampleStates.ts';
import { type ThemeName, themes } from './themes.ts';

const axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const maxScriptKilobytes = 100;

let workshop: PageWorkshop;
before(async () => {
  workshop = await PageWorkshop.start();
});
after(() => workshop.stop());
afterEach(() => workshop.closePages());

describe('the look', () => {
  for (const { name, show } of sampleStates) {
    it(`is accessible in four themes: ${name}`, async function () {
      this.timeout(30_000);
      const thread = await workshop.load({ width: 460, reducedMotion: true });
      await show(thread);
      for (const theme of Object.keys(themes) as ThemeName[]) {
        await thread.changeTheme({ theme });
        await thread.frames();
        assert.deepEqual(await findFaults(thread), [], theme);
      }
      assert.deepEqual((await thread.record()).violations, []);
    });

    it(`fits 220 pixels, with nothing loaded from elsewhere: ${name}`, async function () {
      this.timeout(30_000);
      const thread = await workshop.load({ width: 220, height: 500 });
      const requests = new Set<string>();
      thread.page.on('request', (request) => requests.add(request.url()));
      await show(thread);
      await thread.frames();
      assert.deepEqual(await cutOff(thread), []);
      // Bytes that the page holds already have addresses too.
      const loaded = [...requests].filter((url) => !url.startsWith('blob:'));
      for (const url of loaded) assert.ok(url.startsWith(`${workshop.server.url}chunks/`), url);
    });
  }

  it('fits at a zoom of 200 percent', async () => {
    const thread = await workshop.load({ width: 300, height: 300, scale: 2 });
    await sampleStates[0]!.show(thread);

    assert.deepEqual(await cutOff(thread), []);
    const box = await thread.field.boundingBox();
    assert.ok(box!.y + box!.height <= 300);
    assert.ok((await thread.idsInView()).length > 0);
  });

  it('keeps lines short enough to read on a wide screen', async () => {
    const thread = await workshop.open(samplePage(sampleThread(manyRows(1, 30))), {
      width: 2400,
      height: 900,
    });
    await thread.settle();
    const width = await thread.page
      .locator('.row > .message')
      .first()
      .evaluate((row) => row.clientWidth);

    assert.ok(width <= 900);
  });

  it('does not move where the person wants no motion', async () => {
    const thread = await workshop.load({ reducedMotion: true });
    await sampleStates.find(({ name }) => name === 'loading')!.show(thread);
    const animation = await thread.page
      .locator('.spinner')
      .evaluate((spinner) => getComputedStyle(spinner).animationName);

    assert.equal(animation, 'none');
  });

  it(`weighs less than ${maxScriptKilobytes} KB`, () => {
    assert.ok(
      workshop.server.scriptBytes < maxScriptKilobytes * 1024,
      `${workshop.server.scriptBytes} bytes`,
    );
  });
});

async function findFaults(thread: ThreadPage): Promise<string[]> {
  await thread.page.evaluate(axeSource);
  return thread.page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(options: RunOptions): Promise<AxeResults> } };
    // What fades in is judged once it is there; what turns for ever is not waited for.
    const fading = document.getAnimations().filter(({ effect }) => {
      const iterations = effect?.getTiming().iterations;
      return iterations !== Infinity;
    });
    await Promise.all(fading.map(({ finished }) => finished));
    const { violations } = await axe.run({ resultTypes: ['violations'], preload: false });
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical' || impact === 'moderate')
      .map(
        ({ id, nodes }) =>
          `${id}: ${nodes.map((node) => `${node.html.slice(0, 160)} ${node.failureSummary}`).join('\n')}`,
      );
  });
}

/** What reaches beyond the page sideways, scrollable code aside. */
async function cutOff(thread: ThreadPage): Promise<string[]> {
  return thread.page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const wide = [...document.querySelectorAll('.page *')].filter((element) => {
      if (element.closest('.code-text') || element.closest('.spoken')) return false;
      const box = element.getBoundingClientRect();
      return box.width > 0 && (box.right > width + 0.5 || box.left < -0.5);
    });
    const scrolling = [...document.querySelectorAll('.scroller, .composer, .header, body')].filter(
      (element) => element.scrollWidth > element.clientWidth,
    );
    return [...wide, ...scrolling].map((element) => element.outerHTML.slice(0, 120));
  });
}
