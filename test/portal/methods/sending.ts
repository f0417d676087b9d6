import type { ChatRecord, MessageRecord } from '../records.ts';
import { errors, RestError } from '../rest/restError.ts';
import { canPost } from '../wire/chatView.ts';
import { isShownDeleted } from '../wire/messageText.ts';
import type { Call, MethodSpec } from './call.ts';
import { attachParam, hasExtra, keyboardParam, menuParam } from './messageExtras.ts';
import { outgoingText } from './outgoingText.ts';
import { findDialog, parseDialogId, visibleMessage } from './resolve.ts';

export const sendingMethods: readonly MethodSpec[] = [
  { name: 'im.message.add', scope: 'im', commitsItself: true, run: messageAdd },
];

const UUID_V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const UUID_MEMORY_MS = 31 * 24 * 3600_000;

async function messageAdd(call: Call): Promise<number> {
  const { world, params, userId } = call;
  const isAttachGiven = hasExtra(call, 'ATTACH');
  if (params.text('MESSAGE').trim() === '' && !isAttachGiven) {
    throw new RestError(400, 'MESSAGE_EMPTY', "Message can't be empty");
  }
  const chat = receivingChat(call);
  const extras = {
    ...(isAttachGiven ? { ATTACH: attachParam(call) } : {}),
    ...(hasExtra(call, 'KEYBOARD') ? { KEYBOARD: keyboardParam(call) } : {}),
    ...(hasExtra(call, 'MENU') ? { MENU: menuParam(call, 'MENU_ERROR') } : {}),
  };
  const replyTo = repliedMessage(call, chat);
  const text = outgoingText(call, params.text('MESSAGE'));
  // The legacy exception replaces the documented code (api-facts 1.4).
  if (text === '' && !isAttachGiven) throw new RestError(400, 'EMPTY_MESSAGE', 'The message text is empty');
  if (!canPost(chat, chat.members.get(userId))) {
    throw new RestError(400, 'ERROR_NO_ACCESS', 'You cannot post to this chat');
  }
  const isSystem = params.isYes('SYSTEM');
  if (isSystem && call.user.isExtranet) throw errors.accessError();

  return once(call, async (uuid) => {
    await call.beforeCommit();
    if (!chat.members.has(userId)) world.addMember(chat.id, userId);
    const message = world.post({
      chat: chat.id,
      author: isSystem ? 0 : userId,
      text: isSystem && call.principal.kind === 'token' ? `[b]Application[/b]\n${text}` : text,
      uuid,
      params: extras,
      ...(replyTo === undefined ? {} : { replyTo: replyTo.id }),
    });
    world.setLastRead(userId, chat.id, message.id);
    return message.id;
  });
}

/** The idempotent part: a known TEMPLATE_ID gives the first message's id, one on its way is refused. */
export async function once(call: Call, commit: (uuid: string | null) => Promise<number>): Promise<number> {
  const { world, params, features, uuidsInFlight } = call;
  const templateId = params.text('TEMPLATE_ID');
  if (!features.templateId || !UUID_V4.test(templateId)) return commit(null);
  const known = world.messageByUuid(templateId);
  if (known !== undefined && world.clock.now() - known.dateMs <= UUID_MEMORY_MS) return known.id;
  if (uuidsInFlight.has(templateId)) {
    throw new RestError(400, 'MESSAGE_DUPLICATED_BY_UUID', 'A message with this UUID is being added');
  }
  uuidsInFlight.add(templateId);
  try {
    return await commit(templateId);
  } finally {
    uuidsInFlight.delete(templateId);
  }
}

/** DIALOG_ID, else USER_ID, else CHAT_ID. */
function receivingChat(call: Call): ChatRecord {
  const { params, world, userId } = call;
  const dialogId = params.has('DIALOG_ID') ? parseDialogId(params.text('DIALOG_ID')) : undefined;
  if (params.has('DIALOG_ID') ? dialogId === undefined || dialogId.kind === 'user' : params.has('USER_ID')) {
    const peerId = dialogId?.kind === 'user' ? dialogId.userId : params.int('USER_ID');
    if (peerId <= 0) throw errors.userIdEmpty();
    const peer = world.users.get(peerId);
    if (peer === undefined) throw new RestError(400, 'USER_NOT_FOUND', 'User not found');
    if (!peer.isActive) throw errors.accessError();
    return world.privateChat(userId, peerId);
  }
  if (dialogId === undefined && !params.has('CHAT_ID')) throw errors.paramsError();
  const chatId = params.int('CHAT_ID');
  if (dialogId === undefined && chatId <= 0) throw errors.chatIdEmpty();
  const chat = dialogId === undefined ? world.chats.get(chatId) : findDialog(call, dialogId);
  if (chat === undefined && dialogId?.kind === 'entity') throw errors.chatIdEmpty();
  if (chat === undefined || !world.canRead(userId, chat)) throw errors.accessError();
  return chat;
}

function repliedMessage(call: Call, chat: ChatRecord): MessageRecord | undefined {
  const replyId = call.params.int('REPLY_ID');
  if (replyId <= 0) return undefined;
  const message = visibleMessage(call, replyId);
  if (message === undefined || isShownDeleted(message)) {
    throw new RestError(403, 'REPLY_ACCESS_ERROR', 'Action unavailable');
  }
  if (message.chatId !== chat.id) {
    throw new RestError(
      403,
      'REPLY_FROM_OTHER_CHAT_ERROR',
      'You can only reply to a message of the same chat',
    );
  }
  return message;
}
