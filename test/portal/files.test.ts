import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import type { Features } from './methods/call.ts';
import type { Portal } from './portal.ts';
import { failure, ids, post, result, startFixture } from './portalFixture.ts';

const BYTES = Buffer.from('hello, file');
const CONTENT = BYTES.toString('base64');
const GROUP = 'chat97';
const BROWSER = {
  'User-Agent': 'a browser',
  'Accept': '*/*',
  'Accept-Language': 'en',
  'Referer': 'http://portal.example/',
};

type Uploaded = { readonly file: { readonly id: number; readonly name: string }; readonly messageId: number };
type History = {
  readonly messages: readonly { readonly id: number; readonly text: string; readonly params: unknown }[];
  readonly files: readonly { readonly id: number; readonly chatId: number; readonly size: number }[];
};

describe('files of the simulated portal', () => {
  let portal: Portal;

  afterEach(() => portal.stop());

  async function start(features: Partial<Features> = {}): Promise<void> {
    portal = (await startFixture({ features })).portal;
    portal.setScopes(ids.me, ['im', 'user', 'disk']);
  }

  const upload = (name: string, dialogId = GROUP): Promise<Uploaded> =>
    result(portal, 'im.v2.File.upload', { dialogId, fields: { name, content: CONTENT, message: 'Look' } });
  const linkOf = async (fileId: number): Promise<string> => {
    const params = { dialogId: GROUP, fileId };
    return (await result<{ downloadUrl: string }>(portal, 'im.v2.File.download', params)).downloadUrl;
  };
  const history = (): Promise<History> =>
    result(portal, 'im.dialog.messages.get', { DIALOG_ID: GROUP, LAST_ID: 0 });

  it('takes a file and makes a message of it in one call, with a name that is free', async () => {
    await start();
    const first = await upload('plan.txt');
    const second = await upload('plan.txt');
    assert.deepEqual([first.file.name, second.file.name], ['plan.txt', 'plan (1).txt']);

    const { messages, files } = await history();
    assert.deepEqual(
      messages.map(({ id, text, params }) => ({ id, text, params })),
      [second, first].map(({ messageId, file }) => ({
        id: messageId,
        text: 'Look',
        params: { FILE_ID: [file.id] },
      })),
    );
    assert.deepEqual(
      files.map(({ size, chatId }) => [size, chatId]),
      [
        [BYTES.length, ids.group],
        [BYTES.length, ids.group],
      ],
    );
  });

  it('reads its own parameter names exactly, and refuses what is no file', async () => {
    await start({ maxFileBytes: 10 });
    const refusal = (params: Record<string, unknown>): Promise<string> =>
      failure(portal, 'im.v2.File.upload', params);
    const fields = { name: 'a.txt', content: CONTENT };
    assert.equal(await refusal({ DIALOGID: GROUP, fields }), '400 CHAT_NOT_FOUND');
    assert.equal(await refusal({ dialogId: 'chat98', fields }), '403 ACCESS_DENIED');
    assert.equal(await refusal({ dialogId: GROUP, fields: { name: 'a.txt' } }), '400 FILE_EMPTY');
    assert.equal(
      await refusal({ dialogId: GROUP, fields: { name: 'a', content: `data:;base64,${CONTENT}` } }),
      '400 FILE_INVALID_CONTENT',
    );
    assert.equal(await refusal({ dialogId: GROUP, fields }), '400 FILE_TOO_LARGE');
    assert.deepEqual((await history()).messages, []);
  });

  it('gives a signed link that holds the secret, answers once and only to a browser’s headers', async () => {
    await start();
    const { file } = await upload('plan.txt');
    const link = await linkOf(file.id);
    assert.match(link, /\/rest\/1\/secretcode\/download\/\?token=/);
    assert.equal((await fetch(link, { headers: { 'Accept-Language': 'en' } })).status, 404);

    const answer = await fetch(link, { headers: BROWSER });
    assert.deepEqual(Buffer.from(await answer.arrayBuffer()), BYTES);
    assert.equal((await fetch(link, { headers: BROWSER })).status, 404);
    assert.equal((await fetch(`${link}x`, { headers: BROWSER })).status, 404);
  });

  it('answers a link as often as asked where it is told to', async () => {
    await start({ fileLinks: 'many', fileLinksNeedHeaders: false });
    const link = await linkOf((await upload('plan.txt')).file.id);
    for (let count = 0; count < 3; count += 1) assert.equal((await fetch(link)).status, 200);
  });

  it('gives no file of another chat', async () => {
    await start();
    const { file } = await upload('plan.txt', '7');
    const params = { dialogId: GROUP, fileId: file.id };
    assert.equal(await failure(portal, 'im.v2.File.download', params), '400 FILE_NOT_FOUND');
  });

  it('takes several files into one message in three steps, once for each TEMPLATE_ID', async () => {
    await start();
    const { ID: id } = await result<{ ID: number }>(portal, 'im.disk.folder.get', { DIALOG_ID: GROUP });
    const put = (NAME: string, more = {}): Promise<{ readonly ID: number; readonly SIZE: string }> =>
      result(portal, 'disk.folder.uploadfile', { id, data: { NAME }, fileContent: [NAME, CONTENT], ...more });
    const files = [await put('a.txt'), await put('a.txt', { generateUniqueName: true })];
    assert.equal(files[0]?.SIZE, String(BYTES.length));
    assert.deepEqual((await history()).messages, []);

    const params = {
      DIALOG_ID: GROUP,
      UPLOAD_ID: files.map((file) => file.ID),
      MESSAGE: 'Both',
      TEMPLATE_ID: '6f0c7a52-7b0b-4c57-9a43-7f6a7f1a2b3c',
    };
    type Committed = { readonly MESSAGE_ID: number; readonly DISK_ID: readonly string[] };
    const first = await result<Committed>(portal, 'im.disk.file.commit', params);
    const again = await result<Committed>(portal, 'im.disk.file.commit', params);
    assert.equal(again.MESSAGE_ID, first.MESSAGE_ID);
    assert.deepEqual(
      first.DISK_ID,
      files.map((file) => String(file.ID)),
    );
    const { messages } = await history();
    assert.deepEqual(
      messages.map((message) => message.params),
      [{ FILE_ID: files.map((file) => file.ID) }],
    );
  });

  it('refuses what it refuses on the older way, too', async () => {
    await start();
    const { ID: id } = await result<{ ID: number }>(portal, 'im.disk.folder.get', { CHAT_ID: ids.group });
    const put = { id, data: { NAME: 'a.txt' }, fileContent: ['a.txt', CONTENT] };
    await result(portal, 'disk.folder.uploadfile', put);
    assert.equal(await failure(portal, 'disk.folder.uploadfile', put), '400 DISK_OBJ_22000');
    assert.equal(
      await failure(portal, 'im.disk.file.commit', { CHAT_ID: ids.group, UPLOAD_ID: 999_999 }),
      '400 FILES_ERROR',
    );
    assert.equal(
      await failure(portal, 'im.disk.file.commit', { CHAT_ID: ids.foreign, UPLOAD_ID: 1 }),
      '400 ACCESS_ERROR',
    );
    portal.setScopes(ids.me, ['im']);
    assert.equal(await failure(portal, 'disk.folder.uploadfile', put), '401 insufficient_scope');
  });

  it('deletes an own file for all and hides that of somebody else for the caller alone', async () => {
    await start();
    const own = await upload('own.txt');
    const fields = { name: 'theirs.txt', content: CONTENT };
    const theirs = (await portal
      .as(ids.tai)
      .call('im.v2.File.upload', { dialogId: GROUP, fields })) as Uploaded;
    for (const { file } of [own, theirs]) {
      const params = { CHAT_ID: ids.group, FILE_ID: file.id };
      assert.equal(await result(portal, 'im.disk.file.delete', params), true);
    }
    assert.deepEqual((await history()).files, []);
    const seen = (await portal
      .as(ids.tai)
      .call('im.dialog.messages.get', { DIALOG_ID: GROUP, LAST_ID: 0 })) as History;
    assert.deepEqual(
      seen.files.map((file) => file.id),
      [theirs.file.id],
    );
  });

  it('is as bad as it is told to be', async () => {
    await start({ fileLinks: 'many' });
    const link = await linkOf((await upload('plan.txt')).file.id);
    const get = (): Promise<Response> => fetch(link, { headers: BROWSER, redirect: 'manual' });
    portal.faults.add('download', { kind: 'bytes', bytes: Buffer.from('<html>'), contentType: 'text/html' });
    assert.equal(await (await get()).text(), '<html>');

    portal.faults.add('download', { kind: 'endless' });
    let size = 0;
    for await (const chunk of (await get()).body ?? []) {
      size += (chunk as Uint8Array).byteLength;
      if (size > 5_000_000) break;
    }
    assert.ok(size > 5_000_000);

    portal.faults.add('download', { kind: 'moved', origin: 'http://127.0.0.1:9' });
    const moved = await get();
    assert.equal(moved.status, 302);
    assert.match(
      moved.headers.get('location') ?? '',
      /^http:\/\/127\.0\.0\.1:9\/rest\/1\/secretcode\/download/,
    );
  });

  it('runs no download in a batch', async () => {
    await start();
    const { body } = await post(portal, 'batch', { cmd: { a: 'download?token=x' } });
    assert.match(JSON.stringify(body), /ERROR_BATCH_METHOD_NOT_ALLOWED/);
  });
});
