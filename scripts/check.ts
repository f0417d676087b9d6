// npm run check: formatting, lint, types of every room, dead code. Prints the findings, ends with one line.
import { globSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { root, runNode } from './childProcess.ts';

interface Check {
  readonly name: string;
  readonly args: readonly string[];
}

interface Verdict {
  readonly name: string;
  readonly isPassed: boolean;
}

const tool = (path: string): string => join(root, 'node_modules', path);
const projects = globSync('{src,test,scripts}/**/tsconfig.json', { cwd: root }).sort();

const checks: readonly Check[] = [
  { name: 'lint', args: [tool('oxlint/bin/oxlint'), '--deny-warnings'] },
  { name: 'dead code', args: [tool('knip/bin/knip.js')] },
  // Files that only tests still use.
  { name: 'dead files', args: [tool('knip/bin/knip.js'), '--production', '--include', 'files'] },
  { name: 'formatting', args: [tool('prettier/bin/prettier.cjs'), '--check', '--log-level=warn', '.'] },
  ...projects.map((path) => ({ name: `types ${path}`, args: [tool('typescript/bin/tsc'), '-p', path] })),
];

const verdicts = await inParallel(checks, availableParallelism());
const failed = verdicts.filter((verdict) => !verdict.isPassed).map((verdict) => verdict.name);
console.log(
  failed.length === 0
    ? `Checks passed: lint, dead code, formatting, types of ${projects.length} projects`
    : `Checks failed: ${failed.join(', ')}`,
);
process.exitCode = failed.length === 0 ? 0 : 1;

async function inParallel(queue: readonly Check[], width: number): Promise<readonly Verdict[]> {
  const waiting = [...queue];
  const done: Verdict[] = [];
  const work = async (): Promise<void> => {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift())
      done.push(await run(check));
  };
  await Promise.all(Array.from({ length: width }, work));
  return done;
}

async function run({ name, args }: Check): Promise<Verdict> {
  const { code, output } = await runNode(args);
  console.log(code === 0 ? `ok      ${name}` : `FAILED  ${name}\n${output}`);
  return { name, isPassed: code === 0 };
}
