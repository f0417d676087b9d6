import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { PortalError, type PortalErrorKind } from '../../../src/bitrix24/rest/portalError.ts';
import { type SyncStatus, syncStatus } from '../../../src/messenger/syncStatus.ts';

describe('messenger: how it stands with the portal', () => {
  const kinds: Readonly<Record<PortalErrorKind, SyncStatus['kind']>> = {
    network: 'offline',
    timeout: 'offline',
    rateLimit: 'slowedDown',
    budget: 'slowedDown',
    auth: 'signInNeeded',
    scope: 'signInNeeded',
    moved: 'signInNeeded',
    plan: 'failing',
    server: 'failing',
    malformed: 'failing',
    rejected: 'failing',
    aborted: 'failing',
  };

  for (const [kind, expected] of Object.entries(kinds)) {
    it(`is “${expected}” after trouble of the kind “${kind}”`, () => {
      const failure = { code: 'X', outcome: 'unknown', method: 'm', retryAt: 7 } as const;
      const error = new PortalError({ ...failure, kind: kind as PortalErrorKind });
      const status = syncStatus({ kind: 'failing', error, since: 5 });
      assert.equal(status.kind, expected);
      assert.equal('since' in status ? status.since : 5, 5);
      assert.equal('until' in status ? status.until : 7, 7);
    });
  }

  it('is what the connection is while nothing fails, and failing after a fault of our own', () => {
    assert.deepEqual(syncStatus({ kind: 'online' }), { kind: 'online' });
    assert.deepEqual(syncStatus({ kind: 'connecting' }), { kind: 'connecting' });
    assert.equal(syncStatus({ kind: 'failing', error: new Error('x'), since: 5 }).kind, 'failing');
  });
});
