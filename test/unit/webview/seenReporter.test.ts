import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { SeenReporter } from '../../../src/webview/seenReporter.ts';

describe('SeenReporter', () => {
  it('tells the newest of what was seen in a while, once', () => {
    const { seen, reports, pass } = start();
    seen.saw(3);
    seen.saw(5);
    seen.saw(4);
    pass();

    assert.deepEqual(reports, [5]);
    seen.saw(5);
    pass();
    assert.deepEqual(reports, [5]);
  });

  it('never goes back', () => {
    const { seen, reports, pass } = start();
    seen.saw(5);
    pass();
    seen.saw(2);
    pass();
    seen.saw(6);
    pass();

    assert.deepEqual(reports, [5, 6]);
  });

  it('says it again when asked, and nothing where nothing was seen', () => {
    const { seen, reports, pass } = start();
    seen.repeat();
    assert.deepEqual(reports, []);

    seen.saw(5);
    pass();
    seen.repeat();
    assert.deepEqual(reports, [5, 5]);
  });

  it('does not say it twice when a report is due anyway', () => {
    const { seen, reports, pass } = start();
    seen.saw(5);
    seen.repeat();
    pass();

    assert.deepEqual(reports, [5]);
  });
});

function start() {
  const reports: number[] = [];
  const due: (() => void)[] = [];
  const seen = new SeenReporter(
    (id) => reports.push(id),
    (action) => due.push(action),
  );
  const pass = (): void => due.splice(0).forEach((action) => action());
  return { seen, reports, pass };
}
