// What people download: nothing missing, and no source, test, map or stray file slipped in.
import { strict as assert } from 'node:assert';
import { execFileSync } from 'node:child_process';
import { describe, it } from 'mocha';
import { absolute, find } from './projectFiles.ts';

const expected = [
  'CHANGELOG.md',
  'LICENSE',
  'README.md',
  'dist/chunks/*.js',
  'dist/extension.js',
  'dist/webview/chunks/*.js',
  'dist/webview/thread.js',
  'media/bitrix24.svg',
  'media/icon.png',
  'media/cards.css',
  'media/code.css',
  'media/composer.css',
  'media/controls.css',
  'media/files.css',
  'media/header.css',
  'media/keyboard.css',
  'media/menu.css',
  'media/message.css',
  'media/notice.css',
  'media/person.css',
  'media/search.css',
  'media/tab-dark.svg',
  'media/tab-light.svg',
  'media/thread.css',
  'media/walkthrough/webhook.md',
  ...find('media/walkthrough/*-{dark,light}.png'),
  'package.json',
  'package.nls.json',
  // One each for every language there is.
  ...find('media/walkthrough/*.nls.*.md'),
  ...find('package.nls.*.json'),
  ...find('l10n/bundle.l10n.*.json'),
];

describe('package', () => {
  it('holds these files and no other', () => {
    const listed = execFileSync(
      process.execPath,
      [absolute('node_modules/@vscode/vsce/vsce'), 'ls', '--no-dependencies'],
      { cwd: absolute('.'), encoding: 'utf8' },
    );
    const files = listed
      .split('\n')
      .filter((line) => line !== '' && !/^[ >]|KB/.test(line))
      // Their names carry a hash of what is in them.
      .map((path) => path.replace(/^(dist\/(?:webview\/)?chunks)\/[\w.-]+\.js$/, '$1/*.js'));
    assert.deepEqual([...new Set(files)].sort(), [...expected].sort());
  });
});
