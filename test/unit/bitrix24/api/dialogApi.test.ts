import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { decodeDialogDetails, decodeReadResult, DialogApi } from '../../../../src/bitrix24/api/dialogApi.ts';
import { contextOf, documentedResult, ScriptedPortal } from './apiFixtures.ts';

describe('dialogApi', () => {
  it('reads the documented dialog', () => {
    assert.deepEqual(decodeDialogDetails(documentedResult('im.dialog.get'), 'chat1439', contextOf()), {
      id: 'chat1439',
      chatId: 1439,
      kind: 'crm',
      title: 'Deal Chat',
      description: 'Discussion about the deal',
      color: '#f76187',
      unread: 0,
      lastReadId: 84477,
      lastMessageId: 84477,
      unreadId: 0,
      canWrite: true,
      isMuted: false,
      memberCount: 3,
      readBy: [
        { userId: 103, userName: 'John Smith', messageId: 0, date: undefined },
        { userId: 547, userName: 'Peter Johnson', messageId: 0, date: undefined },
      ],
      ownerId: 503,
      managerIds: [503],
    });
  });

  it('knows a private dialog and the notes', () => {
    const result = { id: '31', name: '', message_type: 'P', type: 'private', mute_list: [], readed_list: [] };
    const person = decodeDialogDetails(result, '7', contextOf());
    assert.deepEqual(
      [person.id, person.chatId, person.kind, person.title, person.memberCount],
      ['7', 31, 'person', undefined, undefined],
    );
    assert.equal(decodeDialogDetails(result, '503', contextOf()).kind, 'notes');
  });

  it('reads the documented answer to reading', () => {
    assert.deepEqual(decodeReadResult(documentedResult('im.dialog.read'), 'chat1489'), {
      dialogId: 'chat1489',
      chatId: 1489,
      lastId: 84875,
      counter: 3,
    });
  });

  it('reads a private dialog answered as a number, and one not named at all', () => {
    assert.equal(
      decodeReadResult({ dialogId: 7, chatId: 31, lastId: '841', counter: 0 }, '7')?.dialogId,
      '7',
    );
    assert.equal(decodeReadResult({ chatId: 31, lastId: 841 }, '7')?.dialogId, '7');
  });

  it('takes false for nothing to read', () => {
    for (const result of [false, true, null]) assert.equal(decodeReadResult(result, '7'), undefined);
  });

  it('refuses what is no answer', () => {
    assert.throws(() => decodeReadResult('x', '7'), { kind: 'malformed' });
    assert.throws(() => decodeDialogDetails([], '7', contextOf()), { kind: 'malformed' });
  });

  describe('calls', () => {
    let portal: ScriptedPortal;
    let api: DialogApi;

    beforeEach(async () => {
      portal = await ScriptedPortal.open();
      api = new DialogApi(portal.client, contextOf());
    });

    afterEach(() => portal.close());

    it('with the message, and without one for all', async () => {
      portal.answer(
        { dialogId: 'chat97', chatId: 97, lastId: 841, counter: 0 },
        false,
        true,
        true,
        documentedResult('im.dialog.get'),
      );
      assert.deepEqual(await api.read('chat97', 841), {
        dialogId: 'chat97',
        chatId: 97,
        lastId: 841,
        counter: 0,
      });
      assert.equal(await api.read('chat97'), undefined);
      await api.unread('chat97', 841);
      await api.readAll();
      assert.equal((await api.get('chat1439')).title, 'Deal Chat');
      assert.deepEqual(portal.calls, [
        ['im.dialog.read', { DIALOG_ID: 'chat97', MESSAGE_ID: 841 }],
        ['im.dialog.read', { DIALOG_ID: 'chat97' }],
        ['im.dialog.unread', { DIALOG_ID: 'chat97', MESSAGE_ID: 841 }],
        ['im.dialog.read.all', {}],
        ['im.dialog.get', { DIALOG_ID: 'chat1439' }],
      ]);
    });
  });
});
