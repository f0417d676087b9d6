import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

export interface Finding {
  /** Path inside the copy. */
  readonly file: string;
  /** `plugin(rule)`, or the number of a compiler error. */
  readonly rule: string;
  readonly message: string;
}

/** The real sources with the real configuration in a throw-away folder, where faults can be planted. */
export class SourceCopy {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async make(): Promise<SourceCopy> {
    const folder = await mkdtemp(join(tmpdir(), 'bitrix24-architecture-'));
    for (const path of ['src', 'tsconfig.json', '.oxlintrc.json']) {
      await cp(join(root, path), join(folder, path), { recursive: true });
    }
    await symlink(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
    return new SourceCopy(folder);
  }

  async plant(path: string, text: string): Promise<void> {
    const target = join(this.#folder, path);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, text);
  }

  remove(path: string): Promise<void> {
    return rm(join(this.#folder, path));
  }

  /** Every finding of the linter, warnings included. */
  async lint(): Promise<readonly Finding[]> {
    const output = await this.#run('oxlint/bin/oxlint', ['--format=json', 'src']);
    const report = JSON.parse(output) as Report;
    if (report.number_of_files < 10) throw new Error(`The linter saw ${report.number_of_files} files`);
    return report.diagnostics.map(({ filename, code, message }) => ({ file: filename, rule: code, message }));
  }

  /** Every error of the compiler in one room. */
  async compile(room: string): Promise<readonly Finding[]> {
    const output = await this.#run('typescript/bin/tsc', ['-p', `src/${room}`, '--pretty', 'false']);
    return output.split('\n').flatMap((line) => {
      const match = /^(.+?)\(\d+,\d+\): error (TS\d+): (.*)$/.exec(line);
      if (match === null) return [];
      const [, file = '', rule = '', message = ''] = match;
      return [{ file, rule, message }];
    });
  }

  dispose(): Promise<void> {
    return rm(this.#folder, { recursive: true, force: true });
  }

  #run(program: string, args: readonly string[]): Promise<string> {
    return new Promise((done, reject) => {
      const path = join(root, 'node_modules', program);
      const child = spawn(process.execPath, [path, ...args], {
        cwd: this.#folder,
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let output = '';
      child.stdout.on('data', (data: Buffer) => {
        output += data.toString();
      });
      child.once('error', reject);
      child.once('close', () => {
        done(output);
      });
    });
  }
}

interface Report {
  readonly number_of_files: number;
  readonly diagnostics: readonly {
    readonly filename: string;
    readonly code: string;
    readonly message: string;
  }[];
}
