import type { Disposable } from '../../base/disposable.ts';
import { Emitter, type Event } from '../../base/emitter.ts';
import type { Clock, FileFolder, Logger } from '../../base/ports.ts';
import type { FileApi } from '../../bitrix24/api/fileApi.ts';
import { FileBody } from '../../bitrix24/rest/fileBody.ts';
import { isPortalError, PortalError, type PortalFailure } from '../../bitrix24/rest/portalError.ts';
import type { MessageFile } from '../../model/message.ts';
import type { OutgoingFile, OutgoingFiles } from '../../model/outgoingFile.ts';
import { MessengerError } from '../messengerError.ts';
import type { MessageContent, Outgoing } from '../outgoing.ts';
import { shownTypeOf } from './fileKind.ts';
import { safeFileName } from './fileName.ts';
import type { FileStore } from './fileStore.ts';
import { type FileToSend, problemWith } from './fileToSend.ts';
import { imageSizeOf } from './imageHead.ts';
import { UploadedIds } from './uploadedIds.ts';

/** See `OutgoingFileStore.send`. */
export type SendFiles = OutgoingFileStore['send'];

export interface UploadState {
  readonly uuid: string;
  readonly sent: number;
  readonly total: number;
}

const MEGABYTE = 1024 * 1024;
const WAITING_LIMIT = 400 * MEGABYTE;
const PIECE = 256 * 1024;
// Long after every record was written, and after anybody would look for what was set aside.
const ORPHAN_AGE_MS = 7 * 24 * 3_600_000;
const BLOB = /^(\d{13})-[0-9a-f-]{36}\.bin$/;
const CANCELLED = 'CANCELLED';

/**
 * Files on their way to the portal: their bytes beside the outbox's records, so that they wait as messages do, and the
 * two ways they go. By way of the drive a file is uploaded first, which no message shows yet, and what is uploaded is put
 * down; then one call that knows the uuid makes the message, and doing that again makes no second one. The other way has
 * no such call: there a repeat goes out only after `Deliverer` has looked.
 */
export class OutgoingFileStore implements Disposable {
  readonly #api: FileApi;
  readonly #folder: FileFolder;
  readonly #kept: FileStore;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #uploaded: UploadedIds;
  readonly #progressed = new Emitter<UploadState>();
  readonly #ended = new Emitter<string>();
  readonly #running = new Map<string, AbortController>();
  /** What the portal made of the files of a message that has just gone. */
  readonly #stored = new Map<string, readonly MessageFile[]>();

  constructor(api: FileApi, folder: FileFolder, kept: FileStore, clock: Clock, logger: Logger) {
    this.#api = api;
    this.#folder = folder;
    this.#kept = kept;
    this.#clock = clock;
    this.#logger = logger;
    this.#uploaded = new UploadedIds(folder);
  }

  get onDidProgress(): Event<UploadState> {
    return this.#progressed.event;
  }

  /** Fires the uuid of what this window sends no more, whatever became of it. */
  get onDidEnd(): Event<string> {
    return this.#ended.event;
  }

  /** Copies them beside the outbox, all or none. `waiting` is what lies there already. */
  async hold(files: readonly FileToSend[], waiting: readonly Outgoing[]): Promise<readonly OutgoingFile[]> {
    refuse(problemWith(files));
    const present = waiting.flatMap(({ content }) => content.files?.items ?? []);
    const total = [...present, ...files].reduce((sum, { size }) => sum + size, 0);
    if (total > WAITING_LIMIT) refuse({ kind: 'tooMuchWaiting', limitMb: WAITING_LIMIT / MEGABYTE });
    const held: OutgoingFile[] = [];
    try {
      for (const file of files) held.push(await this.#holdOne(file));
      return held;
    } catch (error) {
      await this.release(held);
      throw error;
    }
  }

  bytes(file: OutgoingFile): Promise<Uint8Array | undefined> {
    return this.#folder.readBytes(file.blob);
  }

  /** Nobody waits for them any more. */
  async release(files: readonly OutgoingFile[]): Promise<void> {
    await Promise.allSettled(files.map(({ blob }) => this.#folder.remove(blob)));
  }

  /** Removes what no record names: a crash may have left it. */
  async tidy(waiting: readonly Outgoing[]): Promise<void> {
    const named = new Set(
      waiting.flatMap(({ content }) => content.files?.items.map(({ blob }) => blob) ?? []),
    );
    const uuids = new Set(waiting.map(({ uuid }) => uuid));
    for (const { name } of await this.#folder.list()) {
      const madeAt = Number(BLOB.exec(name)?.[1] ?? Number.NaN);
      const isOrphan = this.#clock.now() - madeAt > ORPHAN_AGE_MS && !named.has(name);
      if (isOrphan) await this.#folder.remove(name);
    }
    await this.#uploaded.keepOnly(uuids);
  }

  /** Gives the message's id. Rejects with an unknown outcome only where there may be a message. */
  async send(outgoing: Outgoing, files: OutgoingFiles, signal: AbortSignal): Promise<number> {
    const { uuid, content } = outgoing;
    const controller = new AbortController();
    this.#running.set(uuid, controller);
    const all = AbortSignal.any([signal, controller.signal]);
    try {
      return files.way === 'drive'
        ? await this.#byDrive(uuid, content, files.items, all)
        : await this.#bySingle(uuid, content, files.items, all);
    } catch (error) {
      if (controller.signal.aborted && !signal.aborted) {
        throw failure({ kind: 'rejected', code: CANCELLED, outcome: 'rejected' });
      }
      throw error;
    } finally {
      if (this.#running.get(uuid) === controller) this.#running.delete(uuid);
      this.#ended.fire(uuid);
    }
  }

  /** False where it is too late, or nothing goes at the moment. */
  cancel(uuid: string): boolean {
    const running = this.#running.get(uuid);
    running?.abort();
    return running !== undefined;
  }

  /** What the message that has just been stored carries, so that it can be shown before the portal's copy comes. */
  takeStored(uuid: string): readonly MessageFile[] {
    const stored = this.#stored.get(uuid) ?? [];
    this.#stored.delete(uuid);
    return stored;
  }

  async forget({ uuid, content }: Outgoing): Promise<void> {
    await this.release(content.files?.items ?? []);
    await this.#uploaded.forget(uuid);
  }

  dispose(): void {
    for (const controller of this.#running.values()) controller.abort();
    this.#progressed.dispose();
    this.#ended.dispose();
  }

  async #byDrive(
    uuid: string,
    { dialogId, text }: MessageContent,
    items: readonly OutgoingFile[],
    signal: AbortSignal,
  ): Promise<number> {
    const options = { lane: 'person', signal } as const;
    const fileIds = await beforeAnyMessage(async () => {
      let ids = await this.#uploaded.of(uuid);
      if (ids.length < items.length) {
        const folderId = await this.#api.folder(dialogId, options);
        for (const item of items.slice(ids.length)) {
          const body = await this.#bodyOf(uuid, items, item, false);
          ids = [...ids, await this.#api.put(folderId, { name: item.name, body }, options)];
          // Before the next one, so that a crash uploads none twice.
          await this.#uploaded.note(uuid, ids);
        }
      }
      return ids;
    });
    signal.throwIfAborted();
    // From here on there may be a message: it cannot be called back.
    this.#running.delete(uuid);
    const messageId = await this.#api.commit(dialogId, { fileIds, text, uuid }, { lane: 'person' });
    await this.#noteStored(uuid, items, fileIds);
    return messageId;
  }

  async #bySingle(
    uuid: string,
    { dialogId, text }: MessageContent,
    items: readonly OutgoingFile[],
    signal: AbortSignal,
  ): Promise<number> {
    const [item] = items;
    if (item === undefined) throw failure({ kind: 'rejected', code: 'FILE_EMPTY', outcome: 'rejected' });
    const body = await this.#bodyOf(uuid, items, item, true);
    const file = { name: item.name, body, text };
    const { messageId, fileId } = await this.#api.upload(dialogId, file, { lane: 'person', signal });
    await this.#noteStored(uuid, items, fileId === undefined ? [] : [fileId]);
    return messageId;
  }

  /** `isWhole`: with its last byte the message is asked for. */
  async #bodyOf(
    uuid: string,
    items: readonly OutgoingFile[],
    item: OutgoingFile,
    isWhole: boolean,
  ): Promise<FileBody> {
    const bytes = await this.bytes(item);
    if (bytes?.byteLength !== item.size) refuse({ kind: 'lost', name: item.name });
    const before = items.slice(0, items.indexOf(item)).reduce((sum, { size }) => sum + size, 0);
    const total = items.reduce((sum, { size }) => sum + size, 0);
    const tell = (sent: number): void => {
      // The portal has all of it: whether a message comes of it is its own affair now.
      if (isWhole && before + sent >= total) this.#running.delete(uuid);
      this.#progressed.fire({ uuid, sent: before + sent, total });
    };
    return new FileBody(item.size, () => inPieces(bytes ?? new Uint8Array(0)), tell);
  }

  async #noteStored(uuid: string, items: readonly OutgoingFile[], ids: readonly number[]): Promise<void> {
    const files = ids.flatMap((id, index): readonly MessageFile[] => {
      const item = items[index];
      if (item === undefined) return [];
      const { name, kind, size, image } = item;
      return [{ id, name, kind, size, image }];
    });
    this.#stored.set(uuid, files);
    // Nobody needs to fetch back what went from here.
    for (const [index, file] of files.entries()) {
      const item = items[index];
      const bytes = item && file.kind === 'image' ? await this.bytes(item).catch(() => undefined) : undefined;
      if (bytes !== undefined) void this.#kept.learn(file, bytes);
    }
  }

  async #holdOne(file: FileToSend): Promise<OutgoingFile> {
    let bytes: Uint8Array;
    try {
      bytes = await file.read();
    } catch (error) {
      if (error instanceof MessengerError) throw error;
      this.#logger.info('A file that was to be sent could not be read');
      throw new MessengerError({ kind: 'file', problem: { kind: 'unreadable', name: file.name } });
    }
    const { byteLength: size } = bytes;
    const name = safeFileName(file.name);
    refuse(problemWith([{ name, size }]));
    const type = shownTypeOf(bytes, /\.(?:mp4|webm|mov|ogv|m4v)$/i.test(name));
    const kind =
      (['image', 'video', 'audio'] as const).find((each) => type?.startsWith(`${each}/`)) ?? 'file';
    const blob = `${String(Math.trunc(this.#clock.now())).padStart(13, '0')}-${crypto.randomUUID()}.bin`;
    await this.#folder.write(blob, bytes);
    return { name, size, kind, image: imageSizeOf(bytes, type), blob };
  }
}

async function* inPieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.byteLength; at += PIECE) yield bytes.subarray(at, at + PIECE);
}

/** Whatever becomes of an upload: no message has come of it, so it may be tried again without a look. */
async function beforeAnyMessage<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isPortalError(error) || error.outcome !== 'unknown') throw error;
    const { kind, code, method, status, description, retryAt } = error;
    throw new PortalError({ kind, code, method, status, description, retryAt, outcome: 'not-executed' });
  }
}

function refuse(problem: Parameters<typeof problemError>[0] | undefined): void {
  if (problem !== undefined) throw problemError(problem);
}

function problemError(problem: NonNullable<ReturnType<typeof problemWith>>): MessengerError {
  return new MessengerError({ kind: 'file', problem });
}

function failure(what: Omit<PortalFailure, 'method'>): PortalError {
  return new PortalError({ ...what, method: 'im.disk.file.commit' });
}
