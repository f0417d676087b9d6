// Runs in the extension host of a real VS Code as its "tests": activates both extensions and writes down what they noted.
const { appendFileSync, existsSync, readFileSync } = require('node:fs');
const vscode = require('vscode');

exports.run = async () => {
  const file = process.env.BENCH_ACTIVATIONS_FILE;
  const ids = ['b24-community.bitrix24-messenger', 'b24-community.bench-empty'];
  const rounds = existsSync(file) ? readFileSync(file, 'utf8').split('\n').length - 1 : 0;
  // Each goes first every other time: the first one pays for what both use.
  if (rounds % 2 === 1) ids.reverse();
  for (const id of ids) {
    const extension = vscode.extensions.getExtension(id);
    if (extension === undefined) throw new Error(`${id} is not there`);
    await extension.activate();
  }
  appendFileSync(file, `${JSON.stringify(globalThis.benchActivations)}\n`);
};
