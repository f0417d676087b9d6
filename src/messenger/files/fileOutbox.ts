import { type Disposable, DisposableStore } from '../../base/disposable.ts';
import { Emitter, type Event } from '../../base/emitter.ts';
import type { Clock, FileFolder, Logger } from '../../base/ports.ts';
import type { MessageFile } from '../../model/message.ts';
import type { Outgoing, OutgoingContent } from '../outgoing.ts';
import type { OutgoingStore } from '../outgoingStore.ts';
import type { Portal } from '../portal.ts';
import type { SendOptions } from '../sender.ts';
import { fileMessages, type FilesToSend, untilChanged } from './fileMessages.ts';
import type { FileStore } from './fileStore.ts';
import { FileTray } from './fileTray.ts';
import { OutgoingFileStore, type UploadState } from './outgoingFileStore.ts';
import { UploadNews } from './uploadNews.ts';

interface Sending {
  acceptAll(
    contents: readonly OutgoingContent[],
    options: SendOptions,
  ): Promise<{ readonly stored: readonly Promise<number>[] }>;
  discard(uuid: string): Promise<void>;
}

/** Joins the outbox and the portal: messages with files go this way from here on. */
export function createFileOutbox(
  portal: Portal,
  { folder, clock, logger }: { readonly folder: FileFolder; readonly clock: Clock; readonly logger: Logger },
  kept: FileStore,
  outgoing: OutgoingStore,
  sending: Sending,
  scopes: readonly string[],
): FileOutbox {
  const uploads = new OutgoingFileStore(portal.files, folder.subfolder('outgoing'), kept, clock, logger);
  portal.sendFilesBy((item, files, signal) => uploads.send(item, files, signal));
  return new FileOutbox(
    uploads,
    new UploadNews(folder.subfolder('uploads'), clock),
    outgoing,
    sending,
    scopes,
  );
}

/** Sends files by the outbox that messages go by, and lets go of their bytes when nobody needs them any more. */
export class FileOutbox implements Disposable {
  readonly uploads: OutgoingFileStore;
  readonly tray = new FileTray();
  readonly #news: UploadNews;
  readonly #progressed = new Emitter<UploadState>();
  readonly #disposables = new DisposableStore();
  readonly #outgoing: OutgoingStore;
  readonly #sending: Sending;
  readonly #scopes: readonly string[];
  readonly #lifetime = new AbortController();

  constructor(
    uploads: OutgoingFileStore,
    news: UploadNews,
    outgoing: OutgoingStore,
    sending: Sending,
    scopes: readonly string[],
  ) {
    this.uploads = uploads;
    this.#news = news;
    this.#outgoing = outgoing;
    this.#sending = sending;
    this.#scopes = scopes;
  }

  /** How far files have gone, whichever window sends them. */
  get onDidProgress(): Event<UploadState> {
    return this.#progressed.event;
  }

  /** Goes on from what was left: a crash may have left something that nothing names. */
  async start(): Promise<void> {
    if (this.#lifetime.signal.aborted) return;
    this.#disposables.add(
      this.uploads.onDidProgress((state) => {
        this.#news.tell(state);
        this.#progressed.fire(state);
      }),
    );
    this.#disposables.add(this.uploads.onDidEnd((uuid) => void this.#news.forget(uuid)));
    this.#disposables.add(this.#news.onDidHear((state) => this.#progressed.fire(state)));
    // Another window asks for what is called back here.
    this.#disposables.add(
      this.#outgoing.onDidAsk(({ uuid, kind }) => {
        if (kind === 'discard') void this.#cancelRunning(uuid).catch(() => undefined);
      }),
    );
    const { items } = this.#outgoing;
    await this.#news.start(new Set(items.map(({ uuid }) => uuid))).catch(() => undefined);
    if (items.length > 0) await this.uploads.tidy(items).catch(() => undefined);
  }

  /** As one message, or where the portal has no such way, each as one of its own, the words with the first. */
  async send(
    { dialogId, text, files }: FilesToSend,
    options: SendOptions,
  ): Promise<{ readonly stored: readonly Promise<number>[] }> {
    const held = await this.uploads.hold(files, this.#outgoing.items);
    try {
      return await this.#sending.acceptAll(fileMessages(dialogId, text, held, this.#scopes), options);
    } catch (error) {
      await this.uploads.release(held);
      throw error;
    }
  }

  /** What is not a message yet does not become one; what is cannot be called back. */
  async cancel(uuid: string): Promise<void> {
    if (!(await this.#cancelRunning(uuid))) await this.discard(uuid);
  }

  /** Forgets a message that is not on its way, with whatever it was to carry. */
  async discard(uuid: string): Promise<void> {
    const item = this.#outgoing.get(uuid);
    await this.#sending.discard(uuid);
    const isGone = this.#outgoing.get(uuid) === undefined;
    if (item?.content.files !== undefined && isGone) await this.uploads.forget(item);
  }

  /** The portal has the message: what it carries there, to be shown until the portal's own copy comes. */
  noteSent(item: Outgoing): readonly MessageFile[] {
    if (item.content.files === undefined) return [];
    void this.uploads.forget(item).catch(() => undefined);
    return this.uploads.takeStored(item.uuid);
  }

  dispose(): void {
    this.#lifetime.abort();
    this.#disposables.dispose();
    this.#progressed.dispose();
    this.#news.dispose();
    this.uploads.dispose();
    this.tray.dispose();
  }

  /** False where this window sends nothing of it at the moment. */
  async #cancelRunning(uuid: string): Promise<boolean> {
    if (!this.uploads.cancel(uuid)) return false;
    await untilChanged(this.#outgoing, uuid, this.#lifetime.signal);
    // Behind whatever is being written of it.
    await this.#outgoing.update(uuid, {}).catch(() => undefined);
    await this.discard(uuid);
    return true;
  }
}
