// A believable software company of three languages; what a person first sees of the product.
import { seededRandom } from '../../idSource.ts';
import type { ChatRecord, MessageRecord } from '../../records.ts';
import type { Seed } from '../../seed.ts';
import type { World } from '../../world.ts';
import { DAY_MS } from '../time.ts';
import { cardParams } from './cards.ts';
import { demoDialogs, type DemoDialog } from './dialogs.ts';
import { liveTeam } from './live.ts';
import { notify } from './notices.ts';
import { idOf, ME, people, settlePeople, type Handle } from './people.ts';
import type { DatedEntry } from './schedule.ts';
import { datedTalks } from './talks.ts';
import { wordingOf } from './wording.ts';

const SCOPES = ['im', 'user', 'disk', 'department', 'imbot'];

export const demoSeed: Seed = {
  name: 'demo',
  build: (world) => {
    const random = seededRandom(24);
    settlePeople(world);
    const chats = new Map(demoDialogs.map((dialog) => [dialog.id, openDialog(world, dialog)]));
    const now = { ms: world.clock.now(), utcOffsetMinutes: world.utcOffsetMinutes };
    say(world, chats, datedTalks(now, random));
    for (const dialog of demoDialogs) look(world, dialog, chatOf(chats, dialog.id));
    notify(world);
    return {
      mainUserId: idOf(ME),
      webhooks: [
        { userId: idOf(ME), code: 'k7w2n4v9x1d8q5zt', scopes: SCOPES },
        { userId: idOf('tai'), code: 'm3c8p6y1h0r5u9sj', scopes: SCOPES },
        { userId: idOf('olga'), code: 'g4e7a2b6l9f1o3ix', scopes: SCOPES },
      ],
      live: liveTeam(new Map([...chats].map(([dialogId, chat]) => [dialogId, chat.id]))),
    };
  },
};

function openDialog(world: World, dialog: DemoDialog): ChatRecord {
  if (dialog.kind === 'private') return world.privateChat(idOf(ME), idOf(dialog.peer));
  const members = dialog.members === 'staff' ? staff() : dialog.members;
  return world.addChat({
    id: Number(dialog.id.slice('chat'.length)),
    title: dialog.title,
    owner: idOf(dialog.owner),
    members: members.map(idOf),
    dateCreateMs: world.clock.now() - 70 * DAY_MS,
    ...dialog.more,
  });
}

function staff(): readonly Handle[] {
  const outsiders: readonly Handle[] = ['yusuf', 'oleg', 'ci', 'guest'];
  return (Object.keys(people) as Handle[]).filter((handle) => !outsiders.includes(handle));
}

function say(world: World, chats: ReadonlyMap<string, ChatRecord>, dated: readonly DatedEntry[]): void {
  const labelled = new Map<string, MessageRecord>();
  for (const { dialogId, dateMs, entry } of dated) {
    const chat = chatOf(chats, dialogId);
    const author = entry.author === 'system' ? 0 : idOf(entry.author);
    for (const id of [author, ...entry.likes.map(idOf)]) {
      if (id !== 0 && !chat.members.has(id))
        throw new Error(`User ${id} is no member of ${dialogId}: ${entry.text}`);
    }
    const lastOf = (name: string): MessageRecord | undefined =>
      chat.messages.findLast((message) => message.authorId !== 0 && message.authorId === idByName(name));
    const replyTo = labelled.get(entry.replyTo ?? '')?.id;
    const message = world.post({
      chat: chat.id,
      author,
      text: wordingOf(entry.text, world, chat, (name) => labelled.get(name) ?? lastOf(name)),
      dateMs,
      likes: entry.likes.map(idOf),
      ...(replyTo !== undefined && { replyTo }),
      files: entry.files.map((file) => world.addFile({ ...file, author, dateMs }).id),
      params:
        author === 0
          ? { CODE: [entry.text.includes('invited') ? 'CHAT_JOIN' : 'CHAT_LEAVE'], NOTIFY: 'N' }
          : cardParams(entry.attach, entry.buttons),
    });
    if (entry.label !== undefined) labelled.set(entry.label, message);
    if (entry.isEdited) world.edit(message.id, { isEdited: true });
    if (entry.isDeleted) world.deleteMessage(message.id);
  }
}

/** Sets what has been read: everything but the newest `unread` messages of others; the others have read to the end. */
function look(world: World, dialog: DemoDialog, chat: ChatRecord): void {
  const me = idOf(ME);
  for (const userId of chat.members.keys()) if (userId !== me) world.readAll(userId, chat.id);
  const foreign = chat.messages.filter((message) => message.authorId !== me && !message.isSilent);
  const firstUnread = dialog.unread === undefined ? undefined : foreign.at(-dialog.unread);
  const lastRead = chat.messages.findLast((message) => message.id < (firstUnread?.id ?? Infinity));
  world.setLastRead(me, chat.id, lastRead?.id ?? 0);
  if (dialog.isPinned === true) world.setPinned(me, chat.id, true);
  if (dialog.isMuted === true) world.setMuted(me, chat.id, true);
  if (dialog.isMarked === true) world.setUnreadMark(me, chat.id, true, chat.messages.at(-1)?.id ?? 0);
}

function idByName(name: string): number | undefined {
  return Object.entries(people).find(([handle]) => handle === name)?.[1].id;
}

function chatOf(chats: ReadonlyMap<string, ChatRecord>, dialogId: string): ChatRecord {
  const chat = chats.get(dialogId);
  if (chat === undefined) throw new Error(`The demo has no dialog ${dialogId}`);
  return chat;
}
