// Bytes of files as addresses the page can show. Asked for once, shared by all who show the file, let go of in time.
import type { FileBytes, FileRef } from '../../protocol/threadFiles.ts';
import type { AskRequest, PostCommand } from '../channel.ts';

export type FileState =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready'; readonly url: string }
  | { readonly kind: 'notShown' }
  | { readonly kind: 'gone' }
  | { readonly kind: 'failed'; readonly reason: string };

interface Entry {
  readonly ref: FileRef;
  readonly listeners: Set<() => void>;
  state: FileState;
  size: number;
  /** Grows with every request, so that a late answer to an earlier one is known as such. */
  serial: number;
}

// What nobody shows at the moment stays for the way back, up to this.
const KEPT_BYTES = 64 * 1024 * 1024;
const KEPT_ENTRIES = 400;

export class FileUrls {
  readonly #request: AskRequest;
  readonly #post: PostCommand;
  readonly #entries = new Map<string, Entry>();

  constructor(request: AskRequest, post: PostCommand) {
    this.#request = request;
    this.#post = post;
  }

  stateOf(ref: FileRef): FileState {
    return this.#entries.get(keyOf(ref))?.state ?? { kind: 'waiting' };
  }

  /** Calls back whenever the state changes, until it is undone. */
  watch(ref: FileRef, listener: () => void): () => void {
    const entry = this.#entry(ref);
    entry.listeners.add(listener);
    return () => {
      entry.listeners.delete(listener);
      if (entry.listeners.size > 0) return;
      if (entry.state.kind === 'loading') {
        entry.serial += 1;
        this.#set(entry, { kind: 'waiting' });
        this.#post('leaveFile', { ref });
      }
      this.#trim();
    };
  }

  /** Nothing happens where it is there already, or on its way. `isAskedFor`: a person waits for it. */
  load(ref: FileRef, isAskedFor: boolean): void {
    const entry = this.#entry(ref);
    if (entry.state.kind === 'ready' || entry.state.kind === 'loading') return;
    // Asking again would not change it; a person may.
    if (!isAskedFor && (entry.state.kind === 'gone' || entry.state.kind === 'notShown')) return;
    entry.serial += 1;
    const { serial } = entry;
    this.#set(entry, { kind: 'loading' });
    this.#request('loadFile', { ref, isAskedFor })
      .catch((error: unknown): FileBytes => ({
        kind: 'failed',
        reason: error instanceof Error ? error.message : '',
      }))
      .then((answer) => {
        if (entry.serial !== serial) return;
        this.#set(entry, this.#taken(entry, answer));
        this.#trim();
      })
      .catch(() => undefined);
  }

  /** Addresses keep their bytes in memory until they are revoked. */
  clear(): void {
    for (const entry of this.#entries.values()) this.#drop(entry);
    this.#entries.clear();
  }

  #entry(ref: FileRef): Entry {
    const key = keyOf(ref);
    const known = this.#entries.get(key);
    const entry: Entry = known ?? {
      ref,
      listeners: new Set(),
      state: { kind: 'waiting' },
      size: 0,
      serial: 0,
    };
    // The one used last stands last.
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry;
  }

  #taken(entry: Entry, answer: FileBytes): FileState {
    if (answer.kind !== 'bytes') return answer;
    entry.size = answer.bytes.byteLength;
    return { kind: 'ready', url: URL.createObjectURL(new Blob([answer.bytes], { type: answer.type })) };
  }

  #set(entry: Entry, state: FileState): void {
    entry.state = state;
    for (const listener of [...entry.listeners]) listener();
  }

  #trim(): void {
    let bytes = 0;
    for (const entry of this.#entries.values()) bytes += entry.size;
    for (const [key, entry] of this.#entries) {
      if (bytes <= KEPT_BYTES && this.#entries.size <= KEPT_ENTRIES) return;
      if (entry.listeners.size > 0) continue;
      bytes -= entry.size;
      this.#drop(entry);
      this.#entries.delete(key);
    }
  }

  #drop(entry: Entry): void {
    if (entry.state.kind === 'ready') URL.revokeObjectURL(entry.state.url);
    entry.state = { kind: 'waiting' };
    entry.size = 0;
    entry.serial += 1;
  }
}

function keyOf(ref: FileRef): string {
  switch (ref.kind) {
    case 'stored':
      return `stored ${ref.fileId}`;
    case 'sending':
      return `sending ${ref.key} ${ref.index}`;
    case 'tray':
      return `tray ${ref.id}`;
    case 'face':
      return `face ${ref.face}`;
  }
}
