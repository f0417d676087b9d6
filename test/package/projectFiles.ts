import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, globSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

export function absolute(path: string): string {
  return join(root, path);
}

export function exists(path: string): boolean {
  return existsSync(absolute(path));
}

export function read(path: string): string {
  return readFileSync(absolute(path), 'utf8');
}

export function readJson<T>(path: string): T {
  return JSON.parse(read(path)) as T;
}

/** Paths of what matches, sorted, with forward slashes. */
export function find(pattern: string): readonly string[] {
  return globSync(pattern, { cwd: root })
    .map((path) => path.replaceAll('\\', '/'))
    .sort();
}

/** Everything under version control, and what would be with the next commit. */
export function repositoryFiles(): readonly string[] {
  const list = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], {
    cwd: root,
    encoding: 'utf8',
  });
  return list.split('\0').filter((path) => path !== '' && exists(path));
}

/** The product's TypeScript, one text. */
export function sources(): string {
  return find('src/**/*.{ts,tsx}').map(read).join('\n');
}

/** The members of `export type Name = 'a' | 'b';`. */
export function closedUnion(path: string, name: string): readonly string[] {
  const declaration = new RegExp(`export type ${name} =([^;]*);`).exec(read(path))?.[1];
  if (declaration === undefined) throw new Error(`${path} has no type ${name}`);
  return [...declaration.matchAll(/'([^']+)'/g)].map((match) => match[1] ?? '');
}
