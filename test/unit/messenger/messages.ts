import type { Message } from '../../../src/model/message.ts';

/** A message with nothing special about it. */
export function messageOf(given: Partial<Message> & { readonly id: number }): Message {
  return {
    chatId: 97,
    authorId: 7,
    date: given.id * 1_000,
    text: `message ${given.id}`,
    isUnread: false,
    uuid: undefined,
    isSystem: false,
    isDeleted: false,
    isEdited: false,
    replyTo: undefined,
    likedBy: [],
    fileIds: [],
    files: [],
    attach: [],
    keyboard: [],
    menu: [],
    forward: undefined,
    isLarge: false,
    ...given,
  };
}
