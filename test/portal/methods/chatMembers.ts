import type { ChatRecord } from '../records.ts';
import { errors, RestError } from '../rest/restError.ts';
import { restrictionsOf } from '../wire/chatView.ts';
import { mention } from '../wire/messageText.ts';
import { phrasesOf } from '../wire/phrases.ts';
import { announce } from './announce.ts';
import type { Call, MethodSpec } from './call.ts';
import { requireGroup } from './resolve.ts';

export const chatMemberMethods: readonly MethodSpec[] = [
  { name: 'im.chat.user.add', scope: 'im', run: userAdd },
  { name: 'im.chat.user.delete', scope: 'im', run: userDelete },
  { name: 'im.chat.leave', scope: 'im', run: leave },
  { name: 'im.chat.setOwner', scope: 'im', run: setOwner },
  { name: 'im.chat.setManager', scope: 'im', run: setManager },
];

// Codes below are those of the legacy exceptions, which replace WRONG_REQUEST (api-facts 1.4).
const deniedKick = (): RestError =>
  new RestError(400, 'ACCESS_DENIED_KICK', "You don't have permission to remove this user from the chat");

function userAdd(call: Call): boolean {
  const { world, params, userId } = call;
  const { chat } = requireGroup(call);
  const asked = params.ints('USERS');
  if (asked === undefined || asked.length === 0) throw errors.wrongRequest();
  if (!restrictionsOf(chat).extend || call.user.isExtranet) {
    throw new RestError(400, 'ACCESS_DENIED_EXTEND', "You don't have permission to add users to the chat");
  }
  const added = [...new Set(asked)].filter((id) => world.users.has(id) && !chat.members.has(id));
  if (added.length === 0) return true;
  for (const id of added) world.addMember(chat.id, id, { hideHistory: !params.isNo('HIDE_HISTORY') });
  const whom = added.map((id) => mention(world, id)).join(', ');
  announce(call, chat, phrasesOf(world).invited(mention(world, userId), whom), 'CHAT_JOIN');
  return true;
}

function userDelete(call: Call): boolean {
  const { world, params, userId } = call;
  const { chat, member } = requireGroup(call);
  const excludedId = params.int('USER_ID');
  if (excludedId <= 0) throw errors.userIdEmpty();
  if (excludedId === userId) return leaveChat(call, chat);
  if (!chat.members.has(excludedId)) throw new RestError(400, 'USER_NOT_FOUND', 'User is not in the chat');
  if (member.role === 'member' || chat.ownerId === excludedId || !restrictionsOf(chat).leave)
    throw deniedKick();
  world.removeMember(chat.id, excludedId);
  const text = phrasesOf(world).excluded(mention(world, userId), mention(world, excludedId));
  announce(call, chat, text, 'CHAT_LEAVE');
  return true;
}

function leave(call: Call): boolean {
  return leaveChat(call, requireGroup(call).chat);
}

/** The owner's chair goes to the next member. */
function leaveChat(call: Call, chat: ChatRecord): boolean {
  const { world, userId } = call;
  const restrictions = restrictionsOf(chat);
  if (!restrictions.leave) throw deniedKick();
  if (chat.ownerId === userId && !restrictions.leave_owner) {
    throw new RestError(403, 'LEAVE_OWNER_FORBIDDEN', 'The owner cannot leave this chat');
  }
  const heir = [...chat.members.keys()].find((id) => id !== userId);
  if (chat.ownerId === userId && heir !== undefined) world.setOwner(chat.id, heir);
  world.removeMember(chat.id, userId);
  announce(call, chat, phrasesOf(world).left(mention(world, userId)), 'CHAT_LEAVE');
  return true;
}

function setOwner(call: Call): boolean {
  const { world, params, userId } = call;
  const { chat } = requireGroup(call);
  const ownerId = params.int('USER_ID');
  if (ownerId <= 0) throw errors.userIdEmpty();
  if (chat.ownerId !== userId || !chat.members.has(ownerId)) throw errors.wrongRequest();
  world.setOwner(chat.id, ownerId);
  return true;
}

function setManager(call: Call): boolean {
  const { world, params, userId } = call;
  const { chat } = requireGroup(call);
  const managerId = params.int('USER_ID');
  if (managerId <= 0) throw errors.userIdEmpty();
  if (chat.ownerId !== userId || managerId === userId || !chat.members.has(managerId))
    throw errors.wrongRequest();
  world.addMember(chat.id, managerId, { role: params.isNo('IS_MANAGER') ? 'member' : 'manager' });
  return true;
}
