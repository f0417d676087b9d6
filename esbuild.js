// Builds what VS Code loads: dist/extension.js with the chunks it loads on demand, and dist/webview/thread.js.
//   node esbuild.js [--production] [--watch] [--outdir=folder]
const { existsSync } = require('node:fs');
const { mkdir, rm, writeFile } = require('node:fs/promises');
const { basename, dirname, join, relative, resolve, sep } = require('node:path');
const esbuild = require('esbuild');

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
  sourcemap: 'inline',
  plugins: [writeAsCommonJs()],
};

const page = {
  entryPoints: { thread: entryPoint('src/webview/main.tsx') },
  outdir: join(dist, 'webview'),
  bundle: true,
  format: 'iife',
  platform: 'browser',
  target: 'chrome130',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  alias: {
    'react': 'preact/compat',
    'react-dom': 'preact/compat',
    'react/jsx-runtime': 'preact/jsx-runtime',
  },
  define: { 'process.env.NODE_ENV': JSON.stringify(isProduction ? 'production' : 'development') },
  minify: isProduction,
  sourcemap: 'linked',
  plugins: [writePage()],
};

build().catch((/** @type {unknown} */ error) => {
  process.exitCode = 1;
  // esbuild has printed its own messages by now.
  if (!(error instanceof Error && 'errors' in error)) console.error(error);
});

async function build() {
  const options = [extension, page].map((each) => ({
    ...each,
    absWorkingDir: __dirname,
    sourcesContent: !isProduction,
    legalComments: 'none',
    metafile: true,
    write: false,
    logLevel: 'warning',
  }));
  if (!isWatching) {
    await Promise.all(options.map((each) => esbuild.build(each)));
    return;
  }
  for (const each of options) await (await esbuild.context(each)).watch();
  console.log('Watching for changes');
}

/** The second pass: each chunk, a small ES module, becomes CommonJS, which is how every VS Code loads an extension. */
function writeAsCommonJs() {
  return {
    name: 'write-as-commonjs',
    setup(current) {
      current.onEnd(async (result) => {
        if (result.errors.length > 0) return;
        const files = await Promise.all(result.outputFiles.map(toCommonJs));
        // Chunk names carry a hash: those of the last build would stay.
        await rm(join(dist, 'chunks'), { recursive: true, force: true });
        await writeAll(files.flat());
        report(result.metafile, files);
      });
    },
  };
}

async function toCommonJs(output) {
  const { code, map } = await esbuild.transform(output.text, {
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    supported: { 'dynamic-import': false },
    minify: isProduction,
    sourcemap: 'external',
    // Composes with the map inside the text, whose sources are relative to the output file already.
    sourcefile: output.path,
    sourcesContent: !isProduction,
  });
  return [
    { path: output.path, text: `${code}//# sourceMappingURL=${basename(output.path)}.map\n` },
    { path: `${output.path}.map`, text: map },
  ];
}

function writePage() {
  return {
    name: 'write-page',
    setup(current) {
      current.onEnd(async (result) => {
        if (result.errors.length > 0) return;
        await writeAll(result.outputFiles);
        const script = result.outputFiles.find((file) => file.path.endsWith('.js'));
        console.log(`dist/webview/thread.js: ${kilobytes(script.text)}`);
      });
    },
  };
}

async function writeAll(files) {
  for (const { path, text } of files) {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  }
}

/** Says what activation loads (the entry and what it imports statically) apart from what waits until needed. */
function report(metafile, files) {
  const outputName = (path) => relative(__dirname, path).split(sep).join('/');
  const sizes = new Map(files.map(([script]) => [outputName(script.path), Buffer.byteLength(script.text)]));
  const entry = Object.keys(metafile.outputs).find(
    (path) => metafile.outputs[path].entryPoint === 'src/extension.ts',
  );
  const eager = new Set([entry]);
  for (const path of eager) {
    for (const imported of metafile.outputs[path].imports) {
      if (imported.kind === 'import-statement' && !imported.external) eager.add(imported.path);
    }
  }
  const sum = (paths) => paths.reduce((total, path) => total + (sizes.get(path) ?? 0), 0);
  const lazy = [...sizes.keys()].filter((path) => !eager.has(path));
  console.log(
    `dist/extension.js: ${kilobytes(sum([...eager]))} at activation (${eager.size} files), ` +
      `${kilobytes(sum(lazy))} on demand (${lazy.length} files)`,
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
