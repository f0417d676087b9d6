import type { ChatRecord } from '../records.ts';
import type { Call } from './call.ts';

/** A message of the system about the chat itself; silent, so it raises no counter (api-facts 4.5). */
export function announce({ world }: Call, chat: ChatRecord, text: string, code: string): void {
  world.post({ chat: chat.id, author: 0, text, params: { CODE: [code], NOTIFY: 'N' } });
}
