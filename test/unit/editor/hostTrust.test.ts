import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { mayTrust, trustedIn } from '../../../src/editor/thread/hostTrust.ts';

describe('hosts that VS Code trusts', () => {
  it('are read from the list as people see it', () => {
    const text =
      '// Trusted domains\n// - "https://example.com"\n[\n  "https://*.trusted.example",\n  "*",\n]\n';
    assert.deepEqual(trustedIn(text), ['https://*.trusted.example', '*']);
    for (const broken of ['', '{}', '[', 'no']) assert.throws(() => trustedIn(broken));
  });

  const cases: readonly (readonly [string, string, boolean])[] = [
    ['*', 'anything.example', true],
    ['https://*', 'anything.example', true],
    ['https://builds.example', 'builds.example', true],
    ['https://builds.example/path', 'builds.example', true],
    ['builds.example', 'BUILDS.example', true],
    ['https://*.example', 'builds.example', true],
    ['https://example', 'builds.example', true],
    ['https://builds.example', 'evilbuilds.example', false],
    ['https://other.example', 'builds.example', false],
  ];
  for (const [entry, host, isTrusted] of cases) {
    it(`${entry} ${isTrusted ? 'names' : 'does not name'} ${host}`, () => {
      assert.equal(mayTrust([entry], host), isTrusted);
    });
  }

  it('are this computer, whatever the list says', () => {
    for (const host of ['localhost', 'a.localhost', '127.0.0.1', '[::1]']) assert.ok(mayTrust([], host));
    assert.ok(!mayTrust([], 'localhost.example'));
  });
});
