// `bitrix24.sendFile` as another extension would call it: the portal's files are compared byte by byte.
import { strict as assert } from 'node:assert';
import { mkdir, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { fileContent } from '../../portal/fileContent.ts';
import { type Portal, startPortal } from '../../portal/portal.ts';
import { seeds } from '../../portal/seeds/index.ts';
import { rejection } from './product.ts';

const FILE_LIMIT = 100 * 1024 * 1024;
// Every value a byte can have, in a length that fits no block and no group of base64.
const EVERY_BYTE = Buffer.from(
  Array.from({ length: 700_001 }, (_, index) => (index * 7 + (index >> 8)) % 256),
);

const ways = [
  { what: 'by way of the drive', scopes: ['im', 'user', 'disk'], method: 'im.disk.file.commit', together: 1 },
  { what: 'without the scope disk', scopes: ['im', 'user'], method: 'im.v2.File.upload', together: 2 },
] as const;

describe('sendFile', () => {
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bitrix24-send-file-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  let accountId: string | undefined;

  async function signIn(target: Portal): Promise<void> {
    const argument = { method: 'webhook', url: target.webhookUrl() };
    const signedIn = await vscode.commands.executeCommand<{ readonly accountId: string }>(
      'bitrix24.signIn',
      argument,
    );
    accountId = signedIn.accountId;
  }

  async function signOut(target: Portal): Promise<void> {
    await vscode.commands.executeCommand('bitrix24.signOut', accountId);
    await target.stop();
  }

  async function file(name: string, content: Uint8Array | string): Promise<vscode.Uri> {
    const path = join(folder, name);
    await writeFile(path, content);
    return vscode.Uri.file(path);
  }

  for (const { what, scopes, method, together } of ways) {
    describe(what, () => {
      let portal: Portal;

      beforeEach(async () => {
        portal = await startPortal({ seed: seeds.paper, rate: 'off' });
        portal.setScopes(1, scopes);
        await signIn(portal);
        portal.clearCalls();
      });
      afterEach(() => signOut(portal));

      /** What the portal has of a message: its words, and its files with their bytes. */
      function stored(messageId: number): unknown {
        const message = portal.world.chat(97).messages.find(({ id }) => id === messageId);
        const files = message?.fileIds.map((id) => {
          const record = portal.world.files.get(id);
          assert.ok(record);
          return [record.name, Buffer.from(fileContent(record)).toString('base64')];
        });
        return { text: message?.text, files };
      }
      const send = (argument: object): Thenable<number> =>
        vscode.commands.executeCommand<number>('bitrix24.sendFile', { dialogId: 'chat97', ...argument });

      it('gives the message’s ID, and the portal has exactly these bytes', async () => {
        const uri = await file('Bảng kê 100%25 & 5%.bin', EVERY_BYTE);
        const messageId = await send({ uri, comment: 'As [b]agreed[/b]' });
        assert.deepEqual(stored(messageId), {
          text: 'As [b]agreed[/b]',
          files: [['Bảng kê 100%25 & 5%.bin', EVERY_BYTE.toString('base64')]],
        });
        assert.equal(portal.calls.filter((call) => call.method === method && call.status === 200).length, 1);
      });

      it('takes an address as text, and several files', async () => {
        const uris = [await file('a.txt', 'one'), await file('b.txt', 'two')];
        const before = portal.world.chat(97).messages.length;
        const messageId = await send({ uri: uris.map(String) });
        const { messages } = portal.world.chat(97);
        assert.equal(messages.length - before, together);
        assert.equal(messages.at(-1)?.id, messageId);
        const names = messages
          .slice(before)
          .flatMap(({ fileIds }) => fileIds.map((id) => portal.world.files.get(id)?.name));
        assert.deepEqual(names, ['a.txt', 'b.txt']);
      });

      it('says why when the portal refuses it', async () => {
        const uri = await file('a.txt', 'one');
        const refusal = portal.faults.add(method, { kind: 'error', status: 403, error: 'ACCESS_DENIED' }, 3);
        const error = await rejection('bitrix24.sendFile', { dialogId: 'chat97', uri });
        assert.match(error.message, /portal denies this/);
        refusal.dispose();
        const unknown = await rejection('bitrix24.sendFile', { dialogId: 'chat4711', uri });
        assert.match(unknown.message, /access|dialog|chat/i);
      });
    });
  }

  describe('refuses before anything is sent', () => {
    let portal: Portal;

    before(async () => {
      portal = await startPortal({ seed: seeds.paper, rate: 'off' });
      await signIn(portal);
    });
    after(() => signOut(portal));

    const refusals: readonly {
      readonly what: string;
      readonly make: () => Promise<unknown>;
      readonly says: RegExp;
    }[] = [
      {
        what: 'a missing file',
        make: async () => vscode.Uri.file(join(folder, 'nowhere.txt')),
        says: /nowhere\.txt could not be read/,
      },
      {
        what: 'a folder',
        make: async () => {
          await mkdir(join(folder, 'a folder'), { recursive: true });
          return vscode.Uri.file(join(folder, 'a folder'));
        },
        says: /a folder is a folder.*archive/,
      },
      { what: 'an empty file', make: () => file('empty.txt', ''), says: /empty\.txt is empty/ },
      {
        what: 'a file over the limit',
        make: async () => {
          const uri = await file('large.iso', '');
          await truncate(uri.fsPath, FILE_LIMIT + 1);
          return uri;
        },
        says: /large\.iso is too large.*100 MB/,
      },
      { what: 'no file at all', make: async () => [], says: /uri/ },
      { what: 'an address that is none', make: async () => 42, says: /uri/ },
    ];

    for (const { what, make, says } of refusals) {
      it(what, async () => {
        const uri = await make();
        portal.clearCalls();
        const error = await rejection('bitrix24.sendFile', { dialogId: 'chat97', uri });
        assert.match(error.message, says);
        const writes = portal.calls.filter(({ method }) => /upload|commit|message\.add/i.test(method));
        assert.deepEqual(writes, []);
      });
    }

    it('one that will not do among others, and sends none of them', async () => {
      const uri = [await file('a.txt', 'one'), await file('empty.txt', '')];
      const before = portal.world.chat(97).messages.length;
      const error = await rejection('bitrix24.sendFile', { dialogId: 'chat97', uri });
      assert.match(error.message, /empty\.txt is empty/);
      assert.equal(portal.world.chat(97).messages.length, before);
    });
  });
});
