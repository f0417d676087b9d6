import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { ManualClock } from './manualClock.ts';
import type { Portal } from './portal.ts';
import { failure, ids, result, startFixture } from './portalFixture.ts';
import type { MessageRecord } from './records.ts';

const UUID = '0c3c5ad6-a1b8-4d4d-9234-f137ef862a77';
const DAY_MS = 24 * 3600_000;

describe('portal: sending and changing messages', () => {
  let portal: Portal;
  let clock: ManualClock;

  beforeEach(async () => {
    ({ portal, clock } = await startFixture());
  });

  afterEach(() => portal.stop());

  const add = (params: Record<string, unknown>): Promise<number> =>
    result(portal, 'im.message.add', { DIALOG_ID: 'chat97', ...params });
  const addFails = (params: Record<string, unknown>): Promise<string> =>
    failure(portal, 'im.message.add', { DIALOG_ID: 'chat97', MESSAGE: 'x', ...params });
  const stored = (id: number): MessageRecord =>
    portal.world.messages.get(id) ?? assert.fail(`no message ${id}`);

  it('stores text trimmed, with line breaks, and cut at 20,000 characters', async () => {
    assert.equal(stored(await add({ MESSAGE: '  a[BR]b#BR#c\n ' })).text, 'a\nb\nc');
    const long = stored(await add({ MESSAGE: 'x'.repeat(20_001) })).text;
    assert.equal(long, `${'x'.repeat(20_000)} (...)`);
    assert.equal(stored(await add({ MESSAGE: '😀'.repeat(20_000) })).text, '😀'.repeat(20_000));
    assert.equal(
      stored(await add({ MESSAGE: '[USER=7]Tài[/USER] [USER=999]Nobody[/USER]' })).text,
      '[USER=7]Tài[/USER] Nobody',
    );
  });

  it('refuses what is incomplete or forbidden', async () => {
    const fails = (params: Record<string, unknown>): Promise<string> =>
      failure(portal, 'im.message.add', params);
    assert.equal(await fails({}), '400 MESSAGE_EMPTY');
    assert.equal(await fails({ MESSAGE: 'x' }), '400 PARAMS_ERROR');
    assert.equal(await fails({ MESSAGE: 'x', DIALOG_ID: 'abc' }), '400 USER_ID_EMPTY');
    assert.equal(await fails({ MESSAGE: 'x', DIALOG_ID: 999 }), '400 USER_NOT_FOUND');
    assert.equal(await fails({ MESSAGE: 'x', CHAT_ID: 0 }), '400 CHAT_ID_EMPTY');
    assert.equal(await fails({ MESSAGE: 'x', DIALOG_ID: 'chat98' }), '403 ACCESS_ERROR');
    assert.equal(await fails({ MESSAGE: '  ', DIALOG_ID: 7 }), '400 MESSAGE_EMPTY');
    assert.equal(await fails({ MESSAGE: '[br]', DIALOG_ID: 7 }), '400 EMPTY_MESSAGE', 'legacy exception');
    assert.equal(
      await fails({ MESSAGE: 'x', DIALOG_ID: 'chat99' }),
      '400 ERROR_NO_ACCESS',
      'members do not post in channels',
    );
  });

  it('is idempotent by a lower-case UUID v4 across the portal, for 31 days', async () => {
    const first = await add({ MESSAGE: 'once', TEMPLATE_ID: UUID });
    assert.equal(stored(first).uuid, UUID);
    assert.equal(await add({ MESSAGE: 'other text', TEMPLATE_ID: UUID }), first);
    assert.equal(
      await result(portal, 'im.message.add', { DIALOG_ID: 7, MESSAGE: 'x', TEMPLATE_ID: UUID }),
      first,
    );
    for (const ignored of [UUID.toUpperCase(), '0c3c5ad6-a1b8-1d4d-9234-f137ef862a77', 'mine']) {
      assert.notEqual(
        await add({ MESSAGE: 'a', TEMPLATE_ID: ignored }),
        await add({ MESSAGE: 'a', TEMPLATE_ID: ignored }),
      );
    }
    assert.equal(stored(await add({ MESSAGE: 'none' })).uuid, null);
    clock.advance(32 * DAY_MS);
    assert.notEqual(await add({ MESSAGE: 'once', TEMPLATE_ID: UUID }), first);
  });

  it('makes doubles on a portal that ignores TEMPLATE_ID', async () => {
    await portal.stop();
    ({ portal } = await startFixture({ features: { templateId: false } }));
    const first = await add({ MESSAGE: 'once', TEMPLATE_ID: UUID });
    assert.notEqual(await add({ MESSAGE: 'once', TEMPLATE_ID: UUID }), first);
    assert.equal(stored(first).uuid, null);
  });

  it('normalises attaches and refuses hopeless or huge ones', async () => {
    const attach = async (value: unknown): Promise<unknown> =>
      stored(await add({ ATTACH: value })).params['ATTACH'];
    const [one] = (await attach({
      ID: 1,
      COLOR: '#ff0000',
      BLOCKS: [
        { MESSAGE: 'text' },
        { LINK: { NAME: 'a', LINK: 'https://a.example' } },
        { IMAGE: { LINK: 'javascript:x' } },
        { GRID: [{ DISPLAY: 'COLUMN', NAME: 'n', VALUE: 'v' }] },
        { DELIMITER: {} },
        { NONSENSE: 1 },
      ],
    })) as Record<string, unknown>[];
    assert.deepEqual(one?.['BLOCKS'], [
      { MESSAGE: 'text' },
      { LINK: [{ NAME: 'a', LINK: 'https://a.example' }] },
      { GRID: [{ DISPLAY: 'ROW', NAME: 'n', VALUE: 'v' }] },
      { DELIMITER: { SIZE: 200 } },
    ]);
    assert.notEqual(one?.['ID'], 1);
    assert.equal(one?.['COLOR_TOKEN'], 'base');
    assert.ok(Array.isArray(await attach('[{"MESSAGE":"as a string"}]')));
    assert.equal(await addFails({ ATTACH: [{ IMAGE: { LINK: 'ftp://x' } }] }), '400 ATTACH_ERROR');
    assert.equal(await addFails({ ATTACH: 'text' }), '400 ATTACH_ERROR');
    assert.equal(await addFails({ ATTACH: [{ MESSAGE: 'x'.repeat(60_000) }] }), '400 ATTACH_OVERSIZE');
  });

  it('normalises keyboards and menus', async () => {
    const { params } = stored(
      await add({
        MESSAGE: 'press',
        KEYBOARD: {
          BOT_ID: ids.bot,
          BUTTONS: [
            { TEXT: 'Go', COMMAND: '/deploy', COMMAND_PARAMS: 'now', DISPLAY: 'LINE' },
            { TYPE: 'NEWLINE', TEXT: 'lost' },
            { TEXT: 'Site', LINK: 'https://a.example' },
            { TEXT: 'Bad', LINK: 'javascript:x' },
          ],
        },
        MENU: '[{"TEXT":"Copy","ACTION":"COPY","ACTION_VALUE":"x"}]',
      }),
    );
    const [go, newline, site, ...rest] = params['KEYBOARD'] as Record<string, unknown>[];
    assert.deepEqual(
      [go?.['COMMAND'], go?.['BOT_ID'], go?.['DISPLAY'], go?.['CONTEXT']],
      ['deploy', ids.bot, 'LINE', 'ALL'],
    );
    assert.deepEqual(newline, { TYPE: 'NEWLINE' });
    assert.deepEqual([site?.['DISPLAY'], rest], ['BLOCK', []]);
    assert.equal((params['MENU'] as Record<string, unknown>[])[0]?.['ACTION'], 'COPY');
    assert.equal(await addFails({ KEYBOARD: [{ TEXT: 'no bot', COMMAND: 'x' }] }), '400 KEYBOARD_ERROR');
    assert.equal(await addFails({ MENU: [{ TEXT: 'nothing' }] }), '400 MENU_ERROR');
  });

  it('replies within the chat only', async () => {
    const first = await add({ MESSAGE: 'question' });
    assert.equal(stored(await add({ MESSAGE: 'answer', REPLY_ID: first })).replyToId, first);
    assert.equal(await addFails({ REPLY_ID: 1 }), '403 REPLY_ACCESS_ERROR');
    assert.equal(
      await failure(portal, 'im.message.add', { DIALOG_ID: 7, MESSAGE: 'x', REPLY_ID: first }),
      '403 REPLY_FROM_OTHER_CHAT_ERROR',
    );
  });

  it('gives system messages author 0 and refuses them to guests', async () => {
    assert.equal(stored(await add({ MESSAGE: 'note', SYSTEM: 'Y' })).authorId, 0);
    assert.equal(stored(await add({ MESSAGE: 'note', SYSTEM: true })).authorId, ids.me);
    await portal.as(ids.tai).call('im.chat.user.add', { CHAT_ID: ids.group, USERS: [ids.guest] });
    const params = { DIALOG_ID: 'chat97', MESSAGE: 'x', SYSTEM: 'Y' };
    assert.equal(await failure(portal, 'im.message.add', params, ids.guest), '403 ACCESS_ERROR');
  });

  it('edits own messages for three days, keeping what is not mentioned', async () => {
    const id = await add({ MESSAGE: 'first', ATTACH: [{ MESSAGE: 'kept' }] });
    const update = (params: Record<string, unknown>): Promise<unknown> =>
      result(portal, 'im.message.update', { MESSAGE_ID: id, ...params });
    assert.equal(await update({ MESSAGE: 'second', IS_EDITED: 'N' }), true);
    assert.deepEqual(
      [stored(id).text, stored(id).isEdited, 'ATTACH' in stored(id).params],
      ['second', false, true],
    );
    await update({ ID: id, ATTACH: 'N' });
    assert.deepEqual(
      [stored(id).text, stored(id).isEdited, 'ATTACH' in stored(id).params],
      ['second', true, false],
    );
    const fails = (params: Record<string, unknown>): Promise<string> =>
      failure(portal, 'im.message.update', { MESSAGE_ID: id, ...params });
    assert.equal(await fails({ MENU: [{}] }), '400 menu_ERROR');
    assert.equal(
      await fails({ KEYBOARD: [{ TEXT: 'x'.repeat(60_000), LINK: '/x' }] }),
      '400 KEYBOARD_OVERSIZE',
    );
    assert.equal(await fails({ MESSAGE_ID: 0 }), '400 MESSAGE_ID_ERROR');
    const foreign = await portal.as(ids.tai).post('chat97', 'his');
    assert.equal(await fails({ MESSAGE_ID: foreign, MESSAGE: 'x' }), '403 CANT_EDIT_MESSAGE');
    clock.advance(3 * DAY_MS + 1_000);
    assert.equal(await fails({ MESSAGE: 'late' }), '403 CANT_EDIT_MESSAGE');
  });

  it('deletes softly, by an empty edit as well, at any age', async () => {
    const byEdit = await add({ MESSAGE: 'a' });
    assert.equal(await result(portal, 'im.message.update', { MESSAGE_ID: byEdit, MESSAGE: '' }), true);
    assert.equal(stored(byEdit).isDeleted, true);
    assert.equal(
      await failure(portal, 'im.message.update', { MESSAGE_ID: byEdit, MESSAGE: 'b' }),
      '403 CANT_EDIT_MESSAGE',
    );
    const old = await add({ MESSAGE: 'b' });
    clock.advance(30 * DAY_MS);
    assert.equal(await result(portal, 'im.message.delete', { MESSAGE_ID: old }), true);
    assert.equal(stored(old).text, '');
    assert.equal(await failure(portal, 'im.message.delete'), '400 MESSAGE_ID_ERROR');
    const foreign = await portal.as(ids.tai).post('chat97', 'his');
    assert.equal(
      await failure(portal, 'im.message.delete', { MESSAGE_ID: foreign }),
      '403 CANT_EDIT_MESSAGE',
    );
  });

  it('likes, and says when nothing changed', async () => {
    const id = await portal.as(ids.tai).post('chat97', 'like me');
    const like = (ACTION?: string): Promise<unknown> =>
      result(portal, 'im.message.like', { MESSAGE_ID: id, ACTION });
    const fails = (params: Record<string, unknown>): Promise<string> =>
      failure(portal, 'im.message.like', params);
    assert.equal(await like('plus'), true);
    assert.equal(await fails({ MESSAGE_ID: id, ACTION: 'plus' }), '400 WITHOUT_CHANGES');
    assert.equal(await like(), true);
    assert.deepEqual(stored(id).likes, []);
    assert.equal(await like('anything'), true);
    assert.deepEqual(stored(id).likes, [ids.me]);
    assert.equal(await fails({ MESSAGE_ID: 1 }), '400 WITHOUT_CHANGES');
    assert.equal(await fails({}), '400 MESSAGE_ID_ERROR');
  });

  it('shares, and hands pressed commands to bots', async () => {
    const id = await portal.as(ids.tai).post('chat97', 'x');
    const share = { MESSAGE_ID: id, DIALOG_ID: 'chat97' };
    assert.equal(await result(portal, 'im.message.share', { ...share, TYPE: 'CHAT' }), true);
    const types = ['TASK', 'POST', 'CALEND'] as const;
    for (const TYPE of types) await result(portal, 'im.message.share', { ...share, TYPE });
    const made = types.map((type) => ({ type, messageId: id, authorId: ids.me }));
    assert.equal(await failure(portal, 'im.message.share', { ...share, TYPE: 'NOTE' }), '400 PARAMS_ERROR');
    assert.deepEqual(portal.world.shared, made);
    const pressed: unknown[] = [];
    portal.world.onDidChange((change) => {
      if (change.kind === 'command') pressed.push(change.command, change.params, change.userId);
    });
    const command = { MESSAGE_ID: id, BOT_ID: ids.bot, COMMAND: 'go', COMMAND_PARAMS: 'now' };
    assert.equal(await result(portal, 'im.message.command', command), true);
    assert.deepEqual(pressed, ['go', 'now', ids.me]);
    assert.equal(await failure(portal, 'im.message.command', { ...command, BOT_ID: 0 }), '400 BOT_ID_ERROR');
    assert.equal(
      await failure(portal, 'im.message.command', { ...command, COMMAND: '' }),
      '400 COMMAND_ERROR',
    );
    assert.equal(
      await failure(portal, 'im.message.command', { ...command, BOT_ID: ids.tai }),
      '400 PARAMS_ERROR',
    );
  });
});
