import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { AccountApi } from '../../../../src/bitrix24/api/accountApi.ts';
import { decodeFoundChats, decodeFoundUsers, SearchApi } from '../../../../src/bitrix24/api/searchApi.ts';
import { decodeUserList, UserApi } from '../../../../src/bitrix24/api/userApi.ts';
import { json } from '../rest/httpServer.ts';
import { contextOf, documentedResult, documentedResults, ScriptedPortal } from './apiFixtures.ts';

describe('people and searches', () => {
  let portal: ScriptedPortal;

  beforeEach(async () => {
    portal = await ScriptedPortal.open();
  });

  afterEach(() => portal.close());

  describe('users', () => {
    it('come as documented', () => {
      const context = contextOf();
      const [emily, john] = decodeUserList(documentedResult('im.user.list.get'), context);
      assert.deepEqual(emily, {
        id: 4,
        name: 'Emily Smith',
        position: 'Analyst',
        color: '#df532d',
        avatarUrl: 'https://example.bitrix24.com/upload/main/avatar4.png',
        isBot: false,
        isExtranet: false,
        isActive: true,
        status: 'online',
        lastActivityAt: Date.parse('2026-03-02T09:30:00+01:00'),
        absentUntil: undefined,
      });
      assert.equal(john?.id, 5);
      for (const result of [
        ...documentedResults('im.user.get').map((user) => [user]),
        ...documentedResults('im.dialog.users.list'),
      ]) {
        assert.equal(decodeUserList(result, context).length, (result as unknown[]).length);
      }
      assert.deepEqual(context.logger.lines, []);
    });

    it('come as a map with holes', () => {
      const context = contextOf();
      const users = decodeUserList({ 4: { id: '4', name: 'Emily' }, 9: null }, context);
      assert.deepEqual(
        users.map((user) => user.name),
        ['Emily'],
      );
      assert.deepEqual(context.logger.lines, []);
      assert.deepEqual(decodeUserList([], context), []);
    });

    it('always have a name', () => {
      const users = decodeUserList(
        [
          { id: 1, first_name: 'Tài', last_name: 'Nguyễn' },
          { id: 2, name: '' },
        ],
        contextOf(),
      );
      assert.deepEqual(
        users.map((user) => user.name),
        ['Tài Nguyễn', '#2'],
      );
    });

    it('are read in whatever shape their state comes', () => {
      const [user] = decodeUserList(
        [
          {
            id: 1,
            name: 'B',
            active: 'N',
            bot: false,
            type: 'bot',
            status: '',
            absent: '2026-12-01T00:00:00+00:00',
            last_activity_date: false,
          },
        ],
        contextOf(),
      );
      assert.deepEqual(
        [user?.isActive, user?.isBot, user?.status, user?.absentUntil, user?.lastActivityAt],
        [false, true, undefined, Date.UTC(2026, 11, 1), undefined],
      );
    });

    it('are asked for once each, and not at all where there is nobody', async () => {
      const api = new UserApi(portal.client, contextOf());
      assert.deepEqual(await api.list([]), []);
      assert.deepEqual(await api.list([0, -1]), []);
      portal.answer(documentedResult('im.user.list.get'));
      assert.equal((await api.list([4, 5, 4])).length, 2);
      assert.deepEqual(portal.calls, [['im.user.list.get', { ID: [4, 5] }]]);
    });

    it('are asked for a hundred at a time', async () => {
      portal.answer([], [], []);
      await new UserApi(portal.client, contextOf()).list(
        Array.from({ length: 201 }, (_, index) => index + 1),
      );
      assert.deepEqual(
        portal.calls.map(([, params]) => (params as { ID: number[] }).ID.length),
        [100, 100, 1],
      );
    });
  });

  describe('a search', () => {
    it('finds people as documented', () => {
      const [emily] = decodeFoundUsers(documentedResult('im.search.user.list'), contextOf());
      assert.deepEqual([emily?.id, emily?.name, emily?.isActive], [103, 'Emily Smith', true]);
      assert.equal(emily?.lastActivityAt, Date.parse('2026-03-04T15:40:56+01:00'));
    });

    it('puts people in the order of their names', () => {
      const users = decodeFoundUsers(
        { 1: { id: 1, name: 'Zoë' }, 2: { id: 2, name: 'Ánh' }, 3: { id: 3, name: 'Élise' } },
        contextOf(),
      );
      assert.deepEqual(
        users.map((user) => user.name),
        ['Ánh', 'Élise', 'Zoë'],
      );
    });

    it('finds chats as documented', () => {
      assert.deepEqual(decodeFoundChats(documentedResult('im.search.chat.list'), contextOf()), [
        {
          id: 'chat1137',
          chatId: 1137,
          title: 'Project: "template development"',
          kind: 'workgroup',
          color: '#3e99ce',
          memberCount: 2,
        },
      ]);
      assert.deepEqual(decodeFoundChats([], contextOf()), []);
    });

    it('of less than two characters is not made', async () => {
      const api = new SearchApi(portal.client, contextOf());
      for (const query of ['', ' ', 'a', ' a ', '👋']) {
        assert.deepEqual(await api.users(query), []);
        assert.deepEqual(await api.chats(query), []);
      }
      assert.deepEqual(portal.calls, []);
    });

    it('is made without the spaces around', async () => {
      const api = new SearchApi(portal.client, contextOf());
      portal.answer([], []);
      await api.users(' Tài ', { offset: 10, limit: 99 });
      await api.chats('日本');
      assert.deepEqual(portal.calls, [
        ['im.search.user.list', { FIND: 'Tài', OFFSET: 10, LIMIT: 50 }],
        ['im.search.chat.list', { FIND: '日本', OFFSET: 0, LIMIT: 50 }],
      ]);
    });
  });

  describe('a probe', () => {
    const profile = documentedResult('extra/profile');

    function answerWith(results: object, errors: object): void {
      portal.server.answer = (_request, response) =>
        json(response, 200, { result: { result: results, result_error: errors, result_time: [] } });
    }

    it('tells who it is and what it may, in one request', async () => {
      answerWith({ profile, scope: documentedResult('extra/scope') }, []);
      assert.deepEqual(await new AccountApi(portal.client).probe(), {
        userId: 1,
        userName: 'Vadim Valeev',
        isAdmin: true,
        scopes: ['department', 'entity', 'log', 'user'],
        areScopesKnown: true,
      });
      assert.equal(portal.calls.length, 1);
    });

    it('does without the scopes', async () => {
      answerWith({ profile }, { scope: { error: 'ERROR_METHOD_NOT_FOUND', error_description: '' } });
      const probe = await new AccountApi(portal.client).probe();
      assert.deepEqual([probe.userId, probe.scopes, probe.areScopesKnown], [1, [], false]);
    });

    it('fails where there is no telling who it is', async () => {
      answerWith(
        { scope: ['im'] },
        { profile: { error: 'ACCESS_DENIED', error_description: 'REST is not available' } },
      );
      await assert.rejects(new AccountApi(portal.client).probe(), { kind: 'plan', method: 'profile' });
      answerWith({ profile: { ID: 'x' }, scope: ['im'] }, []);
      await assert.rejects(new AccountApi(portal.client).probe(), { kind: 'malformed' });
    });

    it('fails on a wrong code and on a plan without REST', async () => {
      for (const [error, kind] of [
        ['INVALID_CREDENTIALS', 'auth'],
        ['NO_AUTH_FOUND', 'auth'],
        ['ACCESS_DENIED', 'plan'],
      ] as const) {
        portal.server.answer = (_request, response) => json(response, 401, { error, error_description: '' });
        await assert.rejects(new AccountApi(portal.client).probe(), { kind });
      }
    });
  });
});
