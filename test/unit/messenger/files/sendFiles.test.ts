// Files on their way to the portal: held as messages are, and one message in the end, whatever happens.
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import type { FileToSend } from '../../../../src/messenger/files/fileToSend.ts';
import { type Account, webhookAccount } from '../../../../src/messenger/account.ts';
import type { Fault } from '../../../portal/faults.ts';
import type { Features } from '../../../portal/methods/call.ts';
import type { Portal } from '../../../portal/portal.ts';
import { ids, startFixture } from '../../../portal/portalFixture.ts';
import { pngOf } from '../../../portal/fileContent.ts';
import {
  makeSession,
  openVisible,
  problemOf,
  type SessionFixture,
  untilAllSent,
  webhookOf,
} from '../sessionFixture.ts';

const DIALOG = `chat${ids.group}`;
const UPLOAD = 'im.v2.File.upload';
const PUT = 'disk.folder.uploadfile';
const COMMIT = 'im.disk.file.commit';

const faults: Readonly<Record<string, Fault>> = {
  'a drop before': { kind: 'drop', when: 'before' },
  'a drop after': { kind: 'drop', when: 'after' },
  'a 502 after': { kind: 'gateway', when: 'after', status: 502 },
  'an answer cut in the middle': { kind: 'cutJson' },
  'a 503 of the rate limit': { kind: 'queryLimit' },
};

describe('messenger: sending files', () => {
  let portal: Portal;
  let fixture: SessionFixture;

  async function start(scopes: readonly string[], features: Partial<Features> = {}): Promise<void> {
    ({ portal } = await startFixture({ features }));
    portal.setScopes(ids.me, scopes);
    await portal.as(ids.tai).post(DIALOG, 'Before');
    fixture = makeSession(portal, { account: account(scopes) });
    await fixture.session.refresh();
    portal.clearCalls();
  }
  const withDrive = (features?: Partial<Features>): Promise<void> => start(['im', 'user', 'disk'], features);
  const withoutDrive = (features?: Partial<Features>): Promise<void> => start(['im', 'user'], features);

  afterEach(async () => {
    fixture.session.dispose();
    await portal.stop();
  });

  function account(scopes: readonly string[]): Account {
    const facts = {
      id: crypto.randomUUID(),
      userName: 'Trung Nguyen',
      scopes,
      networkClient: 'fetch',
    } as const;
    return webhookAccount(webhookOf(portal), facts);
  }

  const file = (name: string, content: string | Uint8Array): FileToSend => {
    const bytes = Buffer.from(content);
    return { name, size: bytes.byteLength, read: async () => new Uint8Array(bytes) };
  };
  const sendFiles = async (text: string, ...files: readonly FileToSend[]): Promise<readonly number[]> => {
    const what = { dialogId: DIALOG, text, files };
    return Promise.all((await fixture.session.fileOutbox.send(what, { keepFailed: true })).stored);
  };
  /** What stands in the chat after `Before`: text, and each file's name and content. */
  const stored = (): readonly (readonly string[])[] =>
    portal.world
      .chat(ids.group)
      .messages.slice(1)
      .map(({ text, fileIds }) => [
        text,
        ...fileIds.map((id) => {
          const found = portal.world.files.get(id);
          return `${found?.name}: ${Buffer.from(found?.content ?? []).toString('utf8')}`;
        }),
      ]);
  const callsOf = (method: string): number => portal.calls.filter((call) => call.method === method).length;
  const leftOnDisk = async (): Promise<readonly string[]> =>
    (await fixture.folder.subfolder('outgoing').list()).map((entry) => entry.name);

  it('make one message with the words, where the webhook may use the drive', async () => {
    await withDrive();
    const [messageId, ...more] = await sendFiles('Look', file('a.txt', 'first'), file('b.txt', 'second'));
    assert.deepEqual(more, []);
    assert.equal(messageId, portal.world.chat(ids.group).messages.at(-1)?.id);
    assert.deepEqual(stored(), [['Look', 'a.txt: first', 'b.txt: second']]);
  });

  it('make a message each otherwise, the words with the first', async () => {
    await withoutDrive();
    await sendFiles('Look', file('a.txt', 'first'), file('b.txt', 'second'));
    assert.deepEqual(stored(), [
      ['Look', 'a.txt: first'],
      ['', 'b.txt: second'],
    ]);
    assert.equal(callsOf(PUT), 0);
  });

  it('stand in the thread at once when they are stored, and are not fetched back', async () => {
    await withDrive();
    const thread = await openVisible(fixture.session, DIALOG);
    const png = pngOf(30, 20, 1);
    await sendFiles('', file('screen.png', png));
    const shown = thread.timeline.messages.at(-1)?.files[0];
    assert.ok(shown);
    assert.deepEqual(
      [shown.name, shown.kind, shown.image],
      ['screen.png', 'image', { width: 30, height: 20 }],
    );
    await fixture.session.files.kept;
    const bytes = await fixture.session.files.bytes(DIALOG, shown, { lane: 'visible' });
    assert.deepEqual(Buffer.from(bytes), Buffer.from(png));
    assert.equal(callsOf('download'), 0);
  });

  it('leave nothing on disk once they are gone', async () => {
    await withDrive();
    await sendFiles('', file('a.txt', 'first'));
    while ((await leftOnDisk()).length > 0) await new Promise(setImmediate);
  });

  for (const [name, fault] of Object.entries(faults)) {
    for (const [method, begin] of [
      [COMMIT, withDrive],
      [PUT, withDrive],
      ['im.disk.folder.get', withDrive],
      [UPLOAD, withoutDrive],
    ] as const) {
      it(`make one message after ${name} at ${method}`, async () => {
        await begin();
        portal.faults.add(method, fault);
        await sendFiles('Once', file('a.txt', 'only'));
        assert.deepEqual(stored(), [['Once', `${nameAfter(name, method)}: only`]]);
      });
    }
  }

  /** A file whose first upload was lost on the way back lies in the folder under its name already. */
  function nameAfter(name: string, method: string): string {
    return method === PUT && !name.includes('before') && !name.includes('503') ? 'a (1).txt' : 'a.txt';
  }

  it('make one message on portals that take no TEMPLATE_ID and show no uuids', async () => {
    await withDrive({ templateId: false, uuidShown: false });
    portal.faults.add(COMMIT, { kind: 'drop', when: 'after' });
    await sendFiles('Once', file('a.txt', 'only'));
    assert.deepEqual(stored(), [['Once', 'a.txt: only']]);
  });

  it('are told from others of the same words by name and size', async () => {
    await withoutDrive();
    portal.faults.add(UPLOAD, { kind: 'drop', when: 'before' });
    const gate = portal.faults.hold('batch');
    const sending = sendFiles('', file('a.txt', 'mine!'));
    await gate.reached;
    const fields = { name: 'other.txt', content: Buffer.from('mine!').toString('base64') };
    await portal.as(ids.me).call(UPLOAD, { dialogId: DIALOG, fields });
    gate.open();
    await sending;
    assert.deepEqual(stored(), [
      ['', 'other.txt: mine!'],
      ['', 'a.txt: mine!'],
    ]);
  });

  it('wait through a closed window, and go from the next one', async () => {
    await withDrive();
    portal.faults.add('*', { kind: 'drop', when: 'before' }, 1_000);
    const what = { dialogId: DIALOG, text: 'Later', files: [file('a.txt', 'kept')] };
    await fixture.session.fileOutbox.send(what, { keepFailed: true }).then(({ stored: outcomes }) => {
      for (const outcome of outcomes) outcome.catch(() => undefined);
    });
    const { folder } = fixture;
    fixture.session.dispose();
    portal.faults.clear();

    fixture = makeSession(portal, { account: account(['im', 'user', 'disk']), folder });
    await fixture.session.startSending();
    await untilAllSent(fixture.session);
    assert.deepEqual(stored(), [['Later', 'a.txt: kept']]);
  });

  it('are not uploaded again where only the message is missing', async () => {
    await withDrive();
    portal.faults.add(COMMIT, { kind: 'gateway', when: 'before', status: 502 });
    await sendFiles('', file('a.txt', 'first'), file('b.txt', 'second'));
    assert.equal(callsOf(PUT), 2);
    assert.deepEqual(stored(), [['', 'a.txt: first', 'b.txt: second']]);
  });

  it('are cancelled while they are uploaded: no message, and nothing waits', async () => {
    await withDrive();
    const gate = portal.faults.hold(PUT);
    const what = { dialogId: DIALOG, text: 'Never', files: [file('a.txt', 'no')] };
    const sent = await fixture.session.fileOutbox.send(what, { keepFailed: true });
    for (const outcome of sent.stored) outcome.catch(() => undefined);
    await gate.reached;
    const [item] = fixture.session.outgoing.of(DIALOG);
    await fixture.session.fileOutbox.cancel(item?.uuid ?? '');
    gate.open();
    assert.equal(fixture.session.outgoing.size, 0);
    assert.deepEqual(stored(), []);
    assert.deepEqual(await leftOnDisk(), []);
  });

  it('tell how far they are', async () => {
    await withDrive();
    const seen: (readonly [number, number])[] = [];
    fixture.session.fileOutbox.uploads.onDidProgress(({ sent, total }) => seen.push([sent, total]));
    await sendFiles('', file('a.bin', new Uint8Array(500_000)), file('b.bin', new Uint8Array(100_000)));
    assert.ok(seen.length > 4);
    assert.deepEqual(seen.at(-1), [600_000, 600_000]);
    assert.deepEqual(
      seen.map(([sent]) => sent),
      seen.map(([sent]) => sent).toSorted((a, b) => a - b),
    );
  });

  it('are refused before anything is sent where they cannot go', async () => {
    await withDrive();
    const refusal = async (...files: readonly FileToSend[]): Promise<unknown> => {
      const what = { dialogId: DIALOG, text: '', files };
      const problem = await problemOf(fixture.session.fileOutbox.send(what, { keepFailed: true }));
      return problem.kind === 'file' ? problem.problem.kind : problem.kind;
    };
    assert.equal(await refusal(file('empty.txt', '')), 'empty');
    const huge = { name: 'huge.iso', size: 101 * 1024 * 1024, read: async () => assert.fail('It was read') };
    assert.equal(await refusal(huge), 'tooLarge');
    const broken = { name: 'a.txt', size: 5, read: () => Promise.reject(new Error('EACCES')) };
    assert.equal(await refusal(file('ok.txt', 'ok'), broken), 'unreadable');
    assert.equal(await refusal(...Array.from({ length: 21 }, () => file('a.txt', 'x'))), 'tooMany');
    assert.deepEqual(await leftOnDisk(), []);
    assert.equal(portal.calls.length, 0);
  });
});
