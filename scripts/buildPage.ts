// Builds the thread page: one script for what the first painting needs, and chunks that it imports when they are wanted.
import { dirname, relative, resolve, sep } from 'node:path';
import * as esbuild from 'esbuild';

/** With a slash in front, relative to the folder of the page. */
export interface PageFile {
  readonly path: string;
  readonly text: string;
}

const root = resolve(import.meta.dirname, '..');
const page = resolve(root, 'dist/webview');
const own = (path: string): string => resolve(root, 'src/webview', path);

/** What a build of the page and of its second pass have in common. */
const form = {
  absWorkingDir: root,
  bundle: true,
  format: 'esm',
  platform: 'browser',
  target: 'chrome130',
  legalComments: 'none',
  logLevel: 'warning',
  write: false,
} as const satisfies esbuild.BuildOptions;

/** `take` gets the files whenever they are built. */
export function pageBuild(
  isProduction: boolean,
  take: (files: readonly PageFile[]) => Promise<void>,
): esbuild.BuildOptions {
  return {
    ...form,
    entryPoints: { thread: 'src/webview/main.tsx' },
    outdir: page,
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    // The list is written for React; what it uses of it fits into a file.
    alias: {
      'react': own('react.ts'),
      'react-dom': own('react.ts'),
      'react/jsx-runtime': own('reactRuntime.ts'),
    },
    define: { 'process.env.NODE_ENV': JSON.stringify(isProduction ? 'production' : 'development') },
    minify: isProduction,
    metafile: true,
    sourcemap: 'inline',
    sourcesContent: !isProduction,
    plugins: [
      {
        name: 'join-page',
        setup(current) {
          current.onEnd(async (result) => {
            if (result.errors.length === 0) await take(await joined(result, isProduction));
          });
        },
      },
    ],
  };
}

/** One build, as a release ships it. */
export async function builtPage(): Promise<readonly PageFile[]> {
  let built: readonly PageFile[] = [];
  await esbuild.build(
    pageBuild(true, async (files) => {
      built = files;
      await Promise.resolve();
    }),
  );
  return built;
}

interface FirstPass {
  readonly entry: string;
  /** What the entry imports at once: paths, with the names each exports. */
  readonly shared: ReadonlyMap<string, readonly string[]>;
  readonly texts: ReadonlyMap<string, string>;
}

/**
 * Splitting makes a file of its own of everything that several parts share, and a page would fetch them one after the
 * other before it draws. So what it needs at once becomes one script, and the chunks take what they share from there.
 */
async function joined(result: esbuild.BuildResult, isProduction: boolean): Promise<readonly PageFile[]> {
  const pass = firstPass(result);
  const paths = [...pass.texts.keys()].filter((path) => !pass.shared.has(path));
  const files = await Promise.all(
    paths.map((path) =>
      esbuild.build({
        ...form,
        stdin: {
          contents: path === pass.entry ? entryText(pass) : (pass.texts.get(path) ?? ''),
          resolveDir: dirname(path),
          sourcefile: path,
        },
        outfile: path,
        minify: isProduction,
        sourcemap: 'linked',
        sourcesContent: !isProduction,
        plugins: [linkParts(pass, path)],
      }),
    ),
  );
  return files
    .flatMap((each) => each.outputFiles ?? [])
    .map(({ path, text }) => ({ path: `/${relative(page, path).split(sep).join('/')}`, text }))
    .sort((a, b) => a.path.length - b.path.length);
}

function firstPass({ outputFiles = [], metafile }: esbuild.BuildResult): FirstPass {
  const outputs = new Map(
    Object.entries(metafile?.outputs ?? {}).map(([path, output]) => [resolve(root, path), output]),
  );
  const entry = resolve(page, 'thread.js');
  const eager = new Set([entry]);
  for (const path of eager) {
    for (const imported of outputs.get(path)?.imports ?? []) {
      if (imported.kind === 'import-statement') eager.add(resolve(root, imported.path));
    }
  }
  eager.delete(entry);
  return {
    entry,
    shared: new Map([...eager].map((path) => [path, outputs.get(path)?.exports ?? []])),
    texts: new Map(outputFiles.map((file) => [file.path, file.text])),
  };
}

/** The page itself, and everything it shares under names that no two files have in common. */
function entryText({ entry, shared }: FirstPass): string {
  const exports = [...shared].map(([path, names], index) => {
    const list = names.map((name) => `${name} as ${sharedName(index, name)}`);
    return `export { ${list.join(', ')} } from ${JSON.stringify(path)};`;
  });
  return [`import ${JSON.stringify(entry)};`, ...exports].join('\n');
}

function sharedName(index: number, name: string): string {
  return `${name}${index.toString(36)}`;
}

/** Where an import of the first pass leads in the second. */
function linkParts({ entry, shared, texts }: FirstPass, from: string): esbuild.Plugin {
  const files = [...shared.keys()];
  return {
    name: 'link-parts',
    setup(current) {
      // Before the next rule, which would take the entry for one of its own parts.
      current.onResolve({ filter: /./, namespace: 'shared' }, ({ path }) => ({ path, external: true }));
      current.onResolve({ filter: /\.js$/ }, ({ path, resolveDir, kind }) => {
        const target = resolve(resolveDir, path);
        if (kind === 'entry-point' || !texts.has(target)) return undefined;
        if (target !== entry && !shared.has(target)) return { path: pathFrom(from, target), external: true };
        return { path: target, namespace: from === entry ? 'inside' : 'shared' };
      });
      current.onLoad({ filter: /./, namespace: 'inside' }, ({ path }) => ({
        contents: texts.get(path) ?? '',
        resolveDir: dirname(path),
      }));
      current.onLoad({ filter: /./, namespace: 'shared' }, ({ path }) => {
        const index = files.indexOf(path);
        const names = (shared.get(path) ?? []).map((name) => `${sharedName(index, name)} as ${name}`);
        const source = JSON.stringify(pathFrom(from, entry));
        return { contents: `export { ${names.join(', ')} } from ${source};`, resolveDir: dirname(from) };
      });
    },
  };
}

function pathFrom(from: string, target: string): string {
  const path = relative(dirname(from), target).split(sep).join('/');
  return path.startsWith('.') ? path : `./${path}`;
}
