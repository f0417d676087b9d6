// Draws the page's states in every theme, wide, middle and narrow, and puts each state's pictures on contact sheets.
//   node test/webview/screenshots.ts [part of a state's name] [folder]
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { launchChromium } from '../host/chromium.ts';
import { PageWorkshop } from './pageHarness.ts';
import { sampleStates, type SampleState } from './sampleStates.ts';
import { drawnStates } from './situationStates.ts';
import { type ThemeName, themes } from './themes.ts';

const sizes = [
  { width: 900, home: 'editor' },
  { width: 400, home: 'sideBar' },
  { width: 220, home: 'sideBar' },
] as const;
const height = 600;

const wanted = process.argv[2] ?? '';
const folder = process.argv[3] ?? fileURLToPath(new URL('../../out/screenshots', import.meta.url));
const states: readonly (SampleState & { readonly scale?: number })[] = [...sampleStates, ...drawnStates];

await mkdir(folder, { recursive: true });
const workshop = await PageWorkshop.start();
const browser = await launchChromium();
for (const state of states.filter(({ name }) => name.includes(wanted))) {
  const pictures = new Map<ThemeName, string[]>();
  for (const { width, home } of sizes) {
    for (const [theme, path] of await draw(state, width, home)) {
      pictures.set(theme, [...(pictures.get(theme) ?? []), path]);
    }
  }
  const rows = [...pictures.values()];
  await putOnSheet(`${state.name}-1`, rows.slice(0, 2).flat());
  await putOnSheet(`${state.name}-2`, rows.slice(2).flat());
}
await browser.close();
await workshop.stop();

/** A state that asks for a scale is as much smaller, as a page is that VS Code magnifies. */
async function draw(
  { name, show, scale = 1 }: (typeof states)[number],
  width: number,
  home: 'editor' | 'sideBar',
): Promise<readonly (readonly [ThemeName, string])[]> {
  const size = { width: Math.ceil(width / scale), height: height / scale, scale };
  const thread = await workshop.load({ ...size, home, reducedMotion: true });
  await show(thread);
  const drawn: (readonly [ThemeName, string])[] = [];
  for (const theme of Object.keys(themes) as ThemeName[]) {
    await thread.changeTheme({ theme, home });
    await thread.frames(6);
    const path = `${folder}/${name}-${theme}-${width}.png`;
    await thread.page.screenshot({ path, animations: 'disabled' });
    drawn.push([theme, path]);
  }
  await thread.close();
  return drawn;
}

/** The pictures of two themes in one, a theme in a row. */
async function putOnSheet(name: string, pictures: readonly string[]): Promise<void> {
  const images = await Promise.all(
    pictures.map(
      async (path) => `<img src="data:image/png;base64,${(await readFile(path)).toString('base64')}">`,
    ),
  );
  const width = sizes.reduce((sum, size) => sum + size.width, 0) + 16;
  const page = await browser.newPage({ viewport: { width, height: 2 * height + 8 } });
  await page.setContent(
    `<style>body{margin:0;background:#888;display:flex;flex-wrap:wrap;gap:8px}img{height:${height}px}</style>${images.join('')}`,
  );
  await writeFile(`${folder}/sheet-${name}.png`, await page.screenshot());
  await page.close();
}
