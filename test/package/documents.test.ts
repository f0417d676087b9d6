// What the documents name exists, and what people can use is documented.
import { strict as assert } from 'node:assert';
import { dirname, join } from 'node:path';
import { describe, it } from 'mocha';
import { readManifest } from './manifestTypes.ts';
import { exists, find, read, readJson } from './projectFiles.ts';

const { contributes } = readManifest();
const { scripts } = readJson<{ readonly scripts: Readonly<Record<string, string>> }>('package.json');
const readme = read('README.md');

/** Rows of the list run them; nobody calls them by name. */
const internalCommands = ['bitrix24.showMoreDialogs', 'bitrix24.showMoreNotifications'];

describe('documents', () => {
  for (const path of find('*.md')) {
    it(`${path}: links lead to files`, () => {
      const targets = [...read(path).matchAll(/\]\(([^)#\s]+)/g)].map(([, target = '']) => target);
      const local = targets.filter((target) => !/^[a-z]+:/.test(target));
      assert.deepEqual(
        local.filter((target) => !exists(join(dirname(path), target))),
        [],
      );
    });

    it(`${path}: paths of the project exist`, () => {
      const named = [...read(path).matchAll(/`((?:src|test|scripts|media|l10n|\.vscode|\.ci)\/[^`]*)`/g)];
      const paths = named.map(([, target = '']) => target.replaceAll(/<[^>]+>/g, '*'));
      assert.deepEqual(
        paths.filter((target) => find(target).length === 0),
        [],
      );
    });

    it(`${path}: npm scripts exist`, () => {
      const named = [...read(path).matchAll(/(?:`|^)npm (?:run )?(\w+)/gm)].map(([, script = '']) => script);
      assert.deepEqual(
        named.filter((script) => !Object.hasOwn(scripts, script)),
        [],
      );
    });
  }

  it('README.md has each command in its table, and no other', () => {
    const commands = contributes.commands.map(({ command }) => command);
    const rows = readme.split('\n').filter((line) => /^\| `bitrix24\.\w+`/.test(line));
    const named = [...rows.join().matchAll(/`(bitrix24\.\w+)`/g)].map(([, command = '']) => command);
    assert.deepEqual(named.sort(), commands.filter((command) => !internalCommands.includes(command)).sort());
  });

  it('README.md has a row for each setting, with its default', () => {
    const settings = Object.entries(contributes.configuration.properties);
    for (const [key, setting] of settings) {
      const row = readme.split('\n').find((line) => line.startsWith(`| \`${key}\``)) ?? '';
      const value = typeof setting.default === 'string' ? setting.default : JSON.stringify(setting.default);
      assert.ok(row.includes(`| \`${value}\``), `${key}: ${row}`);
    }
  });
});
