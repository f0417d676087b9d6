// A refresh token is good for one use: windows in processes of their own that find theirs expired at the same moment.
import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { Account } from '../../../src/messenger/account.ts';
import { AccountStore } from '../../../src/messenger/accountStore.ts';
import { type Fixture, ids, startFixture } from '../../portal/portalFixture.ts';
import { SilentLogger } from '../silentLogger.ts';
import { temporaryFolder } from '../temporaryFolder.ts';
import { folderSecrets } from './folderSecrets.ts';

const application = { clientId: 'local.6a1', clientSecret: 'applicationsecret' };
const WINDOWS = 3;

describe('windows that renew at once', () => {
  let fixture: Fixture;
  let windows: readonly ChildProcess[];

  beforeEach(async () => {
    fixture = await startFixture({
      oauth: { applications: [{ ...application, scopes: ['im'] }], accessSeconds: 3600 },
    });
    windows = [];
  });
  afterEach(async () => {
    for (const window of windows) window.kill('SIGKILL');
    await fixture.portal.stop();
  });

  it('ask the token server once between them, and all go on', async () => {
    const { portal } = fixture;
    const folder = temporaryFolder();
    const grant = portal.oauth.grantTo(ids.me, application.clientId);
    const { memberId, server } = portal.oauth;
    const account: Account = {
      id: crypto.randomUUID(),
      portal: { origin: portal.url, basePath: '' },
      userId: ids.me,
      userName: 'Trung',
      scopes: ['im'],
      networkClient: 'fetch',
      credential: { kind: 'oauth', application, grant: { ...grant, memberId, tokenServer: server.domain } },
    };
    const secrets = folderSecrets(folder.subfolder('keyring'));
    await new AccountStore(secrets, new SilentLogger()).save(account);
    const script = join(folder.path, 'window.mjs');
    const entry = join(import.meta.dirname, 'window.ts');
    await build({
      entryPoints: [entry],
      outfile: script,
      bundle: true,
      platform: 'node',
      format: 'esm',
      logLevel: 'silent',
    });
    windows = Array.from({ length: WINDOWS }, () => fork(script, [folder.path, account.id]));
    await Promise.all(windows.map((window) => once(window, 'message')));

    portal.expireToken(grant.accessToken);
    const said = windows.map(async (window) => {
      const heard: readonly unknown[] = await once(window, 'message');
      return heard[0];
    });
    for (const window of windows) window.send('go');
    assert.deepEqual(
      await Promise.all(said),
      windows.map(() => 'done'),
    );
    const renewals = server.requests.filter(({ grantType }) => grantType === 'refresh_token');
    assert.deepEqual(
      renewals.map(({ outcome }) => outcome),
      ['OK'],
    );
    const refused = portal.calls.filter(({ method, status }) => method === 'profile' && status === 401);
    assert.ok(refused.length >= WINDOWS, 'every window has met the expired token');
  });
});
