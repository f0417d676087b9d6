// A minute as usual, then everything at once, against a portal that enforces its rate. One clock for both sides.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import type { Session } from '../../../src/messenger/session.ts';
import { type Portal, startPortal } from '../../portal/portal.ts';
import { seeds } from '../../portal/seeds/index.ts';
import { makeSession, openVisible, requests, send } from './sessionFixture.ts';
import { temporaryFolder } from '../temporaryFolder.ts';
import { SharedTime } from './sharedTime.ts';

const READS = 200;
const MOST_WAIT_MS = 50;

describe('messenger: a rush', () => {
  const time = new SharedTime();
  let portal: Portal;
  let session: Session;

  before(async () => {
    portal = await startPortal({ seed: seeds.demo, clock: time.clock });
    ({ session } = makeSession(portal, {
      clock: time.clock,
      fetchOver: time.fetch,
      folder: time.disk(temporaryFolder()),
    }));
    session.setWindowFocused(true);
    session.setListVisible(true);
    session.events.setWanted(true);
    session.start();
    await time.calm();
  });

  after(async () => {
    session.dispose();
    await portal.stop();
  });

  const refused = () => requests(portal).filter(({ status }) => status === 503);

  it('a minute of reading, writing and looking elsewhere', async () => {
    const dialogs = session.dialogs.dialogs.slice(0, 12);
    for (const { id } of dialogs) {
      const opened = session.openThread(id);
      session.setThreadVisible(id, true);
      await opened.thread.open();
      const sending = send(session, { to: '7', text: `Reading ${id}` });
      await time.pass(5_000);
      assert.equal(typeof (await sending), 'number');
      session.readMarker.saw(id, opened.thread.newestId);
      session.setThreadVisible(id, false);
      opened.dispose();
    }
    assert.ok(requests(portal).length > 30);
    assert.deepEqual(refused(), []);
  });

  it('200 reads at once meet no refusal, and whoever writes in their midst does not wait', async () => {
    await openVisible(session, 'chat101');
    let done = 0;
    const reads = Array.from({ length: READS }, async () => {
      await session.messages('chat101', 20);
      done += 1;
    });
    const waits: number[] = [];
    for (let round = 0; round < 8; round += 1) {
      await time.pass(3_000, 50);
      assert.ok(done < READS, 'in their midst');
      const text = `In between ${round}`;
      const askedAt = time.clock.now();
      // The clock stands still meanwhile: what goes out now has waited for no place.
      const arrived = portal.waitForCall((call) => call.params['MESSAGE'] === text, { timeoutMs: 10_000 });
      const sending = send(session, { to: '7', text });
      waits.push((await arrived).at - askedAt);
      assert.equal(typeof (await sending), 'number');
    }
    assert.deepEqual(
      waits.filter((ms) => ms >= MOST_WAIT_MS),
      [],
    );
    await time.pass(300_000, 250, () => done === READS);
    await Promise.all(reads);
    assert.deepEqual(refused(), []);
  });
});
