// What the people of the demo answer when they are written to, each in the language they write.
import { cardParams } from './cards.ts';
import { idOf, people, type Handle } from './people.ts';

type Answer = { readonly text: string; readonly params?: Readonly<Record<string, unknown>> };

const VIETNAMESE = [
  'Dạ vâng, em xem ngay ạ.',
  'Để em kiểm tra rồi báo lại anh nhé.',
  'Chuẩn luôn anh 👍',
  'Hay quá! Em ghi lại vào task rồi ạ.',
  'Em đang họp, khoảng 15 phút nữa em trả lời kỹ hơn nhé.',
  'Dạ được ạ, chiều nay xong.',
  'Em hiểu rồi, cảm ơn anh nhiều ạ 🙏',
];

/** Of those who are older than the signed-in person; Vietnamese says so in every sentence. */
const VIETNAMESE_SENIOR = [
  'Ok em, để chị xem rồi trả lời em nhé.',
  'Chị thấy hợp lý, em cứ làm đi.',
  'Hay đấy em 👍',
  'Chị đang họp, khoảng 15 phút nữa chị gọi em nhé.',
  'Cảm ơn em, chị ghi lại rồi.',
];

const RUSSIAN = [
  'Хорошо, смотрю.',
  'Согласен. Сделаю сегодня до вечера.',
  'Дай мне десять минут, проверю на стейджинге.',
  'Отличная мысль 👍',
  'Готово, посмотри, пожалуйста.',
  'Понял, записал.',
  'Сейчас воспроизведу и напишу, что вышло.',
];

const ENGLISH = [
  'Good point. Let me look and come back to you.',
  'Works for me 👍',
  'Thanks! I will have it by the end of the day.',
  'Could you write that into the task too? Then it does not get lost.',
  'Just tried it, looks good here.',
  'In a call right now, ten minutes please.',
  'Ha, I was about to ask the same thing.',
];

const ARABIC = [
  'شكراً لك! سأراجع الأمر وأعود إليك. Thank you, I will check.',
  'ممتاز 👍',
  'حسناً، سأكون متاحاً بعد ساعة.',
];

const SENIORS: readonly Handle[] = ['mai', 'lan', 'yen'];
const RUSSIAN_SPEAKERS: readonly Handle[] = ['olga', 'ivan', 'sergey', 'nikita', 'marina', 'dmitry', 'vera'];
const ENGLISH_SPEAKERS: readonly Handle[] = ['daniel', 'emma', 'priya', 'james', 'anna', 'tom', 'guest'];

export function answerOf(userId: number, asked: string, random: () => number): Answer {
  if (userId === people.ci.id) return botAnswer(asked.trim().toLowerCase());
  const answers = answersOf(userId);
  return { text: answers[Math.floor(random() * answers.length)] ?? '👍' };
}

/** What the bot says when somebody presses its button. */
export const rebuild = {
  started: { text: '[b]kite[/b] · feature/date-filter · #5125 is being built' },
  passed: {
    text: '[b]kite[/b] · feature/date-filter · #5125 passed in 6 min 37 s',
    params: cardParams('passedDates', undefined),
  },
} satisfies Readonly<Record<string, Answer>>;

function botAnswer(asked: string): Answer {
  if (asked.includes('status')) {
    return {
      text: 'Everything green. 4.2 is on 100 % of production.',
      params: cardParams('statusAll', undefined),
    };
  }
  if (asked.startsWith('build')) return rebuild.started;
  return {
    text: 'I know [b]status[/b], [b]build[/b] and [b]mute[/b].',
    params: cardParams(undefined, 'welcome'),
  };
}

function answersOf(userId: number): readonly string[] {
  if (userId === people.yusuf.id) return ARABIC;
  if (RUSSIAN_SPEAKERS.some((handle) => idOf(handle) === userId)) return RUSSIAN;
  if (ENGLISH_SPEAKERS.some((handle) => idOf(handle) === userId)) return ENGLISH;
  return SENIORS.some((handle) => idOf(handle) === userId) ? VIETNAMESE_SENIOR : VIETNAMESE;
}
