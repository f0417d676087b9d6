import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import { decodeEvents, eventsCommand } from '../../../../src/bitrix24/api/eventsApi.ts';
import { encodeCommand } from '../../../../src/bitrix24/rest/batch.ts';
import { ReplyLinks } from '../../../../src/model/replyLinks.ts';
import { messageOf } from '../../messenger/messages.ts';
import { contextOf, documentedResult } from './apiFixtures.ts';

const OWN_ID = 1;
const PEER_ID = 7;

const documentedData = (
  JSON.parse(
    readFileSync(new URL('../../../portal/examples/_event.ONIMV2MESSAGEADD.json', import.meta.url), 'utf8'),
  ) as readonly { readonly body: Readonly<Record<string, unknown>> }[]
)[0]?.body;

function pageOf(...events: readonly unknown[]): unknown {
  return { events, nextOffset: 100, hasMore: false };
}

function eventOf(type: string, data: unknown, eventId: unknown = 5): unknown {
  return { eventId, type, date: '2026-11-22T10:00:00+01:00', data };
}

function decode(result: unknown, ownUserId = OWN_ID) {
  const context = contextOf(ownUserId);
  return { ...decodeEvents(result, context), lines: context.logger.lines };
}

describe('im.v2.Event.get', () => {
  it('is asked without an offset until there is something to confirm', () => {
    assert.equal(encodeCommand(eventsCommand(undefined)), 'im.v2.Event.get?limit=100');
    assert.equal(encodeCommand(eventsCommand(2002)), 'im.v2.Event.get?offset=2002&limit=100');
  });

  it('reads the documented answer, whose data are left out', () => {
    const { events, nextOffset, hasMore } = decode(documentedResult('im.v2.Event.get'));
    assert.deepEqual([events, nextOffset, hasMore], [[], 2002, false]);
  });

  it('reads the documented message', () => {
    const { events, users, lines } = decode(pageOf(eventOf('ONIMV2MESSAGEADD', documentedData)));
    assert.deepEqual(events, [
      {
        kind: 'posted',
        chatId: 5,
        dialogId: 'chat5',
        message: messageOf({
          id: 5012,
          chatId: 5,
          authorId: 1,
          date: Date.parse('2025-01-15T10:30:00+02:00'),
          text: 'Hello everyone!',
        }),
      },
    ]);
    assert.deepEqual(
      users.map(({ id, name, position, status }) => [id, name, position, status]),
      [[1, 'John Smith', 'Developer', 'online']],
    );
    assert.deepEqual(lines, []);
  });

  it('reads every kind, with numbers as strings, doubled names and other cases', () => {
    const chat = { id: '5', dialogId: 'chat5', messageType: 'C' };
    const message = { id: '12', chat_id: '5', author_id: '7', date: '', text: 'a', params: [] };
    const { events, lines } = decode(
      pageOf(
        eventOf(
          'onimv2messageupdate',
          { message: { ...message, params: { REPLY_ID: '11', LIKE: ['7'] } }, chat },
          '4',
        ),
        eventOf('ONIMV2MESSAGEDELETE', { messageId: '12', chat, user: [] }),
        eventOf('ONIMV2REACTIONCHANGE', {
          reaction: 'LIKE',
          action: 'ADD',
          message,
          chat,
          user: { id: '7' },
        }),
        eventOf('ONIMV2REACTIONCHANGE', { reaction: 'cry', action: 'add', message, chat, user: { id: 7 } }),
        eventOf('ONIMV2JOINCHAT', { dialogId: 'chat5', chat, user: { id: 9 } }),
        eventOf('ONIMV2SOMETHINGNEW', []),
      ),
    );
    const place = { chatId: 5, dialogId: 'chat5' };
    assert.deepEqual(events, [
      {
        ...place,
        kind: 'edited',
        message: messageOf({ id: 12, chatId: 5, date: 0, text: 'a', replyTo: 11, likedBy: [7] }),
      },
      { ...place, kind: 'deleted', messageId: 12 },
      { ...place, kind: 'liked', messageId: 12, userId: 7, isLiked: true },
      { ...place, kind: 'joined', userId: 9 },
    ]);
    assert.deepEqual(lines, []);
  });

  it('leaves out what makes no sense, says so in one line without its content, and goes on behind it', () => {
    const { events, nextOffset, lines } = decode({
      events: {
        2: null,
        3: eventOf('ONIMV2MESSAGEADD', []),
        5: eventOf('ONIMV2MESSAGEDELETE', { messageId: 'secret text', chat: { id: 5 } }),
        8: eventOf('ONIMV2MESSAGEDELETE', { messageId: 3, chat: { id: 5 } }, '77'),
      },
      hasMore: 'Y',
    });
    assert.deepEqual(events, [{ kind: 'deleted', chatId: 5, dialogId: 'chat5', messageId: 3 }]);
    assert.equal(nextOffset, 78);
    assert.deepEqual(lines, [
      { level: 'warn', message: 'The portal sent events that cannot be read', details: { count: 3 } },
    ]);
    assert.deepEqual(decode([]), { events: [], users: [], nextOffset: undefined, hasMore: false, lines: [] });
  });

  it('takes a private dialog for the other one’s, however the payload names it', () => {
    const dialogOf = (authorId: number, dialogId: string, entityType = '') => {
      const chat = { id: 5, dialogId, messageType: 'P', entityType };
      const message = { id: 12, authorId, text: 'a' };
      return decode(pageOf(eventOf('ONIMV2MESSAGEADD', { message, chat }))).events[0]?.dialogId;
    };
    assert.equal(dialogOf(PEER_ID, String(PEER_ID)), '7');
    assert.equal(dialogOf(PEER_ID, String(OWN_ID)), '7', 'written for the other one’s eyes');
    assert.equal(dialogOf(PEER_ID, 'chat5'), '7');
    assert.equal(dialogOf(OWN_ID, String(PEER_ID)), '7');
    assert.equal(dialogOf(OWN_ID, String(OWN_ID)), undefined, 'that may be anybody');
    assert.equal(dialogOf(OWN_ID, String(OWN_ID), 'FAVORITE'), '1');
  });

  it('remembers what answers what for the pages that do not tell', () => {
    const replies = new ReplyLinks();
    const message = { id: 12, authorId: 7, text: 'a', params: { REPLY_ID: '11' } };
    decodeEvents(pageOf(eventOf('ONIMV2MESSAGEADD', { message, chat: { id: 5 } })), {
      ...contextOf(),
      replies,
    });
    assert.equal(replies.complete(messageOf({ id: 12 })).replyTo, 11);
    assert.equal(replies.complete(messageOf({ id: 13 })).replyTo, undefined);
  });
});

describe('ReplyLinks', () => {
  it('forgets the oldest of more than some thousands', () => {
    const replies = new ReplyLinks();
    for (let id = 2; id <= 5_002; id += 1) replies.note(id, 1);
    assert.equal(replies.complete(messageOf({ id: 2 })).replyTo, undefined);
    assert.equal(replies.complete(messageOf({ id: 3 })).replyTo, 1);
  });
});
