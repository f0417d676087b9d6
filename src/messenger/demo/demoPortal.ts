import { type Disposable, DisposableStore } from '../../base/disposable.ts';
import type { Clock } from '../../base/ports.ts';
import { type KeptMessage, KeptDialog } from './demoDialog.ts';
import type { DemoPerson, DemoStory } from './demoStory.ts';

type Params = Readonly<Record<string, unknown>>;

const ANSWER_DELAY_MS = 1_600;
const MINUTE_MS = 60_000;
const PAGE = 50;

/** What a portal would do for the methods that this product calls, out of memory. `undefined` for a method it does not have. */
export class DemoPortal implements Disposable {
  readonly #story: DemoStory;
  readonly #clock: Clock;
  readonly #dialogs: readonly KeptDialog[];
  readonly #answering = new Set<KeptDialog>();
  readonly #store = new DisposableStore();
  readonly #methods: Readonly<Record<string, (params: Params) => unknown>> = {
    'profile': () => ({ ID: this.#own.id, NAME: this.#own.name }),
    'scope': () => ['im', 'user'],
    'im.revision.get': () => ({ rest: 1 }),
    'server.time': () => new Date(this.#clock.now()).toISOString(),
    'im.recent.list': (params) => this.#recent(params),
    'im.counters.get': () => this.#counters(),
    'im.dialog.get': (params) => this.#dialog(params)?.detailsOnWire((id) => this.#person(id)?.name ?? ''),
    'im.dialog.messages.get': (params) => this.#page(params),
    'im.dialog.users.list': (params) => this.#dialog(params)?.memberIds.map((id) => this.#userOnWire(id)),
    'im.dialog.read': (params) => this.#read(params),
    'im.dialog.unread': (params) => this.#unread(params),
    'im.dialog.read.all': () => this.#readAll(),
    'im.dialog.writing': () => true,
    'im.message.add': (params) => this.#add(params),
    'im.message.update': (params) =>
      this.#change(params, (message) => ({ ...message, text: text(params['MESSAGE']), isEdited: true })),
    'im.message.delete': (params) => this.#change(params, (message) => ({ ...message, isDeleted: true })),
    'im.message.like': (params) => this.#like(params),
    'im.recent.pin': (params) => this.#mark(params, (dialog) => (dialog.isPinned = params['PIN'] === 'Y')),
    'im.recent.unread': (params) =>
      this.#mark(params, (dialog) => (dialog.isMarkedUnread = params['ACTION'] === 'Y')),
    'im.recent.hide': (params) => this.#mark(params, (dialog) => (dialog.isHidden = true)),
    'im.chat.mute': (params) => this.#mark(params, (dialog) => (dialog.isMuted = params['MUTE'] === 'Y')),
    'im.user.get': (params) => this.#userOnWire(number(params['ID']) ?? 0),
    'im.user.list.get': ({ ID: ids }) =>
      Array.isArray(ids) ? ids.flatMap((id) => this.#userOnWire(number(id) ?? 0) ?? []) : [],
    'im.search.user.list': ({ FIND: find }) =>
      this.#story.people.filter(({ name }) => matches(name, find)).map(({ id }) => this.#userOnWire(id)),
    'im.search.chat.list': ({ FIND: find }) =>
      this.#dialogs
        .filter((dialog) => !dialog.isPrivate && matches(dialog.title, find))
        .map((dialog) => ({ id: dialog.chatId, name: dialog.title, type: 'chat', message_type: 'C' })),
  };
  #lastId = 0;
  #answers = 0;

  constructor(story: DemoStory, clock: Clock) {
    this.#story = story;
    this.#clock = clock;
    this.#dialogs = story.dialogs.map(
      (dialog, index) =>
        new KeptDialog(dialog, Number(/^chat(\d+)$/.exec(dialog.id)?.[1] ?? 1_000 + index), this.#own.id),
    );
    for (const [index, dialog] of story.dialogs.entries()) {
      const kept = this.#dialogs[index];
      for (const message of dialog.messages) {
        kept?.add(
          this.#message(message.authorId, message.text, {
            date: clock.now() - message.minutesAgo * MINUTE_MS,
            likedBy: message.likedBy ?? [],
          }),
        );
      }
      if (kept !== undefined) kept.lastReadId = kept.messages.at(-dialog.unread - 1)?.id ?? 0;
    }
  }

  run(method: string, params: Params): unknown {
    return this.#methods[method]?.(params);
  }

  dispose(): void {
    this.#store.dispose();
  }

  get #own(): DemoPerson {
    return this.#story.people[0];
  }

  #person(userId: number): DemoPerson | undefined {
    return this.#story.people.find(({ id }) => id === userId);
  }

  #dialog({ DIALOG_ID: id, CHAT_ID: chatId }: Params): KeptDialog | undefined {
    return this.#dialogs.find((dialog) => dialog.id === text(id) || dialog.chatId === number(chatId));
  }

  #userOnWire(userId: number): unknown {
    const person = this.#person(userId);
    return person && { ...person, work_position: person.position, active: true, status: 'online' };
  }

  #recent({ OFFSET: offset, LIMIT: limit }: Params): unknown {
    const sorted = this.#dialogs
      .filter(({ isHidden }) => !isHidden)
      .sort(
        (a, b) => Number(b.isPinned) - Number(a.isPinned) || (b.newest?.date ?? 0) - (a.newest?.date ?? 0),
      );
    const from = number(offset) ?? 0;
    const items = sorted.slice(from, from + (number(limit) ?? PAGE));
    return {
      items: items.map((dialog) => dialog.rowOnWire((userId) => this.#userOnWire(userId))),
      hasMore: from + items.length < sorted.length,
    };
  }

  #counters(): unknown {
    const counted = this.#dialogs.filter(({ isMuted }) => !isMuted);
    const counts = (dialogs: readonly KeptDialog[]): unknown =>
      Object.fromEntries(
        dialogs.map((dialog) => [dialog.isPrivate ? dialog.id : String(dialog.chatId), dialog.unread]),
      );
    return {
      TYPE: { MESSENGER: counted.reduce((sum, { unread }) => sum + unread, 0), NOTIFY: 0 },
      DIALOG: counts(counted.filter(({ isPrivate }) => isPrivate)),
      CHAT: counts(counted.filter(({ isPrivate }) => !isPrivate)),
    };
  }

  #page(params: Params): unknown {
    const dialog = this.#dialog(params);
    if (dialog === undefined) return undefined;
    const messages = dialog.page(
      Math.min(number(params['LIMIT']) ?? PAGE, PAGE),
      number(params['LAST_ID']),
      number(params['FIRST_ID']),
    );
    const authors = new Set(messages.map(({ authorId }) => authorId));
    return {
      chat_id: dialog.chatId,
      messages: messages.map((message) => dialog.messageOnWire(message)),
      users: [...authors].map((userId) => this.#userOnWire(userId)),
      files: [],
    };
  }

  #read(params: Params): unknown {
    const dialog = this.#dialog(params);
    const upTo = number(params['MESSAGE_ID']) ?? dialog?.newest?.id ?? 0;
    if (dialog === undefined || upTo <= dialog.lastReadId) return false;
    dialog.lastReadId = upTo;
    dialog.isMarkedUnread = false;
    return { dialogId: dialog.id, chatId: dialog.chatId, lastId: upTo, counter: dialog.unread };
  }

  #unread(params: Params): unknown {
    return this.#mark(params, (dialog) => (dialog.lastReadId = (number(params['MESSAGE_ID']) ?? 1) - 1));
  }

  #readAll(): unknown {
    for (const dialog of this.#dialogs) dialog.lastReadId = dialog.newest?.id ?? 0;
    return true;
  }

  #mark(params: Params, mark: (dialog: KeptDialog) => unknown): unknown {
    const dialog = this.#dialog(params);
    if (dialog !== undefined) mark(dialog);
    return dialog !== undefined || undefined;
  }

  #add(params: Params): unknown {
    const dialog = this.#dialog(params);
    if (dialog === undefined) return undefined;
    const uuid = text(params['TEMPLATE_ID']) || undefined;
    const sent = dialog.messages.find((message) => uuid !== undefined && message.uuid === uuid);
    if (sent !== undefined) return sent.id;
    const message = this.#message(this.#own.id, text(params['MESSAGE']), {
      uuid,
      replyTo: number(params['REPLY_ID']),
      attach: params['ATTACH'],
      keyboard: params['KEYBOARD'],
    });
    dialog.add(message);
    this.#answerIn(dialog);
    return message.id;
  }

  #change(params: Params, change: (message: KeptMessage) => KeptMessage): unknown {
    const messageId = number(params['MESSAGE_ID']) ?? 0;
    return this.#dialogs.some((dialog) => dialog.change(messageId, change)) || undefined;
  }

  #like(params: Params): unknown {
    return this.#change(params, (message) => {
      const others = message.likedBy.filter((userId) => userId !== this.#own.id);
      return { ...message, likedBy: params['ACTION'] === 'minus' ? others : [...others, this.#own.id] };
    });
  }

  /** One answer at a time in a dialog, however much is written meanwhile. */
  #answerIn(dialog: KeptDialog): void {
    const colleague = dialog.memberIds.find((userId) => userId !== this.#own.id);
    const answer = this.#story.answers[this.#answers % this.#story.answers.length];
    if (colleague === undefined || answer === undefined || this.#answering.has(dialog)) return;
    this.#answering.add(dialog);
    this.#answers += 1;
    this.#store.add(
      this.#clock.schedule(() => {
        this.#answering.delete(dialog);
        dialog.add(this.#message(colleague, answer, {}));
      }, ANSWER_DELAY_MS),
    );
  }

  #message(authorId: number, words: string, more: Partial<KeptMessage>): KeptMessage {
    this.#lastId += 1;
    return {
      id: this.#lastId,
      authorId,
      text: words,
      date: this.#clock.now(),
      uuid: undefined,
      replyTo: undefined,
      attach: undefined,
      keyboard: undefined,
      likedBy: [],
      isEdited: false,
      isDeleted: false,
      ...more,
    };
  }
}

function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function number(value: unknown): number | undefined {
  return typeof value === 'number' || (typeof value === 'string' && value !== '') ? Number(value) : undefined;
}

function matches(name: string, find: unknown): boolean {
  return name.toLowerCase().includes(text(find).toLowerCase());
}
