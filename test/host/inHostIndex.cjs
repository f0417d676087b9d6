// What the extension host loads: runs the test files that lie next to this one, once bundled.
const { readdirSync } = require('node:fs');
const { join } = require('node:path');
const Mocha = require('mocha');
const CountingReporter = require('./countingReporter.cjs');

exports.run = async () => {
  const mocha = new Mocha({
    reporter: CountingReporter,
    color: process.env.FORCE_COLOR === '1',
    timeout: 30_000,
    slow: 2_000,
    forbidOnly: true,
    forbidPending: true,
    grep: process.env.TEST_GREP,
  });
  const files = readdirSync(__dirname, { recursive: true }).filter((file) => file.endsWith('.test.js'));
  for (const file of files.sort()) mocha.addFile(join(__dirname, file));
  await mocha.loadFilesAsync();
  const failures = await new Promise((resolve) => {
    mocha.run(resolve);
  });
  if (failures > 0) throw new Error(`${failures} tests failed`);
};
