// The state of the simulated portal and everything that changes it; no HTTP here.
import { toDisposable, type Disposable } from '../../src/base/disposable.ts';
import type { Clock } from '../../src/base/ports.ts';
import { CHAT_COLORS, chatTypeOf, isOpenToAll } from './chatTypes.ts';
import { ChatDisk } from './chatDisk.ts';
import { Credentials } from './credentials.ts';
import type { ChatDraft, FileDraft, MemberDraft, MessageDraft, UserDraft } from './drafts.ts';
import { EventLog } from './eventLog.ts';
import { IdSource, randomUuid, seededRandom } from './idSource.ts';
import { fileTypeOf } from './fileTypeOf.ts';
import { firstIndexFrom } from './messageIndex.ts';
import { newUserRecord } from './newUserRecord.ts';
import { Notices } from './notices.ts';
import { RecentRows } from './recentRows.ts';
import type * as records from './records.ts';

export type WorldOptions = {
  readonly clock: Clock;
  /** The same number gives the same ids and uuids. Default 1. */
  readonly randomSeed?: number;
  /** The portal's offset in all ISO dates. Default 60. */
  readonly utcOffsetMinutes?: number;
  /** Of the texts the portal writes itself. Default "en". */
  readonly language?: 'en' | 'de' | 'vi';
};

const MAX_PINNED = 45;
const COLORS = Object.values(CHAT_COLORS);

export class World {
  readonly clock: Clock;
  readonly utcOffsetMinutes: number;
  readonly language: 'en' | 'de' | 'vi';
  readonly credentials = new Credentials();
  /** Where the portal is reached, for links and pictures; set when it starts. */
  origin = 'https://portal.example';
  readonly users = new Map<number, records.UserRecord>();
  readonly chats = new Map<number, records.ChatRecord>();
  readonly messages = new Map<number, records.MessageRecord>();
  readonly files = new Map<number, records.FileRecord>();
  readonly disk = new ChatDisk(this);
  readonly departments = new Map<number, records.DepartmentRecord>();
  /** Chat ids per user of the deprecated "last searched" list, newest first. */
  readonly lastSearched = new Map<number, number[]>();
  /** What people made of messages, in the order they did. */
  readonly shared: records.SharedRecord[] = [];
  readonly events = new EventLog(this);
  readonly notices: Notices;
  readonly #random: () => number;
  readonly #userIds: IdSource;
  readonly #chatIds: IdSource;
  readonly #messageIds: IdSource;
  readonly #fileIds: IdSource;
  readonly #privateChats = new Map<string, number>();
  readonly #entityChats = new Map<string, number>();
  readonly #uuids = new Map<string, number>();
  readonly #recents = new Map<number, RecentRows>();
  readonly #memberships = new Map<number, Set<number>>();
  readonly #listeners = new Set<(change: records.WorldChange) => void>();

  constructor(options: WorldOptions) {
    this.clock = options.clock;
    this.notices = new Notices(options.clock);
    this.utcOffsetMinutes = options.utcOffsetMinutes ?? 60;
    this.language = options.language ?? 'en';
    this.#random = seededRandom(options.randomSeed ?? 1);
    this.#userIds = new IdSource(0, 6, this.#random);
    this.#chatIds = new IdSource(80, 12, this.#random);
    this.#messageIds = new IdSource(30_000, 9, this.#random);
    this.#fileIds = new IdSource(5_000, 8, this.#random);
  }

  onDidChange(listener: (change: records.WorldChange) => void): Disposable {
    this.#listeners.add(listener);
    return toDisposable(() => this.#listeners.delete(listener));
  }

  addUser(draft: UserDraft): records.UserRecord {
    const id = this.#userIds.take(draft.id);
    if (this.users.has(id)) throw new Error(`User ${id} exists already`);
    const user = newUserRecord(id, draft, { color: this.#colorOf(id), nowMs: this.clock.now() });
    this.users.set(id, user);
    return user;
  }

  addDepartment(department: records.DepartmentRecord): records.DepartmentRecord {
    this.departments.set(department.id, department);
    return department;
  }

  /** The owner and the members see the chat in their recent lists at once. */
  addChat(draft: ChatDraft): records.ChatRecord {
    const chat = this.#createChat(draft);
    this.addMember(chat.id, draft.owner, { role: 'owner' });
    for (const userId of draft.members) this.addMember(chat.id, userId);
    for (const userId of draft.managers ?? []) this.addMember(chat.id, userId, { role: 'manager' });
    return chat;
  }

  /** Made on first touch, as the portal does; it stays out of the recent lists until a message. The own id gives the notes chat. */
  privateChat(userA: number, userB: number): records.ChatRecord {
    const [low, high] = userA < userB ? [userA, userB] : [userB, userA];
    const key = `${low}:${high}`;
    const present = this.chats.get(this.#privateChats.get(key) ?? 0);
    if (present !== undefined) return present;
    const isNotes = low === high;
    const chat = this.#createChat({
      title: '',
      messageType: 'P',
      entityType: isNotes ? 'FAVORITE' : '',
      owner: isNotes ? low : 0,
      members: [],
    });
    this.#privateChats.set(key, chat.id);
    this.#join(chat, low, {});
    if (!isNotes) this.#join(chat, high, {});
    return chat;
  }

  /** A private chat that exists already. */
  findPrivateChat(userA: number, userB: number): records.ChatRecord | undefined {
    return this.chats.get(this.#privateChats.get(`${Math.min(userA, userB)}:${Math.max(userA, userB)}`) ?? 0);
  }

  findEntityChat(entityType: string, entityId: string): records.ChatRecord | undefined {
    return this.chats.get(this.#entityChats.get(`${entityType}|${entityId}`) ?? 0);
  }

  chat(chatId: number): records.ChatRecord {
    return known(this.chats.get(chatId), 'chat', chatId);
  }

  user(userId: number): records.UserRecord {
    return known(this.users.get(userId), 'user', userId);
  }

  /** Adds the user, or changes the role of a member. */
  addMember(chatId: number, userId: number, draft: MemberDraft = {}): records.Member {
    const chat = this.chat(chatId);
    const member = this.#join(chat, userId, draft);
    this.recents(userId).touch(chatId);
    return member;
  }

  removeMember(chatId: number, userId: number): void {
    this.chat(chatId).members.delete(userId);
    this.#memberships.get(userId)?.delete(chatId);
    this.recents(userId).remove(chatId);
  }

  setOwner(chatId: number, userId: number): void {
    const chat = this.chat(chatId);
    const former = chat.members.get(chat.ownerId);
    if (former !== undefined) former.role = 'member';
    chat.ownerId = userId;
    this.addMember(chatId, userId, { role: 'owner' });
  }

  /** Chats the user is a member of. */
  *chatsOf(userId: number): Iterable<records.ChatRecord> {
    for (const chatId of this.#memberships.get(userId) ?? []) yield this.chat(chatId);
  }

  canRead(userId: number, chat: records.ChatRecord): boolean {
    if (chat.members.has(userId)) return true;
    if (chat.parentChatId !== 0) return this.canRead(userId, this.chat(chat.parentChatId));
    return isOpenToAll(chat.messageType) && this.users.get(userId)?.isExtranet === false;
  }

  addFile(draft: FileDraft): records.FileRecord {
    const id = this.#fileIds.take(draft.id);
    const file: records.FileRecord = {
      id,
      name: draft.name,
      size: draft.size ?? draft.content?.byteLength ?? 1_024,
      type: draft.type ?? fileTypeOf(draft.name),
      image: draft.image,
      authorId: draft.author,
      dateMs: draft.dateMs ?? this.clock.now(),
      chatId: 0,
      content: draft.content,
      isVoiceNote: draft.isVoiceNote ?? false,
    };
    this.files.set(id, file);
    return file;
  }

  /** Stores a message as it stands: raises the others' counters, moves the author's own mark, brings the dialog up for all. */
  post(draft: MessageDraft): records.MessageRecord {
    const chat = this.chat(draft.chat);
    const id = this.#messageIds.take(draft.id);
    if (this.messages.has(id) || id <= (chat.messages.at(-1)?.id ?? 0)) {
      throw new Error(`Message id ${id} does not come after the chat's last one`);
    }
    const message: records.MessageRecord = {
      id,
      chatId: chat.id,
      authorId: draft.author,
      dateMs: draft.dateMs ?? this.clock.now(),
      text: draft.text,
      uuid: draft.uuid !== undefined ? draft.uuid : draft.author === 0 ? null : randomUuid(this.#random),
      params: { ...draft.params },
      likes: [...(draft.likes ?? [])],
      fileIds: [...(draft.files ?? [])],
      replyToId: draft.replyTo,
      isEdited: false,
      isDeleted: false,
      isSilent: draft.silent ?? draft.params?.['NOTIFY'] === 'N',
    };
    chat.messages.push(message);
    chat.lastActivityMs = message.dateMs;
    this.messages.set(id, message);
    if (message.uuid !== null) this.#uuids.set(message.uuid, id);
    for (const fileId of message.fileIds)
      this.disk.attach(known(this.files.get(fileId), 'file', fileId), chat);
    for (const member of chat.members.values()) {
      if (chat.parentChatId === 0) this.recents(member.userId).touch(chat.id);
      if (member.userId !== draft.author) member.unread += message.isSilent ? 0 : 1;
      else this.setLastRead(member.userId, chat.id, id);
    }
    this.#tell({ kind: 'posted', message });
    return message;
  }

  messageByUuid(uuid: string): records.MessageRecord | undefined {
    return this.messages.get(this.#uuids.get(uuid) ?? 0);
  }

  edit(
    messageId: number,
    change: { text?: string; params?: Record<string, unknown>; isEdited?: boolean },
  ): void {
    const message = known(this.messages.get(messageId), 'message', messageId);
    if (change.text !== undefined) message.text = change.text;
    if (change.params !== undefined) message.params = change.params;
    message.isEdited = change.isEdited ?? true;
    this.#tell({ kind: 'edited', message });
  }

  /** Always soft: the row stays, its content goes. */
  deleteMessage(messageId: number): void {
    const message = known(this.messages.get(messageId), 'message', messageId);
    message.text = '';
    message.params = {};
    message.fileIds = [];
    message.isDeleted = true;
    this.#tell({ kind: 'deleted', message });
  }

  /** @returns false when the like stood so already */
  setLike(messageId: number, userId: number, isOn: boolean): boolean {
    const message = known(this.messages.get(messageId), 'message', messageId);
    if (message.likes.includes(userId) === isOn) return false;
    message.likes = isOn ? [...message.likes, userId] : message.likes.filter((id) => id !== userId);
    this.#tell({ kind: 'liked', message, userId, isOn });
    return true;
  }

  /** Everything up to the message counts as read, everything above as unread; moves both ways. */
  setLastRead(userId: number, chatId: number, messageId: number): void {
    const chat = this.chat(chatId);
    const member = chat.members.get(userId);
    if (member === undefined) throw new Error(`User ${userId} is not in chat ${chatId}`);
    member.lastReadId = messageId;
    member.lastReadMs = this.clock.now();
    let unread = 0;
    for (let at = firstIndexFrom(chat.messages, messageId + 1); at < chat.messages.length; at += 1) {
      const message = chat.messages[at];
      if (message !== undefined && message.authorId !== userId && !message.isSilent) unread += 1;
    }
    member.unread = unread;
    this.#tell({ kind: 'read', chat, userId });
  }

  /** Reads a dialog to its end. */
  readAll(userId: number, chatId: number): void {
    this.setLastRead(userId, chatId, this.chat(chatId).messages.at(-1)?.id ?? 0);
  }

  /** Tells the listeners, a bot of the seed among them; nothing else happens by itself. */
  runCommand(press: records.CommandPress): void {
    this.#tell({ kind: 'command', ...press });
  }

  recents(userId: number): RecentRows {
    let rows = this.#recents.get(userId);
    if (rows === undefined) {
      rows = new RecentRows((chatId) => this.chats.get(chatId));
      this.#recents.set(userId, rows);
    }
    return rows;
  }

  /** @returns false at the limit of 45 pinned dialogs (api-facts 3.2) */
  setPinned(userId: number, chatId: number, isPinned: boolean): boolean {
    const rows = this.recents(userId);
    if (isPinned && rows.get(chatId)?.isPinned !== true && rows.pinnedCount() >= MAX_PINNED) return false;
    rows.touch(chatId).isPinned = isPinned;
    return true;
  }

  setMuted(userId: number, chatId: number, isMuted: boolean): void {
    const member = this.chat(chatId).members.get(userId);
    if (member !== undefined) member.isMuted = isMuted;
  }

  /** The dialog comes back with its next message. */
  hide(userId: number, chatId: number): void {
    this.recents(userId).remove(chatId);
  }

  /** The manual mark; setting it changes no counter. */
  setUnreadMark(userId: number, chatId: number, isUnread: boolean, markedId = 0): void {
    const row = this.recents(userId).touch(chatId);
    row.isUnread = isUnread;
    row.markedId = isUnread ? markedId : 0;
  }

  /** Rows of chats that are gone: the server counts them when it cuts a page and drops them afterwards, so pages come out short or empty. */
  addStaleRecents(userId: number, count: number, dateMs: number): void {
    for (let made = 0; made < count; made += 1) this.recents(userId).touch(this.#chatIds.next(), dateMs);
  }

  nextFolderId(): number {
    return this.#fileIds.next();
  }

  newUuid(): string {
    return randomUuid(this.#random);
  }

  #createChat(draft: ChatDraft): records.ChatRecord {
    const id = this.#chatIds.take(draft.id);
    if (this.chats.has(id)) throw new Error(`Chat ${id} exists already`);
    const messageType = draft.messageType ?? 'C';
    const entityType = draft.entityType ?? '';
    const createdMs = draft.dateCreateMs ?? this.clock.now();
    const chat: records.ChatRecord = {
      id,
      messageType,
      type: draft.type ?? chatTypeOf(messageType, entityType),
      title: draft.title,
      description: draft.description ?? null,
      color: CHAT_COLORS[draft.color ?? ''] ?? draft.color ?? this.#colorOf(id),
      avatar: draft.avatar ?? '',
      ownerId: draft.owner,
      entityType,
      entityId: draft.entityId ?? '',
      entityData: draft.entityData ?? ['', '', ''],
      parentChatId: draft.parentChatId ?? 0,
      parentMessageId: draft.parentMessageId ?? 0,
      createdMs,
      diskFolderId: 0,
      members: new Map(),
      messages: [],
      lastActivityMs: createdMs,
    };
    this.chats.set(id, chat);
    if (entityType !== '') this.#entityChats.set(`${entityType}|${chat.entityId}`, id);
    return chat;
  }

  #join(chat: records.ChatRecord, userId: number, draft: MemberDraft): records.Member {
    this.user(userId);
    const present = chat.members.get(userId);
    if (present !== undefined) {
      present.role = draft.role ?? present.role;
      return present;
    }
    const lastId = chat.messages.at(-1)?.id ?? 0;
    const member: records.Member = {
      userId,
      role: draft.role ?? 'member',
      lastReadId: lastId,
      lastReadMs: undefined,
      unread: 0,
      isMuted: false,
      historyStartId: draft.hideHistory === true ? lastId + 1 : 0,
      joinedMs: this.clock.now(),
    };
    chat.members.set(userId, member);
    const chatIds = this.#memberships.get(userId) ?? new Set();
    this.#memberships.set(userId, chatIds.add(chat.id));
    this.#tell({ kind: 'joined', chat, userId });
    return member;
  }

  #colorOf(id: number): string {
    return COLORS[id % COLORS.length] ?? '#4ba984';
  }

  #tell(change: records.WorldChange): void {
    for (const listener of this.#listeners) listener(change);
  }
}

function known<T>(found: T | undefined, what: string, id: number): T {
  if (found === undefined) throw new Error(`No ${what} ${id}`);
  return found;
}
