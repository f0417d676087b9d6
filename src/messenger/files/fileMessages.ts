import type { DialogId } from '../../model/dialogId.ts';
import type { OutgoingFile } from '../../model/outgoingFile.ts';
import { type MessageContent, textContent } from '../outgoing.ts';
import type { OutgoingStore } from '../outgoingStore.ts';
import type { FileToSend } from './fileToSend.ts';

export interface FilesToSend {
  readonly dialogId: DialogId;
  readonly text: string;
  readonly files: readonly FileToSend[];
}

/** The messages that files go as. The way that knows uuids, and several files in one message, needs the scope `disk`. */
export function fileMessages(
  dialogId: DialogId,
  text: string,
  files: readonly OutgoingFile[],
  scopes: readonly string[],
): readonly MessageContent[] {
  if (scopes.includes('disk'))
    return [{ ...textContent(dialogId, text), files: { way: 'drive', items: files } }];
  return files.map((file, index) => ({
    ...textContent(dialogId, index === 0 ? text : ''),
    files: { way: 'single', items: [file] },
  }));
}

/** Resolves once the message is not on its way any more, or all is over. */
export function untilChanged(outgoing: OutgoingStore, uuid: string, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (!signal.aborted && outgoing.get(uuid)?.state.kind === 'sending') return;
      subscription.dispose();
      signal.removeEventListener('abort', look);
      resolve();
    };
    const subscription = outgoing.onDidChange(look);
    signal.addEventListener('abort', look, { once: true });
    look();
  });
}
