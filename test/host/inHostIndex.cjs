// What the extension host loads: runs the test files that lie next to this one, once bundled.
const { appendFileSync, readdirSync } = require('node:fs');
const { join } = require('node:path');
const Mocha = require('mocha');
const CountingReporter = require('./countingReporter.cjs');

exports.run = async () => {
  const failures = await runMocha().catch((/** @type {unknown} */ error) => {
    // What breaks before the first test: the host's own words for it are hard to find.
    appendFileSync(process.env.TEST_REPORT_FILE, `${error instanceof Error ? error.stack : String(error)}\n`);
    throw error;
  });
  if (failures > 0) throw new Error(`${failures} failed`);
};

async function runMocha() {
  const mocha = new Mocha({
    reporter: CountingReporter,
    color: process.env.NO_COLOR === undefined,
    timeout: 30_000,
    slow: 2_000,
    forbidOnly: true,
    forbidPending: true,
    grep: process.env.TEST_GREP,
  });
  const files = readdirSync(__dirname, { recursive: true }).filter((file) => file.endsWith('.test.js'));
  for (const file of files.sort()) mocha.addFile(join(__dirname, file));
  await mocha.loadFilesAsync();
  return await new Promise((resolve) => {
    mocha.run(resolve);
  });
}
