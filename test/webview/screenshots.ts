// Draws the page's states in every theme, wide and narrow, into out/screenshots.
//   node test/webview/screenshots.ts [part of a state's name]
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { PageWorkshop } from './pageHarness.ts';
import { sampleStates } from './sampleStates.ts';
import { type ThemeName, themes } from './themes.ts';

const folder = fileURLToPath(new URL('../../out/screenshots/', import.meta.url));
const sizes = [
  { name: 'wide', width: 920, height: 760, home: 'editor' },
  { name: 'middle', width: 400, height: 760, home: 'sideBar' },
  { name: 'narrow', width: 220, height: 760, home: 'sideBar' },
] as const;

const wanted = process.argv[2] ?? '';
await mkdir(folder, { recursive: true });
const workshop = await PageWorkshop.start();
for (const state of sampleStates.filter((each) => each.name.includes(wanted))) {
  for (const theme of Object.keys(themes) as ThemeName[]) {
    for (const { name, width, height, home } of sizes) {
      const thread = await workshop.load({ theme, width, height, home, reducedMotion: true });
      await state.show(thread);
      await thread.frames(6);
      await thread.page.screenshot({
        path: `${folder}${state.name}-${theme}-${name}.png`,
        animations: 'disabled',
      });
      await thread.close();
    }
  }
}
await workshop.stop();
