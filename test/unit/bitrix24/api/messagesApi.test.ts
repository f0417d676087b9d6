import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import {
  decodeMessageId,
  decodeMessages,
  messageAddCommand,
  MessagesApi,
  messagesCommand,
} from '../../../../src/bitrix24/api/messagesApi.ts';
import { contextOf, documentedResult, ScriptedPortal } from './apiFixtures.ts';

const uuid = '0C3C5AD6-a1b8-4d4d-9234-f137ef862a77';

function message(id: number, rest: object = {}): object {
  return {
    id,
    chat_id: 97,
    author_id: 7,
    date: '2026-03-04T09:43:26+03:00',
    text: `m${id}`,
    unread: false,
    params: [],
    ...rest,
  };
}

/** Newest first, as the portal sends them. */
function pageOf(newestId: number, count: number, rest: object = {}): object {
  const messages = Array.from({ length: count }, (_, index) => message(newestId - index, rest));
  return { chat_id: 97, messages, users: [], files: [] };
}

describe('decodeMessages', () => {
  it('reads the documented page, oldest first', () => {
    const context = contextOf();
    const { page, users } = decodeMessages(documentedResult('im.dialog.messages.get'), 20, context);
    assert.deepEqual(
      page.messages.map(({ id, authorId, isSystem, likedBy }) => ({ id, authorId, isSystem, likedBy })),
      [
        { id: 84869, authorId: 0, isSystem: true, likedBy: [] },
        { id: 84875, authorId: 503, isSystem: false, likedBy: [] },
        { id: 84877, authorId: 503, isSystem: false, likedBy: [547] },
      ],
    );
    assert.equal(page.chatId, 1489);
    assert.equal(page.isLast, true);
    assert.deepEqual(page.messages[2], {
      id: 84877,
      chatId: 1489,
      authorId: 503,
      date: Date.parse('2026-03-04T09:43:26+03:00'),
      text: 'We are very happy to have you!',
      isUnread: false,
      uuid: '0c42a08f-4235-49fc-994f-c9bccd499ac1',
      isSystem: false,
      isDeleted: false,
      isEdited: false,
      replyTo: undefined,
      likedBy: [547],
      fileIds: [],
      files: [],
      attach: [],
      keyboard: [],
      menu: [],
      forward: undefined,
      isLarge: false,
    });
    assert.deepEqual(
      users.map((user) => user.name),
      ['Klaus Weber', 'Anna Weber'],
    );
    assert.deepEqual(context.logger.lines, []);
  });

  it('gives a message its files in its own order, and none that are gone', () => {
    const files = [
      { id: 1, name: 'a.png', type: 'image', size: '2144', image: { width: 72, height: '61' } },
      { id: 2, name: '', type: 'archive', size: 5, image: false },
    ];
    const result = {
      chat_id: 97,
      messages: [message(5, { params: { FILE_ID: ['2', 9, 1] } })],
      users: [],
      files,
    };
    const [decoded] = decodeMessages(result, 20, contextOf()).page.messages;
    assert.deepEqual(decoded?.fileIds, [2, 9, 1]);
    assert.deepEqual(decoded.files, [
      { id: 2, name: '#2', kind: 'file', size: 5, image: undefined },
      { id: 1, name: 'a.png', kind: 'image', size: 2144, image: { width: 72, height: 61 } },
    ]);
  });

  it('reads params in every shape', () => {
    const decode = (params: unknown) =>
      decodeMessages({ messages: [message(5, { params })] }, 20, contextOf()).page.messages[0];
    for (const params of [[], {}, null, undefined]) assert.equal(decode(params)?.isDeleted, false);
    const marked = decode({
      IS_DELETED: 'Y',
      IS_EDITED: 'Y',
      KEYBOARD: 'N',
      ATTACH: [{ BLOCKS: [] }],
      LIKE: { 0: 7, 2: '8' },
    });
    assert.deepEqual(
      [marked?.isDeleted, marked?.isEdited, marked?.keyboard, marked?.likedBy],
      [true, true, [], [7, 8]],
    );
    assert.deepEqual(marked?.attach, [{ BLOCKS: [] }]);
  });

  it('takes a message once, drops one without an id, and counts both towards a full page', () => {
    const context = contextOf();
    const result = { chat_id: 97, messages: [message(6), message(5), message(6), { text: 'no id' }] };
    const { page } = decodeMessages(result, 4, context);
    assert.deepEqual(
      page.messages.map(({ id }) => id),
      [5, 6],
    );
    assert.equal(page.isLast, false);
    assert.equal(context.logger.lines.length, 1);
  });

  it('reads an empty dialog', () => {
    const { page, users } = decodeMessages(
      { chat_id: 97, messages: [], users: [], files: [] },
      50,
      contextOf(),
    );
    assert.deepEqual([page.messages, page.isLast, users], [[], true, []]);
  });

  it('gives the uuid in small letters, as it was sent', () => {
    const { page } = decodeMessages({ messages: [message(5, { uuid })] }, 20, contextOf());
    assert.equal(page.messages[0]?.uuid, uuid.toLowerCase());
  });

  it('refuses what is no page', () => {
    assert.throws(() => decodeMessages(false, 50, contextOf()), { kind: 'malformed' });
  });
});

describe('messagesCommand', () => {
  it('asks for the newest in the way that does not stop at the unread ones', () => {
    assert.deepEqual(messagesCommand('chat97', { kind: 'newest' }, 50).params, {
      DIALOG_ID: 'chat97',
      LIMIT: 50,
      LAST_ID: 0,
    });
    assert.deepEqual(messagesCommand('7', { kind: 'before', id: 841 }, 20).params, {
      DIALOG_ID: '7',
      LIMIT: 20,
      LAST_ID: 841,
    });
    assert.deepEqual(messagesCommand('7', { kind: 'after', id: 841 }, 20).params, {
      DIALOG_ID: '7',
      LIMIT: 20,
      FIRST_ID: 841,
    });
  });

  it('keeps to the portal’s page sizes', () => {
    for (const [asked, sent] of [
      [0, 1],
      [-5, 1],
      [51, 50],
      [2.9, 2],
    ] as const) {
      assert.equal(messagesCommand('7', { kind: 'newest' }, asked).params?.['LIMIT'], sent);
    }
  });
});

describe('MessagesApi', () => {
  let portal: ScriptedPortal;
  let api: MessagesApi;

  beforeEach(async () => {
    portal = await ScriptedPortal.open();
    api = new MessagesApi(portal.client, contextOf());
  });

  afterEach(() => portal.close());

  it('finds out what the newest is where a page looks like the oldest unread one', async () => {
    portal.answer(pageOf(500, 100), { id: 97, last_message_id: 900 }, pageOf(900, 50));
    const { page } = await api.newest('chat97', 50);
    assert.equal(page.messages.at(-1)?.id, 900);
    assert.deepEqual(portal.calls, [
      ['im.dialog.messages.get', { DIALOG_ID: 'chat97', LIMIT: 50, LAST_ID: 0 }],
      ['im.dialog.get', { DIALOG_ID: 'chat97' }],
      ['im.dialog.messages.get', { DIALOG_ID: 'chat97', LIMIT: 50, LAST_ID: 901 }],
    ]);
  });

  it('is sure with one more look when all of a full page is unread', async () => {
    portal.answer(pageOf(900, 50, { unread: true }), { id: 97, last_message_id: 900 });
    assert.equal((await api.newest('chat97', 50)).page.messages.length, 50);
    assert.equal(portal.calls.length, 2);
  });

  it('needs no second look at an ordinary page', async () => {
    portal.answer(pageOf(900, 50), pageOf(900, 3, { unread: true }), pageOf(0, 0));
    await api.newest('chat97', 50);
    await api.newest('chat97', 50);
    await api.newest('chat97', 50);
    assert.equal(portal.calls.length, 3);
  });

  it('pages back and forth', async () => {
    portal.answer(pageOf(840, 20), pageOf(860, 3));
    assert.equal((await api.before('chat97', 841, 20)).page.isLast, false);
    assert.equal((await api.after('chat97', 841, 20)).page.isLast, true);
  });

  it('sends every parameter that is given, and no other', async () => {
    portal.answer(841, '842');
    assert.equal(await api.send({ dialogId: '7', text: 'Hello Tài', uuid }), 841);
    const attach = { BLOCKS: [{ MESSAGE: 'x' }] };
    const buttons = [{ TEXT: 'Open', LINK: 'https://example.com' }];
    const full = {
      dialogId: 'chat97',
      text: '',
      attach,
      keyboard: buttons,
      menu: buttons,
      isSystem: true,
      urlPreview: false,
      replyTo: 840,
      uuid,
    };
    assert.equal(await api.send(full), 842);
    assert.deepEqual(portal.calls, [
      ['im.message.add', { DIALOG_ID: '7', MESSAGE: 'Hello Tài', TEMPLATE_ID: uuid.toLowerCase() }],
      [
        'im.message.add',
        {
          DIALOG_ID: 'chat97',
          MESSAGE: '',
          SYSTEM: 'Y',
          ATTACH: attach,
          URL_PREVIEW: 'N',
          KEYBOARD: buttons,
          MENU: buttons,
          REPLY_ID: 840,
          TEMPLATE_ID: uuid.toLowerCase(),
        },
      ],
    ]);
  });

  it('does not take anything but an id for sent', async () => {
    for (const result of [true, false, null, 0, -1, 'x', '', 1.5, []]) {
      portal.answer(result);
      await assert.rejects(api.send({ dialogId: '7', text: 'x', uuid }), {
        kind: 'malformed',
        outcome: 'unknown',
      });
    }
    assert.equal(decodeMessageId(documentedResult('im.message.add')), 34239);
  });

  it('can be a command of a batch', () => {
    assert.equal(messageAddCommand({ dialogId: '7', text: 'x', uuid }).method, 'im.message.add');
  });
});
