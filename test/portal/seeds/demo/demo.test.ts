import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Clock } from '../../../../src/base/ports.ts';
import { ManualClock } from '../../../unit/manualClock.ts';
import type { ChatRecord, MessageRecord } from '../../records.ts';
import { World } from '../../world.ts';
import { demoSeed } from './demo.ts';

const ME = 1;

describe('demo seed', () => {
  for (const [when, ms] of [
    ['in the morning', Date.UTC(2026, 10, 23, 2, 30)],
    ['just after midnight', Date.UTC(2026, 10, 23, 0, 1)],
    ['in the evening', Date.UTC(2026, 10, 22, 20, 0)],
  ] as const) {
    it(`has nothing from the future and no talk that goes back, ${when}`, () => {
      const { world } = build(ms);
      for (const chat of world.chats.values()) {
        for (const [index, message] of chat.messages.entries()) {
          assert.ok(message.dateMs < ms, `${chat.title}: ${message.text}`);
          assert.ok(
            message.dateMs >= (chat.messages[index - 1]?.dateMs ?? 0),
            `${chat.title}: ${message.text}`,
          );
        }
      }
    });
  }

  it('shows forty dialogs of all kinds, some pinned, muted, unread or marked', () => {
    const { world } = build();
    const rows = world.recents(ME).sorted();
    assert.equal(rows.length, 40);
    const chats = rows.map((row) => world.chat(row.chatId));
    const types = new Set(chats.map((chat) => chat.type));
    for (const type of [
      'private',
      'chat',
      'open',
      'general',
      'openChannel',
      'collab',
      'tasksTask',
      'calendar',
      'crm',
    ]) {
      assert.ok(types.has(type), type);
    }
    assert.ok(types.has('lines') && types.has('sonetGroup'));
    const unread = chats.map((chat) => chat.members.get(ME)?.unread ?? 0);
    assert.ok(unread.filter((count) => count > 0).length >= 8);
    assert.ok(Math.max(...unread) > 50);
    assert.ok(rows.filter((row) => row.isPinned).length >= 3);
    assert.ok(rows.some((row) => row.isUnread && world.chat(row.chatId).members.get(ME)?.unread === 0));
    assert.ok(chats.some((chat) => chat.members.get(ME)?.isMuted === true));
  });

  it('has long histories and every construct that a thread must draw', () => {
    const { world } = build();
    const chats = [...world.chats.values()];
    assert.ok(chats.filter((chat) => chat.messages.length >= 100).length >= 4);
    const messages = chats.flatMap((chat) => chat.messages);
    const has = (what: string, test: (message: MessageRecord) => boolean): void => {
      assert.ok(messages.some(test), what);
    };
    has('code', ({ text }) => text.includes('[code]'));
    has('link', ({ text }) => text.includes('[URL='));
    has('mention', ({ text }) => text.includes('[USER=1 REPLACE]Trung Nguyễn[/USER]'));
    has('quoted line', ({ text }) => text.startsWith('>>') || text.includes('\n>>'));
    has('quoted block', ({ text }) => /^-{54}\n.+ \[.+\] #chat\d+\/\d+\n/.test(text));
    has('quoted block of a private dialog', ({ text }) => /^-{54}\n.+ \[.+\] #1:7\/\d+\n/.test(text));
    has('likes', ({ likes }) => likes.length > 3);
    has('edited', ({ isEdited }) => isEdited);
    has('deleted', ({ isDeleted }) => isDeleted);
    has('system', ({ authorId }) => authorId === 0);
    has('image', ({ fileIds }) => fileIds.some((id) => world.files.get(id)?.image !== undefined));
    has('file', ({ fileIds }) => fileIds.some((id) => world.files.get(id)?.type === 'file'));
    has('buttons', ({ params }) => Array.isArray(params['KEYBOARD']));
    has('card', ({ params }) => Array.isArray(params['ATTACH']));
    has('reply', ({ replyToId }) => replyToId !== undefined);
    has('right to left', ({ text }) => /\p{Script=Arabic}{3}/u.test(text));
    has('Vietnamese', ({ text }) => /[ạảấầẩẫậắằẳẵặẹẻẽếềểễệ]/.test(text));
    has('Russian', ({ text }) => /\p{Script=Cyrillic}{3}/u.test(text));
    has('emoji', ({ text }) => /\p{Extended_Pictographic}/u.test(text));
    has('long text', ({ text }) => text.length > 1_500);
    for (const { text } of messages)
      assert.doesNotMatch(text, /\{(?:@|link|quote|service|host|page|ms|pct|n|p)\b/, text);
  });

  it('is the same whenever it is built at the same time', () => {
    assert.deepEqual(snapshot(build().world), snapshot(build().world));
  });
});

describe('demo team', () => {
  it('goes on talking at its own pace, and stops', () => {
    const { world, live, clock } = build();
    const count = world.messages.size;
    const stop = live(world, clock);
    clock.advance(7_999);
    assert.equal(world.messages.size, count);
    clock.advance(1);
    assert.equal(world.messages.size, count + 1);
    clock.advance(400_000);
    const spoken = world.messages.size - count;
    assert.ok(spoken >= 10 && spoken <= 28, String(spoken));
    stop.dispose();
    clock.advance(400_000);
    assert.equal(world.messages.size, count + spoken);
  });

  it('keeps within bounds when left alone', () => {
    const { world, live, clock } = build();
    const count = world.messages.size;
    live(world, clock);
    clock.advance(48 * 3_600_000);
    assert.equal(world.messages.size, count + 300);
  });

  it('answers in the dialog that was written to', () => {
    const { world, live, clock } = build();
    live(world, clock);
    const chat = world.privateChat(ME, 7);
    const reactions = (): number =>
      chat.messages.filter((message) => message.authorId === 7).length +
      chat.messages.reduce((sum, message) => sum + (message.likes.includes(7) ? 1 : 0), 0);
    const before = reactions();
    const mine = world.post({ chat: chat.id, author: ME, text: 'Em xem giúp anh nhé' });
    clock.advance(15_000);
    assert.ok(reactions() > before);
    assert.ok((chat.members.get(7)?.lastReadId ?? 0) >= mine.id);
  });

  it('has a bot that does what its button says', () => {
    const { world, live, clock } = build();
    live(world, clock);
    const chat = world.chat(107);
    const message = chat.messages.findLast(({ params }) => params['KEYBOARD'] !== undefined);
    assert.ok(message);
    world.runCommand({ message, botId: 28, userId: ME, command: 'rebuild', params: '5124' });
    clock.advance(2_000);
    assert.match(chat.messages.at(-1)?.text ?? '', /being built/);
    clock.advance(8_500);
    assert.ok(chat.messages.some(({ text, authorId }) => authorId === 28 && text.includes('#5125 passed')));
  });

  it('is only spoken to by members of the dialog', () => {
    const { world, live, clock } = build();
    world.onDidChange((change) => {
      if (change.kind !== 'posted') return;
      const { message } = change;
      for (const id of [message.authorId, ...message.likes]) {
        assert.ok(world.chat(message.chatId).members.has(id), `${id} in ${message.chatId}: ${message.text}`);
      }
    });
    live(world, clock);
    clock.advance(3_600_000);
  });
});

function build(ms = Date.UTC(2026, 10, 23, 2, 30)) {
  const clock = new ManualClock({ startMs: ms });
  const world = new World({ clock });
  const { live } = demoSeed.build(world);
  assert.ok(live);
  return { world, clock, live: (into: World, by: Clock) => live.start(into, by) };
}

function snapshot(world: World): readonly unknown[] {
  return [...world.chats.values()].map((chat: ChatRecord) => [chat.id, chat.title, chat.messages]);
}
