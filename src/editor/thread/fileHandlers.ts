import { fileErrorText } from '../files/fileErrorText.ts';
import { isGone } from '../../messenger/files/fileStore.ts';
import { shownTypeOf } from '../../messenger/files/fileKind.ts';
import { isPortalError } from '../../bitrix24/rest/portalError.ts';
import type { Session } from '../../messenger/session.ts';
import type { Thread } from '../../messenger/thread.ts';
import type { MessageFile } from '../../model/message.ts';
import type { CommandHandlers, RequestHandlers } from '../../protocol/channel.ts';
import { trayPicture } from './trayHandlers.ts';
import type { FileAct, FileBytes, FileRef } from '../../protocol/threadFiles.ts';
import type { ThreadContract } from '../../protocol/thread.ts';

// The whole file goes to the page; what is larger is opened by another program.
const LARGEST_SHOWN = 50 * 1024 * 1024;

type Requests = Pick<RequestHandlers<ThreadContract>, 'loadFile'>;
type Commands = Pick<CommandHandlers<ThreadContract>, 'fileAct' | 'leaveFile'>;

/**
 * Files that the page shows. It gets bytes by message and makes blobs of them, rather than an address of the disk: so it
 * can read what it was given and nothing else, it works where nothing may be kept on disk, and no address holds a link.
 */
export class FileHandlers {
  readonly #session: Session;
  readonly #thread: Thread;
  /** By what is loaded: the number of a file, or the reference of a face. */
  readonly #loading = new Map<number | string, AbortController>();

  constructor(session: Session, thread: Thread) {
    this.#session = session;
    this.#thread = thread;
  }

  requests(): Requests {
    return { loadFile: ({ ref, isAskedFor }) => this.#load(ref, isAskedFor) };
  }

  commands(shown: (action: Promise<unknown>) => void): Commands {
    return {
      fileAct: ({ fileId, act }) => shown(this.#act(fileId, act)),
      leaveFile: ({ ref }) => {
        if (ref.kind === 'stored') this.#loading.get(ref.fileId)?.abort();
        if (ref.kind === 'face') this.#loading.get(ref.face)?.abort();
      },
    };
  }

  async #load(ref: FileRef, isAskedFor: boolean): Promise<FileBytes> {
    if (ref.kind === 'tray') return shownOrGone(await trayPicture(this.#session, ref.id));
    if (ref.kind === 'face') return this.#loadFace(ref.face);
    if (ref.kind === 'sending') return this.#loadSending(ref.key, ref.index);
    const file = this.#find(ref.fileId);
    if (file === undefined) return { kind: 'gone' };
    if (file.size > LARGEST_SHOWN) return { kind: 'notShown' };
    try {
      return await this.#whileWanted(file.id, async (signal) => {
        const lane = isAskedFor ? 'person' : 'visible';
        const { dialogId } = this.#thread;
        return shownBytes(await this.#session.files.bytes(dialogId, file, { lane, signal }), file);
      });
    } catch (error) {
      if (isGone(error)) return { kind: 'gone' };
      const isLeft = isPortalError(error) && error.kind === 'aborted';
      return { kind: 'failed', reason: isLeft ? '' : fileErrorText(error) };
    }
  }

  /** Where there is none the page shows initials, whatever the reason. */
  async #loadFace(face: string): Promise<FileBytes> {
    try {
      const shown = await this.#whileWanted(face, (signal) => this.#session.faces.bytes(face, signal));
      return shownOrGone(shown);
    } catch {
      return { kind: 'failed', reason: '' };
    }
  }

  /** Until the page says that nobody looks at it any more. */
  async #whileWanted<T>(key: number | string, load: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const controller = new AbortController();
    this.#loading.set(key, controller);
    try {
      return await load(controller.signal);
    } finally {
      if (this.#loading.get(key) === controller) this.#loading.delete(key);
    }
  }

  async #loadSending(key: string, index: number): Promise<FileBytes> {
    const item = this.#session.outgoing.get(key)?.content.files?.items[index];
    const bytes = item && (await this.#session.fileOutbox.uploads.bytes(item).catch(() => undefined));
    return item === undefined || bytes === undefined ? { kind: 'gone' } : shownBytes(bytes, item);
  }

  async #act(fileId: number, act: FileAct): Promise<void> {
    const file = this.#find(fileId);
    if (file === undefined) return;
    const { openFile, revealFile, saveFile } = await import('../files/fileActions.ts');
    const action = { open: openFile, save: saveFile, reveal: revealFile }[act];
    await action(this.#session, this.#thread.dialogId, file);
  }

  /** Of this thread alone: the page names a number, and another dialog's file is none of its business. */
  #find(fileId: number): MessageFile | undefined {
    for (const { files } of [...this.#thread.shown.messages, ...this.#thread.timeline.messages]) {
      const found = files.find((file) => file.id === fileId);
      if (found !== undefined) return found;
    }
    return undefined;
  }
}

function shownOrGone(picture: { readonly bytes: Uint8Array; readonly type: string } | undefined): FileBytes {
  if (picture === undefined) return { kind: 'notShown' };
  return { kind: 'bytes', bytes: new Uint8Array(picture.bytes), type: picture.type };
}

function shownBytes(bytes: Uint8Array, { kind }: Pick<MessageFile, 'kind'>): FileBytes {
  const type = shownTypeOf(bytes, kind === 'video');
  if (type === undefined || !type.startsWith(`${kind}/`)) return { kind: 'notShown' };
  // Of its own: a piece of a larger buffer would take that along to the page.
  return { kind: 'bytes', bytes: new Uint8Array(bytes), type };
}
