import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { textContent } from '../../../src/messenger/outgoing.ts';
import type { Session } from '../../../src/messenger/session.ts';
import { syncStatus } from '../../../src/messenger/syncStatus.ts';
import type { Portal } from '../../portal/portal.ts';
import { ids, startFixture } from '../../portal/portalFixture.ts';
import { makeSession, portalErrorOf, untilAllSent, writeInVain } from './sessionFixture.ts';

const GROUP = `chat${ids.group}`;

describe('messenger: a sign-in that has ended', () => {
  let portal: Portal;
  let session: Session;

  beforeEach(async () => {
    ({ portal } = await startFixture());
    ({ session } = makeSession(portal));
    await session.refresh();
    await session.startSending();
    await session.drafts.prepare();
  });
  afterEach(async () => {
    session.dispose();
    await portal.stop();
  });

  for (const [what, status, error] of [
    ['the refresh token is spent or the application gone', 401, 'invalid_grant'],
    ['nobody pays for it', 402, 'PAYMENT_REQUIRED'],
    ['the application is not for this person', 401, 'user_access_error'],
    ['the application was removed', 401, 'APPLICATION_NOT_FOUND'],
    ['its keys are no longer known', 401, 'invalid_client'],
    ['the webhook was made anew or has expired', 401, 'INVALID_CREDENTIALS'],
    ['the webhook was deleted', 401, 'NO_AUTH_FOUND'],
  ] as const) {
    it(`asks to sign in again where ${what}, and keeps what was written`, async () => {
      const ends = portal.faults.add('*', { kind: 'error', status, error }, Infinity);
      await portalErrorOf(session.refresh());
      assert.equal(syncStatus(session.connection).kind, 'signInNeeded');
      session.drafts.set(GROUP, 'half a sentence');
      await session.drafts.flush();
      const waiting = await writeInVain(session, textContent(GROUP, 'not lost'));
      assert.equal(waiting.state.kind, 'waiting');
      assert.equal(session.drafts.get(GROUP), 'half a sentence');

      ends.dispose();
      await session.refresh();
      await untilAllSent(session);
      const sent = portal.world.chat(ids.group).messages.filter(({ text }) => text === 'not lost');
      assert.equal(sent.length, 1);
    });
  }
});
