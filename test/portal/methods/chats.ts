import { CHAT_COLORS } from '../chatTypes.ts';
import type { ChatRecord, Member } from '../records.ts';
import { errors, RestError } from '../rest/restError.ts';
import { restrictionsOf } from '../wire/chatView.ts';
import { mention } from '../wire/messageText.ts';
import { phrasesOf } from '../wire/phrases.ts';
import { announce } from './announce.ts';
import type { Call, MethodSpec } from './call.ts';
import { dialogGet } from './dialogs.ts';
import { outgoingText } from './outgoingText.ts';
import { requireGroup } from './resolve.ts';

export const chatMethods: readonly MethodSpec[] = [
  { name: 'im.chat.add', scope: 'im', run: add },
  { name: 'im.chat.get', scope: 'im', run: get },
  { name: 'im.chat.updateTitle', scope: 'im', run: updateTitle },
  { name: 'im.chat.updateColor', scope: 'im', run: updateColor },
  { name: 'im.chat.updateAvatar', scope: 'im', run: updateAvatar },
];

const MAX_TITLE = 255;

function add(call: Call): number {
  const { world, params, userId } = call;
  const asked = params.has('USERS') ? params.ints('USERS') : [];
  if (asked === undefined) {
    throw new RestError(400, 'INVALID_FORMAT', 'A wrong format for the USERS field is passed');
  }
  const members = [...new Set(asked)].filter((id) => world.users.has(id) && id !== userId);
  const title = params.text('TITLE').trim().slice(0, MAX_TITLE);
  const color = CHAT_COLORS[params.text('COLOR')];
  const chat = world.addChat({
    title: title === '' ? phrasesOf(world).chatTitle(world.chats.size + 1) : title,
    messageType: params.text('TYPE') === 'OPEN' ? 'O' : 'C',
    owner: userId,
    members,
    entityType: params.text('ENTITY_TYPE'),
    entityId: params.text('ENTITY_ID'),
    ...(params.has('DESCRIPTION') ? { description: params.text('DESCRIPTION') } : {}),
    ...(color === undefined ? {} : { color }),
  });
  const phrases = phrasesOf(world);
  announce(call, chat, phrases.created(mention(world, userId)), 'CHAT_JOIN');
  if (members.length > 0) {
    const whom = members.map((id) => mention(world, id)).join(', ');
    announce(call, chat, phrases.invited(mention(world, userId), whom), 'CHAT_JOIN');
  }
  const text = outgoingText(call, params.text('MESSAGE'));
  if (text !== '') world.post({ chat: chat.id, author: userId, text, uuid: null });
  return chat.id;
}

function get(call: Call): unknown {
  const { world, params } = call;
  if (params.has('DIALOG_ID')) return dialogGet(call);
  const chat = world.findEntityChat(params.text('ENTITY_TYPE'), params.text('ENTITY_ID'));
  return chat === undefined ? null : { ID: chat.id };
}

/** True even when the rename was refused (api-facts 3.5). */
function updateTitle(call: Call): boolean {
  const { world, params, userId } = call;
  const { chat } = requireGroup(call);
  const title = params.text('TITLE').trim().slice(0, MAX_TITLE);
  if (title === '') throw new RestError(400, 'TITLE_EMPTY', "Title can't be empty");
  if (!restrictionsOf(chat).rename || chat.title === title) return true;
  chat.title = title;
  // Renames carry the code of a leave, so nothing can be read from CODE (api-facts 4.5).
  announce(call, chat, phrasesOf(world).renamed(mention(world, userId), title), 'CHAT_LEAVE');
  return true;
}

function updateColor(call: Call): boolean {
  const color = CHAT_COLORS[call.params.text('COLOR')];
  const { chat } = requireGroupOr(call, errors.wrongRequest);
  if (color === undefined) throw new RestError(400, 'WRONG_COLOR', 'This color currently unavailable');
  if (chat.color === color) throw errors.wrongRequest();
  chat.color = color;
  return true;
}

function updateAvatar(call: Call): boolean {
  const { world, params, userId } = call;
  const { chat } = requireGroup(call);
  if (!isImage(params.text('AVATAR'))) throw new RestError(400, 'AVATAR_ERROR', 'Avatar incorrect type');
  if (!restrictionsOf(chat).avatar) {
    throw new RestError(400, 'ACCESS_DENIED', "You don't have permission to change the avatar");
  }
  chat.avatar = `/upload/im/${chat.id}/${world.newUuid().slice(0, 8)}.png`;
  announce(call, chat, phrasesOf(world).newAvatar(mention(world, userId)), 'CHAT_LEAVE');
  return true;
}

/** A chat that does not exist is a wrong request here, one that is not yours an access error. */
function requireGroupOr(call: Call, missing: () => RestError): { chat: ChatRecord; member: Member } {
  const id = Number(
    /^(?:chat)?(\d+)$/.exec(call.params.text('DIALOG_ID') || call.params.text('CHAT_ID'))?.[1] ?? 0,
  );
  const isPlainId = !call.params.has('DIALOG_ID') || call.params.text('DIALOG_ID').startsWith('chat');
  if (id > 0 && isPlainId && !call.world.chats.has(id)) throw missing();
  return requireGroup(call);
}

function isImage(base64: string): boolean {
  const start = Buffer.from(base64.slice(0, 32), 'base64').toString('latin1');
  return ['\x89PNG', '\xff\xd8\xff', 'GIF8'].some((signature) => start.startsWith(signature));
}
