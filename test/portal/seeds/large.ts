// A portal of a big company: for measuring, and for everything that only shows with thousands of dialogs.
import type { MessageDraft } from '../drafts.ts';
import { seededRandom } from '../idSource.ts';
import type { ChatRecord } from '../records.ts';
import type { Seed } from '../seed.ts';
import type { World } from '../world.ts';
import { generatedText } from './generatedText.ts';
import { DAY_MS, MINUTE_MS, SECOND_MS } from './time.ts';

const USERS = 2_000;
const DIALOGS = 3_000;
const PRIVATE_DIALOGS = 1_200;
const ME = 1;
const READ_BEFORE_UNREAD = 80;

/** Fixed ids, for tests and measurements. */
export const largeIds = {
  longChat: 5_000,
  unreadChat: 5_001,
  longChatMessages: 20_000,
  unread: 137,
} as const;

const FIRST_NAMES = [
  'An',
  'Anna',
  'Bình',
  'Boris',
  'Chi',
  'Clara',
  'Dũng',
  'Daria',
  'Elena',
  'Felix',
  'Giang',
  'Hugo',
];
const LAST_NAMES = [
  'Nguyễn',
  'Ivanova',
  'Keller',
  'Trần',
  'Petrov',
  'Lund',
  'Phạm',
  'Rossi',
  'Sato',
  'Volkova',
  'Đinh',
];
const SUBJECTS = [
  'Orders',
  'Dự án',
  'Отчёты',
  'Release',
  'Hỗ trợ',
  'Склад',
  'Hiring',
  'Kế hoạch',
  'Поддержка',
  'Budget',
];

export const largeSeed: Seed = {
  name: 'large',
  build: (world) => {
    const random = seededRandom(3_000);
    const now = world.clock.now();
    settle(world);
    // One sequence counts the messages of all chats, so they are posted in the order of their dates.
    const drafts = [
      ...longChat(world, random, now),
      ...unreadChat(world, random, now),
      ...manyDialogs(world, random, now),
    ];
    for (const draft of drafts.sort((a, b) => a.dateMs - b.dateMs)) world.post(draft);
    look(world);
    return {
      mainUserId: ME,
      webhooks: [{ userId: ME, code: 'l4rg3s33dw3bh00k', scopes: ['im', 'user', 'disk', 'department'] }],
    };
  },
};

type DatedDraft = MessageDraft & { readonly dateMs: number };

function settle(world: World): void {
  for (let id = 1; id <= 40; id += 1) {
    world.addDepartment({ id, name: `Department ${id}`, parentId: id === 1 ? undefined : 1, managerId: id });
  }
  for (let id = 1; id <= USERS; id += 1) {
    world.addUser({
      id,
      firstName: FIRST_NAMES[id % FIRST_NAMES.length] ?? 'An',
      lastName: `${LAST_NAMES[id % LAST_NAMES.length] ?? 'Lund'} ${id}`,
      position: `Position ${id % 60}`,
      departments: [1 + (id % 40)],
      admin: id === ME,
    });
  }
}

function longChat(world: World, random: () => number, now: number): readonly DatedDraft[] {
  const chat = largeIds.longChat;
  const members = [...Array(24).keys()].map((index) => index + 2);
  world.addChat({ id: chat, title: 'Twenty thousand messages', owner: ME, members });
  const stepMs = (200 * DAY_MS) / largeIds.longChatMessages;
  return Array.from({ length: largeIds.longChatMessages }, (_, index) => ({
    chat,
    author: 1 + Math.floor(random() * 25),
    text: generatedText(random, index),
    dateMs: now - DAY_MS - (largeIds.longChatMessages - index) * stepMs,
    ...(random() < 0.08 && { likes: [2, 3] }),
  }));
}

function unreadChat(world: World, random: () => number, now: number): readonly DatedDraft[] {
  const chat = largeIds.unreadChat;
  world.addChat({ id: chat, title: 'One hundred and thirty-seven unread', owner: 2, members: [ME, 3, 4] });
  const count = READ_BEFORE_UNREAD + largeIds.unread;
  return Array.from({ length: count }, (_, index) => ({
    chat,
    author: 2 + (index % 3),
    text: generatedText(random, index),
    dateMs: now - (count - index) * MINUTE_MS,
  }));
}

function manyDialogs(world: World, random: () => number, now: number): readonly DatedDraft[] {
  const drafts: DatedDraft[] = [];
  for (let index = 2; index < DIALOGS; index += 1) {
    const chat = index < PRIVATE_DIALOGS ? world.privateChat(ME, index) : groupOf(world, index);
    const author = index < PRIVATE_DIALOGS ? index : chat.ownerId;
    const lastMs = now - MINUTE_MS - Math.floor(random() * 300 * DAY_MS);
    const count = 1 + Math.floor(random() * 3);
    for (let number = 0; number < count; number += 1) {
      drafts.push({
        chat: chat.id,
        author: number % 2 === 0 ? author : ME,
        text: generatedText(random, index + number),
        dateMs: lastMs - (count - number) * 50 * SECOND_MS,
      });
    }
  }
  return drafts;
}

function groupOf(world: World, index: number): ChatRecord {
  const [owner, second, third] = [2, 3, 4].map((first) => first + (index % (USERS - 10)));
  return world.addChat({
    title: `${SUBJECTS[index % SUBJECTS.length] ?? 'Chat'} ${index}`,
    owner: owner ?? 2,
    members: [ME, second ?? 3, third ?? 4],
    messageType: index % 50 === 0 ? 'O' : 'C',
  });
}

/** Most dialogs are read, some muted, a few pinned. */
function look(world: World): void {
  for (const userId of world.chat(largeIds.longChat).members.keys()) world.readAll(userId, largeIds.longChat);
  const lastRead = world.chat(largeIds.unreadChat).messages[READ_BEFORE_UNREAD - 1];
  world.setLastRead(ME, largeIds.unreadChat, lastRead?.id ?? 0);
  for (const [index, chat] of [...world.chatsOf(ME)].entries()) {
    if (chat.id === largeIds.longChat || chat.id === largeIds.unreadChat) continue;
    if (index % 9 !== 0) world.readAll(ME, chat.id);
    if (index % 40 === 0) world.setMuted(ME, chat.id, true);
    if (index % 130 === 0) world.setPinned(ME, chat.id, true);
  }
}
