// Installs what package-lock.json names, and finds the Node 24 that comes with it.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const MAJOR = 24;
const isWindows = process.platform === 'win32';

/** The program to run the project's TypeScript with, and the environment in which `node` and the tools are found. */
export async function prepareToolchain() {
  if (!isInstalled()) install();
  const node = findNode() ?? repairNode();
  const path = [join(root, 'node_modules', '.bin'), dirname(node), process.env.PATH ?? ''].join(delimiter);
  return { node, env: { ...process.env, PATH: path } };
}

/** npm keeps a lock of what it has put into node_modules; an install that broke off leaves none. */
function isInstalled() {
  const wanted = packagesOf('package-lock.json');
  const present = packagesOf(join('node_modules', '.package-lock.json'));
  if (wanted === undefined) throw new Error('package-lock.json is missing or broken.');
  if (present === undefined) return false;
  return Object.entries(wanted).every(([path, { version, optional }]) => {
    if (path === '') return true;
    const found = present[path];
    return found === undefined ? optional === true : found.version === version;
  });
}

function packagesOf(path) {
  try {
    return JSON.parse(readFileSync(join(root, path), 'utf8')).packages;
  } catch {
    return undefined;
  }
}

function install() {
  console.error('Installing dependencies (npm ci) ...');
  const { status, error } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: isWindows,
  });
  if (error !== undefined) throw new Error(`npm could not be started: ${error.message}`);
  if (status !== 0) throw new Error('npm ci failed; its message is above.');
}

function findNode() {
  const bundled = join(root, 'node_modules', 'node', 'bin', isWindows ? 'node.exe' : 'node');
  return [bundled, process.execPath].find((path) => existsSync(path) && majorOf(path) === MAJOR);
}

function majorOf(node) {
  const { stdout } = spawnSync(node, ['--version'], { encoding: 'utf8' });
  return Number(/^v(\d+)\./.exec(stdout ?? '')?.[1]);
}

/** The binary arrives by the install script of the package `node`, which npm may have been told not to run. */
function repairNode() {
  spawnSync(process.execPath, ['installArchSpecificPackage'], {
    cwd: join(root, 'node_modules', 'node'),
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const node = findNode();
  if (node !== undefined) return node;
  throw new Error(
    `Node ${MAJOR} is missing from node_modules: run "npm rebuild node", or use Node ${MAJOR} itself.`,
  );
}
