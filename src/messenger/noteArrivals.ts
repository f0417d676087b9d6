import type { OutgoingStore } from './outgoingStore.ts';
import type { Sender } from './sender.ts';
import type { Thread } from './thread.ts';

/** A message nobody could tell the fate of may show in a page after all. */
export function noteArrivals(thread: Thread, outgoing: OutgoingStore, sender: Sender): void {
  const doubtful = outgoing.of(thread.dialogId).filter((item) => item.mayHaveArrived);
  if (doubtful.length === 0) return;
  const ids = new Map(thread.timeline.messages.map((message) => [message.uuid, message.id]));
  for (const { uuid } of doubtful) {
    const messageId = ids.get(uuid);
    if (messageId !== undefined) void sender.noteStored(uuid, messageId);
  }
}
