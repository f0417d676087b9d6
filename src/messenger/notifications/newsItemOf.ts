import { parseMarkup } from '../../bitrix24/markup/parseMarkup.ts';
import { plainText } from '../../bitrix24/markup/plainText.ts';
import { userIdOfDialog } from '../../model/dialogId.ts';
import type { Message } from '../../model/message.ts';
import type { FoundArrival } from './arrivalFinder.ts';
import { namesPerson } from './namesPerson.ts';
import type { NewsItem } from './newsItem.ts';
import type { ReadNews } from './newsReader.ts';

const LONGEST_TEXT = 200;

/** What is told of an arrival: the message that names the person, where the messages are known, else the list's line. */
export function newsItemOf(
  { dialog, count }: FoundArrival,
  news: ReadNews,
  ownId: number,
  keywords: readonly string[],
): NewsItem {
  const { lastMessage } = dialog;
  const lastId = lastMessage?.id ?? 0;
  // What has come since the list was read is told when the list shows it.
  const messages = (news.messages.get(dialog.id) ?? []).filter(
    (message) => message.id <= lastId && isForeign(message, ownId),
  );
  const named = messages.findLast(({ text }) => namesPerson(text, ownId, keywords));
  const isDirect = userIdOfDialog(dialog.id) !== undefined;
  const shown =
    named === undefined
      ? {
          messageId: lastId,
          authorName: lastMessage?.authorName,
          text: lastMessage?.text ?? '',
          date: lastMessage?.date ?? dialog.lastActivityAt,
        }
      : {
          messageId: named.id,
          authorName: news.users.find(({ id }) => id === named.authorId)?.name,
          text: plainText(parseMarkup(named.text), { maxLength: LONGEST_TEXT }),
          date: named.date,
        };
  return {
    ...shown,
    dialogId: dialog.id,
    isDirect,
    title: dialog.title,
    lastId,
    count,
    isNamed: named !== undefined,
  };
}

function isForeign({ authorId, isSystem }: Message, ownId: number): boolean {
  return authorId !== ownId && !isSystem;
}
