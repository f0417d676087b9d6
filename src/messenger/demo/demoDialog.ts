import type { DialogId } from '../../model/dialogId.ts';
import { userIdOfDialog } from '../../model/dialogId.ts';
import type { DemoDialog } from './demoStory.ts';

// A demo that somebody forgets about does not grow.
const MOST_MESSAGES = 500;

export interface KeptMessage {
  readonly id: number;
  readonly authorId: number;
  readonly text: string;
  readonly date: number;
  readonly uuid: string | undefined;
  readonly replyTo: number | undefined;
  readonly attach: unknown;
  readonly keyboard: unknown;
  readonly likedBy: readonly number[];
  readonly isEdited: boolean;
  readonly isDeleted: boolean;
}

/** One dialog of the demo as it is now, and as the portal's methods show it. */
export class KeptDialog {
  readonly id: DialogId;
  readonly chatId: number;
  readonly title: string;
  readonly memberIds: readonly number[];
  readonly #ownId: number;
  messages: readonly KeptMessage[] = [];
  lastReadId = 0;
  /** Up to which message the others have read. */
  readByOthers = 0;
  isPinned: boolean;
  isMuted = false;
  isMarkedUnread = false;
  isHidden = false;

  constructor({ id, title, memberIds, isPinned }: DemoDialog, chatId: number, ownId: number) {
    this.id = id;
    this.chatId = chatId;
    this.title = title;
    this.memberIds = memberIds;
    this.isPinned = isPinned;
    this.#ownId = ownId;
  }

  get newest(): KeptMessage | undefined {
    return this.messages.at(-1);
  }

  get unread(): number {
    return this.messages.filter((message) => this.#isUnread(message)).length;
  }

  get isPrivate(): boolean {
    return userIdOfDialog(this.id) !== undefined;
  }

  add(message: KeptMessage): void {
    this.messages = [...this.messages, message].slice(-MOST_MESSAGES);
    this.isHidden = false;
    if (message.authorId === this.#ownId) this.lastReadId = message.id;
    else this.readByOthers = message.id;
  }

  /** False where no such message is here. */
  change(messageId: number, change: (message: KeptMessage) => KeptMessage): boolean {
    if (!this.messages.some(({ id }) => id === messageId)) return false;
    this.messages = this.messages.map((message) => (message.id === messageId ? change(message) : message));
    return true;
  }

  /** At most `limit` of them: the newest, those before `lastId`, or those after `firstId`. */
  page(limit: number, lastId: number | undefined, firstId: number | undefined): readonly KeptMessage[] {
    if (firstId !== undefined) return this.messages.filter(({ id }) => id > firstId).slice(0, limit);
    return this.messages.filter(({ id }) => !lastId || id < lastId).slice(-limit);
  }

  messageOnWire(message: KeptMessage): unknown {
    return {
      id: message.id,
      chat_id: this.chatId,
      author_id: message.authorId,
      date: new Date(message.date).toISOString(),
      text: message.isDeleted ? '' : message.text,
      unread: this.#isUnread(message),
      uuid: message.uuid ?? null,
      params: {
        LIKE: message.likedBy,
        ...(message.isEdited ? { IS_EDITED: 'Y' } : {}),
        ...(message.isDeleted ? { IS_DELETED: 'Y' } : {}),
        ...(message.replyTo === undefined ? {} : { REPLY_ID: message.replyTo }),
        ...(Array.isArray(message.attach) ? { ATTACH: message.attach } : {}),
        ...(Array.isArray(message.keyboard) ? { KEYBOARD: message.keyboard } : {}),
      },
    };
  }

  detailsOnWire(nameOf: (userId: number) => string): unknown {
    const { newest } = this;
    const reader = this.memberIds.find((userId) => userId !== this.#ownId) ?? 0;
    return {
      ...this.#chatOnWire(),
      counter: this.unread,
      last_id: this.lastReadId,
      last_message_id: newest?.id ?? 0,
      unread_id: this.messages.find((message) => this.#isUnread(message))?.id ?? 0,
      readed_list:
        this.readByOthers === 0
          ? []
          : [
              {
                user_id: reader,
                user_name: nameOf(reader),
                message_id: this.readByOthers,
                date: new Date(newest?.date ?? 0).toISOString(),
              },
            ],
    };
  }

  rowOnWire(userOnWire: (userId: number) => unknown): unknown {
    const { newest } = this;
    const date = new Date(newest?.date ?? 0).toISOString();
    const peer = userIdOfDialog(this.id);
    return {
      id: this.isPrivate ? Number(this.id) : this.id,
      chat_id: this.chatId,
      type: this.isPrivate ? 'user' : 'chat',
      title: this.title,
      message: newest && {
        id: newest.id,
        text: newest.text,
        author_id: newest.authorId,
        date,
        uuid: newest.uuid,
      },
      counter: this.unread,
      last_id: this.lastReadId,
      pinned: this.isPinned,
      unread: this.isMarkedUnread,
      date_update: date,
      user: userOnWire(peer ?? newest?.authorId ?? 0),
      chat: this.#chatOnWire(),
    };
  }

  #chatOnWire(): Readonly<Record<string, unknown>> {
    return {
      id: this.chatId,
      name: this.title,
      type: this.isPrivate ? 'private' : 'chat',
      message_type: this.isPrivate ? 'P' : 'C',
      user_counter: this.memberIds.length,
      owner: this.#ownId,
      mute_list: this.isMuted ? [this.#ownId] : [],
    };
  }

  #isUnread({ id, authorId }: KeptMessage): boolean {
    return id > this.lastReadId && authorId !== this.#ownId;
  }
}
