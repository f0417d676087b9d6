// Files given to a window that does not lead: how far they are shows where they were given, and they are called back there.
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { webhookAccount } from '../../../../src/messenger/account.ts';
import type { UploadState } from '../../../../src/messenger/files/outgoingFileStore.ts';
import type { Portal } from '../../../portal/portal.ts';
import { ids, startFixture } from '../../../portal/portalFixture.ts';
import { GivenLeadership } from '../leaders.ts';
import { MemoryFolder } from '../memoryFolder.ts';
import { makeSession, type SessionFixture, untilAllSent, webhookOf } from '../sessionFixture.ts';

const DIALOG = `chat${ids.group}`;
const SCOPES = ['im', 'user', 'disk'];

describe('messenger: files from several windows', () => {
  let portal: Portal;
  let leader: SessionFixture;
  let follower: SessionFixture;

  async function openBoth(): Promise<void> {
    ({ portal } = await startFixture());
    portal.setScopes(ids.me, SCOPES);
    const facts = {
      id: crypto.randomUUID(),
      userName: 'Trung Nguyen',
      scopes: SCOPES,
      networkClient: 'fetch',
    } as const;
    const account = webhookAccount(webhookOf(portal), facts);
    const folder = new MemoryFolder();
    leader = makeSession(portal, { account, folder, leadership: new GivenLeadership(true) });
    follower = makeSession(portal, { account, folder, leadership: new GivenLeadership(false) });
    for (const { session } of [leader, follower]) await session.startSending();
  }

  afterEach(async () => {
    for (const { session } of [leader, follower]) session.dispose();
    await portal.stop();
  });

  const told = async (): Promise<readonly string[]> =>
    (await leader.folder.subfolder('uploads').list()).map(({ name }) => name);
  const stored = (): number =>
    portal.world.chat(ids.group).messages.filter(({ fileIds }) => fileIds.length > 0).length;

  async function give(): Promise<{ readonly stored: readonly Promise<number>[] }> {
    const bytes = new Uint8Array(600_000);
    const file = { name: 'a.bin', size: bytes.byteLength, read: async () => bytes };
    return follower.session.fileOutbox.send(
      { dialogId: DIALOG, text: '', files: [file] },
      { keepFailed: true },
    );
  }

  it('show how far they are, and nothing of it stays', async () => {
    await openBoth();
    const gate = portal.faults.hold('im.disk.file.commit');
    const heard = new Promise<UploadState>((resolve) => follower.session.fileOutbox.onDidProgress(resolve));
    const sent = await give();
    const { uuid, total } = await heard;
    assert.equal(uuid, follower.session.outgoing.of(DIALOG)[0]?.uuid);
    assert.equal(total, 600_000);
    gate.open();
    await Promise.all(sent.stored);
    await Promise.all([leader, follower].map(({ session }) => untilAllSent(session)));
    assert.equal(stored(), 1);
    assert.deepEqual(await told(), []);
  });

  it('are called back where they were given', async () => {
    await openBoth();
    const gate = portal.faults.hold('disk.folder.uploadfile');
    const sent = await give();
    for (const outcome of sent.stored) outcome.catch(() => undefined);
    await gate.reached;
    const [item] = follower.session.outgoing.of(DIALOG);
    await follower.session.fileOutbox.cancel(item?.uuid ?? '');
    await Promise.all([leader, follower].map(({ session }) => untilAllSent(session)));
    gate.open();
    assert.equal(stored(), 0);
    assert.deepEqual(await told(), []);
    assert.deepEqual(await leader.folder.subfolder('outgoing').list(), []);
  });
});
