// Everything has two sides, the manifest and the code; each name must stand on both.
import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import { readManifest } from './manifestTypes.ts';
import { closedUnion, exists, read, readJson, sources } from './projectFiles.ts';

const manifest = readManifest();
const { contributes } = manifest;
const commands = contributes.commands.map(({ command }) => command);
const views = Object.values(contributes.views).flat();
const viewIds = views.map(({ id }) => id);
const contextKeys = closedUnion('src/editor/contextKeys.ts', 'ContextKey');
const nls = readJson<Readonly<Record<string, string>>>('package.nls.json');

const menuItems = [...Object.values(contributes.menus).flat(), ...(contributes.keybindings ?? [])];
const clauses = [
  ...menuItems.map(({ when }) => when),
  ...views.map(({ when }) => when),
  ...contributes.viewsWelcome.map(({ when }) => when),
  ...contributes.commands.map(({ enablement }) => enablement),
  ...contributes.walkthroughs.flatMap(({ when, steps }) => [when, ...steps.map((step) => step.when)]),
].filter((clause) => clause !== undefined);

describe('manifest: commands', () => {
  it('are those of the closed union', () => {
    assert.deepEqual(sorted(commands), sorted(closedUnion('src/editor/commandIds.ts', 'CommandId')));
  });

  it('are registered once each', () => {
    const registered = [
      ...sources().matchAll(/\bregister(?:ForRow|ForFiles|ForAccount)?\(\s*'(bitrix24\.[^']+)'/g),
    ].map((match) => match[1]);
    assert.deepEqual(sorted(registered), sorted(commands));
  });

  it('carry the category', () => {
    const odd = contributes.commands.filter(({ category }) => category !== 'Bitrix24');
    assert.deepEqual(odd, []);
  });

  it('are what menus, keybindings, events and links name', () => {
    const completions = contributes.walkthroughs.flatMap(({ steps }) =>
      steps.flatMap(({ completionEvents = [] }) => completionEvents),
    );
    const named = [
      ...menuItems.flatMap(({ command }) => command ?? []),
      ...completions.flatMap((event) => after(event, 'onCommand:')),
      ...[...JSON.stringify(nls).matchAll(/command:(bitrix24\.\w+)/g)].map((match) => match[1]),
    ];
    assert.ok(named.length > 0);
    assert.deepEqual(unknown(named, commands), []);
  });
});

describe('manifest: context keys', () => {
  it('in "when" clauses are set by the code', () => {
    const used = clauses.flatMap((clause) => keysIn(clause));
    assert.ok(used.length > 0);
    assert.deepEqual(unknown(used, contextKeys), []);
  });

  it('set by the code are used', () => {
    const used = clauses.flatMap((clause) => keysIn(clause));
    const events = JSON.stringify(contributes.walkthroughs);
    const unused = contextKeys.filter((key) => !used.includes(key) && !events.includes(`onContext:${key}`));
    assert.deepEqual(unused, []);
  });
});

describe('manifest: views', () => {
  it('are made by the code', () => {
    const text = sources();
    const made = [
      ...text.matchAll(/(?:createTreeView(?:<[^>]+>)?|registerWebviewViewProvider)\(\s*('[^']+'|\w+)/g),
    ].map((match) => valueOf(match[1] ?? '', text));
    assert.deepEqual(sorted(made), sorted(viewIds));
  });

  it('are what clauses and welcome texts name', () => {
    const named = [
      ...contributes.viewsWelcome.map(({ view }) => view),
      ...clauses.flatMap((clause) => [...clause.matchAll(/\bview == ([\w.]+)/g)].map((match) => match[1])),
    ];
    assert.deepEqual(unknown(named, viewIds), []);
  });

  it('lie in containers that exist', () => {
    const containers = Object.values(contributes.viewsContainers).flatMap((list) => list.map(({ id }) => id));
    assert.deepEqual(Object.keys(contributes.views), containers);
  });
});

describe('manifest: settings', () => {
  const settings = Object.entries(contributes.configuration.properties);

  it('are read by the code', () => {
    const text = read('src/editor/settings.ts');
    const readKeys = [...text.matchAll(/\.get(?:<[^>]*>)?\(\s*'([^']+)'/g)].map(
      (match) => `bitrix24.${match[1]}`,
    );
    assert.deepEqual(sorted(readKeys), sorted(settings.map(([key]) => key)));
  });

  it('have a description and a default', () => {
    const bare = settings.filter(
      ([, setting]) =>
        (setting.markdownDescription ?? setting.description) === undefined || !('default' in setting),
    );
    assert.deepEqual(bare, []);
  });
});

describe('manifest: files', () => {
  it('it names exist', () => {
    const named = [
      manifest.icon,
      ...views.flatMap(({ icon }) => (icon === undefined || icon.startsWith('$(') ? [] : [icon])),
      ...Object.values(contributes.viewsContainers).flatMap((list) => list.map(({ icon }) => icon)),
      ...contributes.walkthroughs.flatMap(({ icon, steps }) => [
        ...(icon === undefined ? [] : [icon]),
        ...steps.flatMap(({ media: { image, markdown } }) => [
          ...(markdown === undefined ? [] : [markdown]),
          ...Object.values(image ?? {}),
        ]),
      ]),
    ];
    assert.deepEqual(
      named.filter((path) => !exists(path)),
      [],
    );
  });

  it('sources name in media exist', () => {
    const named = [...sources().matchAll(/'media',\s*'([^']+)'/g)].map((match) => `media/${match[1]}`);
    assert.deepEqual(
      named.filter((path) => !exists(path)),
      [],
    );
  });
});

describe('manifest: versions', () => {
  it('the oldest VS Code it promises is the one it is compiled against', () => {
    assert.equal(manifest.engines.vscode, `^${manifest.devDependencies['@types/vscode']}`);
  });

  it('nothing is installed with the extension: what it needs is bundled', () => {
    assert.deepEqual(manifest.dependencies ?? {}, {});
  });
});

/** Keys of ours in a clause; ids on the right of a comparison are none. */
function keysIn(clause: string): readonly string[] {
  const withoutValues = clause.replace(/[!=]= *[\w.]+/g, '').replace(/=~ *\/.*?\/\w*/g, '');
  return [...withoutValues.matchAll(/\bbitrix24\.[\w.]+/g)].map(([key]) => key);
}

/** Of a literal, or of the constant of that name. */
function valueOf(expression: string, text: string): string | undefined {
  if (expression.startsWith("'")) return expression.slice(1, -1);
  return new RegExp(`const ${expression} = '([^']+)'`).exec(text)?.[1];
}

function after(text: string, prefix: string): readonly string[] {
  return text.startsWith(prefix) ? [text.slice(prefix.length)] : [];
}

function unknown(
  names: readonly (string | undefined)[],
  known: readonly string[],
): readonly (string | undefined)[] {
  return names.filter((name) => name === undefined || !known.includes(name));
}

function sorted(names: readonly (string | undefined)[]): readonly string[] {
  return names.map((name) => name ?? '(none)').sort();
}
