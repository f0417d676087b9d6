// The exchanges of Bitrix24's own instruction, as the product makes them.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { Session } from '../../../src/messenger/session.ts';
import { startPortal, type Portal } from '../../portal/portal.ts';
import { paperSeed } from '../../portal/seeds/paper.ts';
import { callsOf, makeSession, methods, openVisible, requests, send } from './sessionFixture.ts';

describe('messenger: the instruction’s exchanges', () => {
  let portal: Portal;
  let session: Session;

  beforeEach(async () => {
    portal = await startPortal({ seed: paperSeed });
    ({ session } = makeSession(portal));
    await session.refresh();
    portal.clearCalls();
  });

  afterEach(async () => {
    session.dispose();
    await portal.stop();
  });

  it('sends "Hello Tài" to dialog 7 with one call', async () => {
    const messageId = await send(session, { to: '7', text: 'Hello Tài' });
    const [call, ...more] = requests(portal);
    assert.deepEqual([call?.method, more], ['im.message.add', []]);
    const { TEMPLATE_ID: uuid, ...params } = call?.params ?? {};
    assert.deepEqual(params, { DIALOG_ID: '7', MESSAGE: 'Hello Tài' });
    assert.ok(typeof uuid === 'string');
    assert.match(uuid, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    const stored = portal.world.privateChat(1, 7).messages.at(-1);
    assert.deepEqual([stored?.id, stored?.text, stored?.uuid], [messageId, 'Hello Tài', uuid]);
    assert.equal(session.dialogs.dialogs[0]?.id, '7');
    assert.equal(session.dialogs.dialogs[0]?.lastMessage?.text, 'Hello Tài');
  });

  it('finds message 841 of author 7, unread, in chat97', async () => {
    const dialog = session.dialogs.get('chat97');
    assert.deepEqual([dialog?.unread, session.dialogs.total], [1, 1]);
    const thread = await openVisible(session, 'chat97');
    assert.deepEqual(methods(portal), ['im.dialog.get', 'im.dialog.messages.get']);
    const [message, ...more] = thread.timeline.messages;
    assert.deepEqual(more, []);
    assert.deepEqual(
      [message?.id, message?.authorId, message?.isUnread, message?.text],
      [841, 7, true, 'Hello Trung'],
    );
    assert.deepEqual([thread.firstUnreadId, session.users.get(7)?.name], [841, 'Tài Lê']);
  });

  it('reads chat97 up to 841', async () => {
    const result = await session.readMarker.mark('chat97', 841);
    assert.deepEqual(result, { dialogId: 'chat97', chatId: 97, lastId: 841, counter: 0 });
    assert.deepEqual(
      callsOf(portal, 'im.dialog.read').map((call) => call.params),
      [{ DIALOG_ID: 'chat97', MESSAGE_ID: 841 }],
    );
    assert.deepEqual([session.dialogs.get('chat97')?.unread, session.dialogs.total], [0, 0]);
  });

  it('sends every parameter of im.message.add', async () => {
    await send(session, {
      kind: 'message',
      dialogId: 'chat97',
      text: 'all of it',
      attach: [{ MESSAGE: 'card' }],
      keyboard: [{ TEXT: 'Open', LINK: 'https://example.com' }],
      menu: [{ TEXT: 'Open', LINK: 'https://example.com' }],
      isSystem: true,
      urlPreview: false,
      replyTo: 841,
    });
    const [call] = callsOf(portal, 'im.message.add');
    const { TEMPLATE_ID: _uuid, ...params } = call?.params ?? {};
    assert.deepEqual(params, {
      DIALOG_ID: 'chat97',
      MESSAGE: 'all of it',
      ATTACH: [{ MESSAGE: 'card' }],
      KEYBOARD: [{ TEXT: 'Open', LINK: 'https://example.com' }],
      MENU: [{ TEXT: 'Open', LINK: 'https://example.com' }],
      SYSTEM: 'Y',
      URL_PREVIEW: 'N',
      REPLY_ID: 841,
    });
  });
});
