// The spec reporter, which also leaves the counts for the runner of all parts, and, where there is no terminal (inside
// VS Code), its report in a file.
const { appendFileSync, writeFileSync } = require('node:fs');
const Mocha = require('mocha');

const { Base, Spec } = Mocha.reporters;
const { TEST_COUNTS_FILE: countsFile, TEST_REPORT_FILE: reportFile } = process.env;

if (reportFile) {
  Base.consoleLog = (...args) => appendFileSync(reportFile, `${require('node:util').format(...args)}\n`);
}

module.exports = class CountingReporter extends Spec {
  constructor(runner, options) {
    super(runner, options);
    runner.once('end', () => {
      const { passes, failures } = runner.stats;
      if (countsFile) writeFileSync(countsFile, JSON.stringify({ passed: passes, failed: failures }));
    });
  }
};
