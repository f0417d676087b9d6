import type { MessageRecord } from '../records.ts';
import { errors, RestError } from '../rest/restError.ts';
import { phrasesOf } from '../wire/phrases.ts';
import type { Call, MethodSpec } from './call.ts';
import { attachParam, isRemoval, keyboardParam, menuParam, refuseOversize } from './messageExtras.ts';
import { outgoingText } from './outgoingText.ts';
import { requireDialog, requireMessageId, visibleMessage } from './resolve.ts';

export const editingMethods: readonly MethodSpec[] = [
  { name: 'im.message.update', scope: 'im', run: update },
  { name: 'im.message.delete', scope: 'im', run: remove },
  { name: 'im.message.like', scope: 'im', run: like },
  { name: 'im.message.share', scope: 'im', run: share },
  { name: 'im.message.command', scope: 'im', run: command },
];

const EDIT_WINDOW_SECONDS = 259_200;

function update(call: Call): boolean {
  const { world, params } = call;
  const id = requireMessageId(call, 'ID');
  const message = ownMessage(call, id);
  const ageSeconds = (world.clock.now() - message.dateMs) / 1000;
  if (ageSeconds > EDIT_WINDOW_SECONDS || message.isDeleted) throw errors.cantEdit();

  const changed = { ...message.params };
  replacePart(call, changed, 'ATTACH', () => attachParam(call));
  replacePart(call, changed, 'KEYBOARD', () => refuseOversize('KEYBOARD', keyboardParam(call)));
  // A menu is only found under MESSAGE_ID, not under its alias.
  if (params.has('MESSAGE_ID')) {
    replacePart(call, changed, 'MENU', () => refuseOversize('MENU', menuParam(call, 'menu_ERROR')));
  }
  const text = params.has('MESSAGE') ? outgoingText(call, params.text('MESSAGE')) : undefined;
  if (text === '') {
    world.deleteMessage(id);
    return true;
  }
  world.edit(id, {
    ...(text === undefined ? {} : { text }),
    params: changed,
    isEdited: message.isEdited || !params.isNo('IS_EDITED'),
  });
  return true;
}

function replacePart(
  { params: asked }: Call,
  target: Record<string, unknown>,
  name: 'ATTACH' | 'KEYBOARD' | 'MENU',
  read: () => unknown,
): void {
  const value = asked.value(name);
  if (value === undefined) return;
  if (isRemoval(value)) delete target[name];
  else target[name] = read();
}

/** Soft, by the author, at any age. */
function remove(call: Call): boolean {
  const message = ownMessage(call, requireMessageId(call));
  if (!message.isDeleted) call.world.deleteMessage(message.id);
  return true;
}

function ownMessage(call: Call, id: number): MessageRecord {
  const message = visibleMessage(call, id);
  if (message === undefined || message.authorId !== call.userId) throw errors.cantEdit();
  return message;
}

/** An unknown id and a foreign chat look like a like that changes nothing. */
function like(call: Call): boolean {
  const { world, params, userId } = call;
  const message = visibleMessage(call, requireMessageId(call));
  const action = params.text('ACTION');
  const isLiked = message?.likes.includes(userId) === true;
  const isOn = action === 'plus' || (action !== 'minus' && !isLiked);
  if (message === undefined || message.isDeleted || !world.setLike(message.id, userId, isOn)) {
    throw new RestError(400, 'WITHOUT_CHANGES', 'Action completed without changes');
  }
  return true;
}

function share(call: Call): boolean {
  const { world, params, userId } = call;
  const message = visibleMessage(call, requireMessageId(call));
  const chat = requireDialog(call);
  if (message?.chatId !== chat.id) throw errors.paramsError();
  const type = params.text('TYPE');
  switch (type) {
    case 'CHAT': {
      const members = [...chat.members.keys()];
      world.addChat({ title: phrasesOf(world).chatTitle(message.id), owner: userId, members });
      return true;
    }
    case 'TASK':
    case 'POST':
    case 'CALEND':
      world.shared.push({ type, messageId: message.id, authorId: userId });
      return true;
    default:
      throw errors.paramsError();
  }
}

/** Presses a COMMAND button; the bot hears of it through the world. */
function command(call: Call): boolean {
  const { world, params, userId } = call;
  const message = visibleMessage(call, requireMessageId(call));
  const botId = params.int('BOT_ID');
  if (botId <= 0) throw new RestError(400, 'BOT_ID_ERROR', "Bot ID can't be empty");
  const name = params.text('COMMAND');
  if (name === '') throw new RestError(400, 'COMMAND_ERROR', "Command can't be empty");
  const isMember = message !== undefined && world.chat(message.chatId).members.has(botId);
  if (message === undefined || !isMember || world.users.get(botId)?.isBot !== true)
    throw errors.paramsError();
  world.runCommand({ message, botId, userId, command: name, params: params.text('COMMAND_PARAMS') });
  return true;
}
