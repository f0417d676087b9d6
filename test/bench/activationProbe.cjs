// Activates one extension in a fresh process and says what that cost: node activationProbe.cjs <entry> [secrets as JSON].
// With secrets of a signed-in account it goes on until the list is filled.
const Module = require('node:module');
const { mkdtempSync, rmSync, statSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { dirname, join, relative, sep } = require('node:path');
const { vscode, extensionContext } = require('./stubVscode.cjs');

const [entry, secrets] = process.argv.slice(2);
const FILLED_WITHIN_MS = 20_000;

// The way VS Code itself gives extensions a module that is on no disk.
const load = Module._load;
Module._load = (request, ...rest) => (request === 'vscode' ? vscode : load(request, ...rest));

void measure();

async function measure() {
  const storage = mkdtempSync(join(tmpdir(), 'activation-'));
  process.once('exit', () => rmSync(storage, { recursive: true, force: true }));
  const context = extensionContext(secrets === undefined ? {} : JSON.parse(secrets), storage);
  const startedAt = performance.now();
  const extension = require(entry);
  const loadedAt = performance.now();
  const exported = extension.activate(context);
  const time = { loadMs: loadedAt - startedAt, activateMs: performance.now() - loadedAt };
  const atActivation = loadedFiles();
  if (secrets !== undefined) await filled(exported.getApi(1));
  process.stdout.write(JSON.stringify({ time, atActivation, inTheEnd: loadedFiles() }));
  process.exit();
}

function loadedFiles() {
  const folder = dirname(entry);
  return Object.keys(require.cache)
    .filter((path) => path.startsWith(folder + sep))
    .map((path) => ({ name: relative(folder, path), bytes: statSync(path).size }));
}

async function filled(api) {
  const deadline = performance.now() + FILLED_WITHIN_MS;
  while (api.dialogs().length === 0) {
    if (performance.now() > deadline) throw new Error('The list stayed empty');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
