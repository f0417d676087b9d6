import type { Disposable } from '../../base/disposable.ts';
import { Emitter, type Event } from '../../base/emitter.ts';
import type { DialogId } from '../../model/dialogId.ts';
import { MessengerError } from '../messengerError.ts';
import { type FileToSend, problemWith } from './fileToSend.ts';

export interface TrayItem extends FileToSend {
  readonly id: string;
  readonly dialogId: DialogId;
  /** Bytes that are still to come. */
  readonly missing: number;
}

/** Files that wait beside a draft until the person sends them. Gone with the window. */
export class FileTray implements Disposable {
  readonly #changed = new Emitter<DialogId>();
  readonly #pieces = new Map<string, readonly Uint8Array[]>();
  #items: readonly TrayItem[] = [];

  get onDidChange(): Event<DialogId> {
    return this.#changed.event;
  }

  of(dialogId: DialogId): readonly TrayItem[] {
    return this.#items.filter((item) => item.dialogId === dialogId);
  }

  get(id: string): TrayItem | undefined {
    return this.#items.find((item) => item.id === id);
  }

  /** Takes all or none. */
  add(dialogId: DialogId, files: readonly FileToSend[]): void {
    this.#check(dialogId, files);
    const added = files.map((file) => ({
      name: file.name,
      size: file.size,
      read: () => file.read(),
      id: crypto.randomUUID(),
      dialogId,
      missing: 0,
    }));
    this.#become([...this.#items, ...added], dialogId);
  }

  /** Its bytes come in pieces by `take`. */
  begin(dialogId: DialogId, name: string, size: number): string {
    const id = crypto.randomUUID();
    const read = async (): Promise<Uint8Array> => whole(this.#pieces.get(id) ?? [], size);
    const item: TrayItem = { id, dialogId, name, size, missing: size, read };
    this.#check(dialogId, [item]);
    this.#pieces.set(id, []);
    this.#become([...this.#items, item], dialogId);
    return id;
  }

  /** False where nobody wants it any more, or more comes than was announced. */
  take(id: string, bytes: Uint8Array): boolean {
    const item = this.get(id);
    const pieces = this.#pieces.get(id);
    if (item === undefined || pieces === undefined) return false;
    if (bytes.byteLength > item.missing) {
      this.remove(id);
      return false;
    }
    this.#pieces.set(id, [...pieces, bytes]);
    const missing = item.missing - bytes.byteLength;
    this.#items = this.#items.map((other) => (other.id === id ? { ...other, missing } : other));
    if (missing === 0) this.#changed.fire(item.dialogId);
    return true;
  }

  remove(...ids: readonly string[]): void {
    for (const id of ids) {
      const item = this.get(id);
      if (item === undefined) continue;
      this.#pieces.delete(id);
      this.#become(
        this.#items.filter((other) => other.id !== id),
        item.dialogId,
      );
    }
  }

  dispose(): void {
    this.#items = [];
    this.#pieces.clear();
    this.#changed.dispose();
  }

  #check(dialogId: DialogId, added: readonly FileToSend[]): void {
    const problem = problemWith([...this.of(dialogId), ...added]);
    if (problem !== undefined) throw new MessengerError({ kind: 'file', problem });
  }

  #become(items: readonly TrayItem[], dialogId: DialogId): void {
    this.#items = items;
    this.#changed.fire(dialogId);
  }
}

function whole(pieces: readonly Uint8Array[], size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.byteLength;
  }
  return bytes;
}
