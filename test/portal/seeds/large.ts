// A portal of a big company: for measuring, and for everything that only shows with thousands of dialogs.
import { seededRandom } from '../idSource.ts';
import type { Seed } from '../seed.ts';
import type { World } from '../world.ts';
import { generatedText } from './generatedText.ts';
import { DAY_MS, MINUTE_MS, SECOND_MS } from './time.ts';

const USERS = 2_000;
const DIALOGS = 3_000;
const PRIVATE_DIALOGS = 1_200;
const ME = 1;

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
    longChat(world, random, now);
    unreadChat(world, random, now);
    manyDialogs(world, random, now);
    return {
      mainUserId: ME,
      webhooks: [{ userId: ME, code: 'l4rg3s33dw3bh00k', scopes: ['im', 'user', 'disk', 'department'] }],
    };
  },
};

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

function longChat(world: World, random: () => number, now: number): void {
  const chat = largeIds.longChat;
  const members = [...Array(24).keys()].map((index) => index + 2);
  world.addChat({ id: chat, title: 'Twenty thousand messages', owner: ME, members });
  const stepMs = (200 * DAY_MS) / largeIds.longChatMessages;
  for (let index = 0; index < largeIds.longChatMessages; index += 1) {
    const ageMs = (largeIds.longChatMessages - index) * stepMs;
    world.post({
      chat,
      author: 1 + Math.floor(random() * 25),
      text: generatedText(random, index),
      dateMs: now - ageMs - DAY_MS,
      ...(random() < 0.08 && { likes: [2, 3] }),
    });
  }
  for (const userId of [ME, ...members]) world.readAll(userId, chat);
}

function unreadChat(world: World, random: () => number, now: number): void {
  const chat = largeIds.unreadChat;
  world.addChat({ id: chat, title: 'One hundred and thirty-seven unread', owner: 2, members: [ME, 3, 4] });
  const post = (index: number, count: number): void => {
    world.post({
      chat,
      author: 2 + (index % 3),
      text: generatedText(random, index),
      dateMs: now - (count - index) * MINUTE_MS,
    });
  };
  for (let index = 0; index < 80; index += 1) post(index, 400);
  world.readAll(ME, chat);
  for (let index = 80; index < 80 + largeIds.unread; index += 1) post(index, 400);
}

function manyDialogs(world: World, random: () => number, now: number): void {
  for (let index = 2; index < DIALOGS; index += 1) {
    const isPrivate = index < PRIVATE_DIALOGS;
    const peer = index;
    const chat = isPrivate
      ? world.privateChat(ME, peer)
      : world.addChat({
          title: `${SUBJECTS[index % SUBJECTS.length] ?? 'Chat'} ${index}`,
          owner: 2 + (index % (USERS - 10)),
          members: [ME, 3 + (index % (USERS - 10)), 4 + (index % (USERS - 10))],
          messageType: index % 50 === 0 ? 'O' : 'C',
        });
    const lastMs = now - Math.floor(random() * 300 * DAY_MS);
    const author = isPrivate ? peer : chat.ownerId;
    const count = 1 + Math.floor(random() * 3);
    for (let number = 0; number < count; number += 1) {
      const dateMs = lastMs - (count - number) * 50 * SECOND_MS;
      world.post({
        chat: chat.id,
        author: number % 2 === 0 ? author : ME,
        text: generatedText(random, index + number),
        dateMs,
      });
    }
    if (index % 9 !== 0) world.readAll(ME, chat.id);
    if (index % 40 === 0) world.setMuted(ME, chat.id, true);
    if (index % 130 === 0) world.setPinned(ME, chat.id, true);
  }
}
