// Builds what VS Code loads: dist/extension.js with the chunks it loads on demand, and the scripts of dist/webview.
//   node esbuild.js [--production] [--watch] [--outdir=folder]
const { existsSync } = require('node:fs');
const { mkdir, readFile, rm, writeFile } = require('node:fs/promises');
const { basename, dirname, join, relative, resolve, sep } = require('node:path');
const esbuild = require('esbuild');
const { pageBuild } = require('./scripts/buildPage.ts');

const isProduction = process.argv.includes('--production');
const isWatching = process.argv.includes('--watch');
const outdir = process.argv.find((argument) => argument.startsWith('--outdir='))?.slice('--outdir='.length);
const dist = resolve(__dirname, outdir ?? 'dist');

/** Splitting gives every dynamic `import()` a file of its own and shares code between them; it exists for ESM only. */
const extension = {
  entryPoints: [entryPoint('src/extension.ts')],
  outdir: dist,
  bundle: true,
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  format: 'esm',
  platform: 'node',
  target: 'node20',
  external: ['vscode'],
  // Packages that offer both forms are bundled in the one that can be shaken.
  mainFields: ['module', 'main'],
  charset: 'utf8',
  sourcemap: 'inline',
  plugins: [shrinkEmoji(), writeAsCommonJs()],
};

build().catch((/** @type {unknown} */ error) => {
  process.exitCode = 1;
  // esbuild has printed its own messages by now.
  if (!(error instanceof Error && 'errors' in error)) console.error(error);
});

async function build() {
  const options = [
    {
      ...extension,
      absWorkingDir: __dirname,
      sourcesContent: !isProduction,
      legalComments: 'none',
      metafile: true,
      write: false,
      logLevel: 'warning',
    },
    pageBuild(isProduction, writePage),
  ];
  if (!isWatching) {
    await Promise.all(options.map((each) => esbuild.build(each)));
    return;
  }
  for (const each of options) await (await esbuild.context(each)).watch();
  console.log('Watching for changes');
}

/**
 * The second pass: ES modules become CommonJS, which is how every VS Code loads an extension. What activation loads
 * becomes one file, because opening files is what activation spends its time on; the chunks that wait reach the code
 * they share with it through `chunks`, which that file exports.
 */
function writeAsCommonJs() {
  return {
    name: 'write-as-commonjs',
    setup(current) {
      current.onEnd(async (result) => {
        if (result.errors.length > 0) return;
        const first = firstPass(result);
        const lazy = [...first.texts.keys()].filter((path) => !first.eager.has(path));
        const files = await Promise.all([first.entry, ...lazy].map((path) => toCommonJs(first, path)));
        // Chunk names carry a hash: those of the last build would stay.
        await rm(join(dist, 'chunks'), { recursive: true, force: true });
        await writeAll(files.flat());
        report(files.map(([script]) => script));
      });
    },
  };
}

/** Of the emoji data only what completion reads is shipped: a third of it. */
function shrinkEmoji() {
  const kept = ['hexcode', 'unicode', 'label', 'tags', 'order'];
  return {
    name: 'shrink-emoji',
    setup(current) {
      current.onLoad({ filter: /emojibase-data[\\/]\w+[\\/]compact\.json$/ }, async ({ path }) => {
        const records = JSON.parse(await readFile(path, 'utf8'));
        const isEnglish = /[\\/]en[\\/]/.test(path);
        // The order and the signs themselves come from the English table.
        const fields = isEnglish ? kept : ['hexcode', 'label', 'tags'];
        const shrunk = records.map((record) =>
          Object.fromEntries(fields.flatMap((field) => (field in record ? [[field, record[field]]] : []))),
        );
        return { contents: JSON.stringify(shrunk), loader: 'json' };
      });
    },
  };
}

/** The modules of the first pass by their paths, and which of them activation loads: the entry and what it imports. */
function firstPass({ outputFiles, metafile }) {
  const outputs = new Map(
    Object.entries(metafile.outputs).map(([path, output]) => [resolve(__dirname, path), output]),
  );
  const [entry] = [...outputs].find(([, output]) => output.entryPoint === 'src/extension.ts');
  const eager = new Set([entry]);
  for (const path of eager) {
    for (const imported of outputs.get(path).imports) {
      if (imported.kind === 'import-statement' && !imported.external)
        eager.add(resolve(__dirname, imported.path));
    }
  }
  return { entry, eager, texts: new Map(outputFiles.map((file) => [file.path, file.text])) };
}

async function toCommonJs(first, path) {
  const { outputFiles } = await esbuild.build({
    stdin: {
      contents: path === first.entry ? entryText(first) : first.texts.get(path),
      resolveDir: dirname(path),
      sourcefile: path,
    },
    outfile: path,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    charset: 'utf8',
    external: ['vscode'],
    supported: { 'dynamic-import': false },
    minify: isProduction,
    sourcemap: 'linked',
    sourcesContent: !isProduction,
    legalComments: 'none',
    write: false,
    logLevel: 'warning',
    plugins: [linkChunks(first, path)],
  });
  return [...outputFiles].sort((a, b) => a.path.length - b.path.length);
}

function entryText({ entry, eager }) {
  const shared = [...eager].filter((path) => path !== entry);
  const imports = shared.map((path, index) => `import * as chunk${index} from ${JSON.stringify(path)};`);
  const entries = shared.map((path, index) => `${JSON.stringify(basename(path))}: chunk${index}`);
  return [
    ...imports,
    `export * from ${JSON.stringify(entry)};`,
    `export const chunks = { ${entries.join(', ')} };`,
  ].join('\n');
}

/** Where an import of the first pass leads in the second. */
function linkChunks({ entry, eager, texts }, from) {
  return {
    name: 'link-chunks',
    setup(current) {
      // Before the next rule, which would take the entry for one of its own chunks.
      current.onResolve({ filter: /./, namespace: 'shared' }, ({ path }) => ({ path, external: true }));
      current.onResolve({ filter: /\.js$/ }, ({ path, resolveDir }) => {
        const target = resolve(resolveDir, path);
        if (!texts.has(target)) return undefined;
        if (!eager.has(target)) return { path: relativeImport(from, target), external: true };
        return { path: target, namespace: from === entry ? 'inside' : 'shared' };
      });
      current.onLoad({ filter: /./, namespace: 'inside' }, ({ path }) => ({
        contents: texts.get(path),
        resolveDir: dirname(path),
      }));
      current.onLoad({ filter: /./, namespace: 'shared' }, ({ path }) => ({
        contents: `module.exports = require(${JSON.stringify(relativeImport(from, entry))}).chunks[${JSON.stringify(basename(path))}];`,
        resolveDir: dirname(from),
      }));
    },
  };
}

function relativeImport(from, target) {
  const path = relative(dirname(from), target).split(sep).join('/');
  return path.startsWith('.') ? path : `./${path}`;
}

async function writePage(files) {
  const folder = join(dist, 'webview');
  await rm(folder, { recursive: true, force: true });
  await writeAll(files.map(({ path, text }) => ({ path: join(folder, path), text })));
  const [thread, ...lazy] = files.filter(({ path }) => path.endsWith('.js'));
  const size = lazy.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
  console.log(
    `dist/webview/thread.js: ${kilobytes(thread.text)} at once, ${kilobytes(size)} on demand (${lazy.length} files)`,
  );
}

async function writeAll(files) {
  for (const { path, text } of files) {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  }
}

/** Says what activation loads apart from what waits until needed. */
function report([entry, ...lazy]) {
  const size = lazy.reduce((sum, file) => sum + Buffer.byteLength(file.text), 0);
  console.log(
    `dist/extension.js: ${kilobytes(entry.text)} at activation, ${kilobytes(size)} on demand (${lazy.length} files)`,
  );
}

function kilobytes(size) {
  const bytes = typeof size === 'string' ? Buffer.byteLength(size) : size;
  return `${(bytes / 1024).toFixed(1)} KB`;
}

function entryPoint(path) {
  if (existsSync(join(__dirname, path))) return path;
  console.error(`${path} does not exist`);
  process.exit(1);
}
