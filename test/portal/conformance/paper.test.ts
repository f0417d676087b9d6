// The four exchanges of Bitrix24's own webhook instruction, word for word, over real HTTP.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { startPortal, type Portal } from '../portal.ts';
import { seeds } from '../seeds/index.ts';

type Body = { readonly result: unknown; readonly time: unknown };
type Page = { readonly chat_id: number; readonly messages: readonly Readonly<Record<string, unknown>>[] };

/** Both body kinds that the portal takes. */
const bodies = {
  'form-encoded': (fields: Readonly<Record<string, string>>) => ({
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields).toString(),
  }),
  'JSON': (fields: Readonly<Record<string, string>>) => ({
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(fields),
  }),
};

describe('the webhook instruction', () => {
  let portal: Portal;

  beforeEach(async () => {
    portal = await startPortal({ seed: seeds.paper });
  });

  afterEach(() => portal.stop());

  for (const [kind, encode] of Object.entries(bodies)) {
    const call = async (method: string, fields: Readonly<Record<string, string>>): Promise<unknown> => {
      const { pathname } = new URL(portal.webhookUrl());
      assert.match(pathname, /^\/rest\/\d+\/[a-z0-9]+\/$/);
      const response = await fetch(`${portal.webhookUrl()}${method}`, { method: 'POST', ...encode(fields) });
      assert.equal(response.status, 200);
      const { result, time } = (await response.json()) as Body;
      assert.equal(typeof time, 'object');
      return result;
    };

    it(`1. Trung writes "Hello Tài" to dialog 7, ${kind}`, async () => {
      const id = await call('im.message.add.json', { DIALOG_ID: '7', MESSAGE: 'Hello Tài' });
      assert.equal(typeof id, 'number');
      const { messages } = (await call('im.dialog.messages.get.json', {
        DIALOG_ID: '7',
        LAST_ID: '0',
      })) as Page;
      const [newest] = messages;
      assert.deepEqual([newest?.['id'], newest?.['author_id'], newest?.['text']], [id, 1, 'Hello Tài']);
      const received = (await portal
        .as(7)
        .call('im.dialog.messages.get', { DIALOG_ID: 1, LAST_ID: 0 })) as Page;
      assert.deepEqual(
        [received.messages[0]?.['text'], received.messages[0]?.['unread']],
        ['Hello Tài', true],
      );
    });

    it(`2. the recent list shows chat97 unread, ${kind}`, async () => {
      const { items } = (await call('im.recent.list.json', {})) as {
        items: readonly Readonly<Record<string, unknown>>[];
      };
      const row = items.find((item) => item['id'] === 'chat97');
      assert.deepEqual([row?.['chat_id'], row?.['counter'], row?.['last_id']], [97, 1, 0]);
      assert.ok(items.some((item) => item['id'] === 7));
    });

    it(`3. chat97 holds message 841 of user 7, unread, "Hello Trung", ${kind}`, async () => {
      const page = (await call('im.dialog.messages.get.json', { DIALOG_ID: 'chat97' })) as Page;
      assert.equal(page.chat_id, 97);
      const [newest] = page.messages;
      assert.deepEqual(
        [newest?.['id'], newest?.['chat_id'], newest?.['author_id'], newest?.['unread'], newest?.['text']],
        [841, 97, 7, true, 'Hello Trung'],
      );
    });

    it(`4. reading chat97 up to 841 leaves nothing unread, ${kind}`, async () => {
      assert.deepEqual(await call('im.dialog.read.json', { DIALOG_ID: 'chat97', MESSAGE_ID: '841' }), {
        dialogId: 'chat97',
        chatId: 97,
        lastId: 841,
        counter: 0,
      });
      const page = (await call('im.dialog.messages.get.json', { DIALOG_ID: 'chat97' })) as Page;
      assert.equal(page.messages[0]?.['unread'], false);
    });
  }
});
