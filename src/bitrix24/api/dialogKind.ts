import type { DialogKind } from '../../model/dialog.ts';

// Both are open sets (api-facts 3.3): what is not named here looks like any chat.
const byType = new Map<string, DialogKind>([
  ['open', 'openChat'],
  ['general', 'openChat'],
  ['channel', 'channel'],
  ['openChannel', 'channel'],
  ['generalChannel', 'channel'],
  ['collab', 'collab'],
  ['copilot', 'copilot'],
  ['lines', 'lines'],
  ['livechat', 'lines'],
  ['networkDialog', 'lines'],
  ['tasks', 'task'],
  ['tasksTask', 'task'],
  ['calendar', 'calendar'],
  ['crm', 'crm'],
  ['sonetGroup', 'workgroup'],
  ['videoconf', 'videoconf'],
  ['support24Notifier', 'support'],
  ['support24Question', 'support'],
  ['favorite', 'notes'],
]);

const byMessageType = new Map<string, DialogKind>([
  ['P', 'person'],
  ['O', 'openChat'],
  ['L', 'lines'],
  ['N', 'channel'],
  ['J', 'channel'],
  ['A', 'copilot'],
  ['B', 'collab'],
]);

/** By the chat's `type`, and where that says nothing by its `message_type`. */
export function dialogKindOf(type: string, messageType: string): DialogKind {
  return byType.get(type) ?? byMessageType.get(messageType) ?? 'chat';
}
