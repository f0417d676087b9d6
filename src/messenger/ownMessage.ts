import { parseMarkup } from '../bitrix24/markup/parseMarkup.ts';
import { plainText } from '../bitrix24/markup/plainText.ts';
import type { Message, MessageFile } from '../model/message.ts';
import type { MessageContent } from './outgoing.ts';

const PREVIEW_LENGTH = 200;

/** A message of this person's as it stands in the thread until the portal's own copy comes. */
export function ownMessage(
  content: MessageContent,
  stored: {
    readonly messageId: number;
    readonly uuid: string;
    readonly chatId: number;
    readonly ownId: number;
    /** Milliseconds since 1970, by our clock. */
    readonly now: number;
    readonly files: readonly MessageFile[];
  },
): Message {
  return {
    id: stored.messageId,
    chatId: stored.chatId,
    authorId: content.isSystem ? 0 : stored.ownId,
    date: stored.now,
    text: content.text,
    isUnread: false,
    uuid: stored.uuid,
    isSystem: content.isSystem,
    isDeleted: false,
    isEdited: false,
    replyTo: content.replyTo,
    likedBy: [],
    fileIds: stored.files.map((file) => file.id),
    files: stored.files,
    attach: listIn(content.attach),
    keyboard: listIn(content.keyboard),
    menu: listIn(content.menu),
  };
}

/** What the list shows of it. */
export function ownPreview({ text }: MessageContent): string {
  return plainText(parseMarkup(text), { maxLength: PREVIEW_LENGTH });
}

/** What was sent in another form than a list the portal's copy will show. */
function listIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
