import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { ReaderRow } from '../protocol/navigation.ts';
import type { MessageRow } from '../protocol/thread.ts';

/** How far the others have read: apart from the messages, because it changes more often than they do. */
export const ReadersContext = createContext<readonly ReaderRow[]>([]);

export function useReaders(): readonly ReaderRow[] {
  return useContext(ReadersContext);
}

/** Who has seen a message; its author is none of them. */
export function readersOf(readers: readonly ReaderRow[], row: MessageRow): readonly ReaderRow[] {
  const { messageId, authorId } = row;
  if (messageId === undefined) return [];
  return readers.filter((reader) => reader.messageId >= messageId && reader.userId !== authorId);
}
