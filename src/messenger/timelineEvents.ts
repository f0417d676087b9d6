// What events of the portal make of a timeline. An event tells how things stood then; pages are the truth.
import type { Message } from '../model/message.ts';
import type { PortalEvent } from '../model/portalEvent.ts';
import { type Timeline, withMessages } from './timeline.ts';

/**
 * Takes events in, one after another; gives the same timeline where there is nothing to change. `reachedId`: everything
 * up to there is known, so that what comes below it and is not known is none of this timeline's.
 */
export function withEvents(timeline: Timeline, events: readonly PortalEvent[], reachedId: number): Timeline {
  return events.reduce((known, event) => withEvent(known, event, reachedId), timeline);
}

function withEvent(timeline: Timeline, event: PortalEvent, reachedId: number): Timeline {
  switch (event.kind) {
    case 'posted': {
      const known = messageOf(timeline, event.message.id);
      const { replyTo } = event.message;
      if (known !== undefined)
        return withMessages(timeline, [{ ...known, replyTo: known.replyTo ?? replyTo }]);
      // Events tell nothing of files but their ids; a page brings such a message whole.
      if (event.message.id <= reachedId || event.message.fileIds.length > 0) return timeline;
      return withMessages(timeline, [event.message]);
    }
    case 'edited':
      return changed(timeline, event.message.id, (known) => withFilesOf(event.message, known));
    case 'deleted':
      return changed(timeline, event.messageId, withoutContent);
    case 'liked':
      return changed(timeline, event.messageId, (known) => withLike(known, event.userId, event.isLiked));
    case 'joined':
      return timeline;
  }
}

function changed(timeline: Timeline, id: number, change: (known: Message) => Message): Timeline {
  const known = messageOf(timeline, id);
  // What is deleted stays so, whatever is told late.
  if (known === undefined || known.isDeleted) return timeline;
  return withMessages(timeline, [change(known)]);
}

function messageOf({ messages }: Timeline, id: number): Message | undefined {
  return messages.findLast((message) => message.id === id);
}

/** As a page will show it: nothing of it stays, and the portal's word for it is not needed. */
function withoutContent(message: Message): Message {
  const none = { text: '', fileIds: [], files: [], attach: [], keyboard: [] };
  return { ...message, ...none, isEdited: false, isDeleted: true };
}

/** Read marks differ from reader to reader, files come with pages only. */
function withFilesOf(message: Message, known: Message): Message {
  const files = message.fileIds.flatMap((id) => known.files.find((file) => file.id === id) ?? []);
  return { ...message, files, isUnread: known.isUnread };
}

function withLike(message: Message, userId: number, isLiked: boolean): Message {
  if (message.likedBy.includes(userId) === isLiked) return message;
  const others = message.likedBy.filter((id) => id !== userId);
  return { ...message, likedBy: isLiked ? [...others, userId] : others };
}
