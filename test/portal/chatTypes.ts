import type { MessageType } from './records.ts';

const ENTITY_TYPES: Readonly<Record<string, string>> = {
  SONET_GROUP: 'sonetGroup',
  TASKS: 'tasks',
  TASKS_TASK: 'tasksTask',
  CRM: 'crm',
  CALENDAR: 'calendar',
  MAIL: 'mail',
  CALL: 'call',
  LINES: 'lines',
  LIVECHAT: 'livechat',
  ANNOUNCEMENT: 'announcement',
  GENERAL: 'general',
  GENERAL_CHANNEL: 'generalChannel',
  VIDEOCONF: 'videoconf',
};

const MESSAGE_TYPES: Readonly<Record<MessageType, string>> = {
  P: 'private',
  C: 'chat',
  O: 'open',
  L: 'lines',
  S: 'system',
  T: 'comment',
  N: 'channel',
  J: 'openChannel',
  A: 'copilot',
  B: 'collab',
  X: 'chat',
};

/** The wire's `type`: the entity decides, then the message type; any custom entity appears camel-cased (api-facts 3.3). */
export function chatTypeOf(messageType: MessageType, entityType: string): string {
  if (entityType === '' || entityType === 'FAVORITE') return MESSAGE_TYPES[messageType];
  return ENTITY_TYPES[entityType] ?? camelCase(entityType);
}

/** Chats that everybody on the staff may read without being a member. */
export function isOpenToAll(messageType: MessageType): boolean {
  return messageType === 'O' || messageType === 'J';
}

function camelCase(text: string): string {
  return text.toLowerCase().replace(/_+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** Colour names of chats (api-facts 3.5). */
export const CHAT_COLORS: Readonly<Record<string, string>> = {
  RED: '#df532d',
  GREEN: '#64a513',
  MINT: '#4ba984',
  LIGHT_BLUE: '#4ba5c3',
  DARK_BLUE: '#3e99ce',
  PURPLE: '#8474c8',
  AQUA: '#1eb4aa',
  PINK: '#f76187',
  LIME: '#58cc47',
  BROWN: '#ab7761',
  AZURE: '#29619b',
  KHAKI: '#728f7a',
  SAND: '#ba9c7b',
  MARENGO: '#556574',
  GRAY: '#909090',
  GRAPHITE: '#5e5f5e',
};
