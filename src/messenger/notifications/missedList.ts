import * as v from 'valibot';
import type { Disposable } from '../../base/disposable.ts';
import { Emitter, type Event } from '../../base/emitter.ts';
import type { FileFolder, Logger } from '../../base/ports.ts';
import { SerialQueue } from '../../base/serialQueue.ts';
import type { Dialog } from '../../model/dialog.ts';
import type { DialogId } from '../../model/dialogId.ts';
import { mergeNews, type NewsItem } from './newsItem.ts';

const FILE = 'missed.json';
const MOST_ITEMS = 100;

/**
 * What the person was told, or was to be told, and has not read: toasts vanish, this stays. One entry for each dialog, the
 * newest last; shared by all windows.
 */
export class MissedList implements Disposable {
  readonly #folder: FileFolder;
  readonly #mayKeep: () => boolean;
  readonly #logger: Logger;
  readonly #changed = new Emitter<void>();
  readonly #turns = new SerialQueue();
  #items: readonly NewsItem[] = [];
  // What is shown here and not on disk yet is newer than what the disk says.
  #unsaved = 0;
  #watch: Disposable | undefined;

  /** `mayKeep`: whether texts of messages may be kept on disk. */
  constructor(folder: FileFolder, mayKeep: () => boolean, logger: Logger) {
    this.#folder = folder;
    this.#mayKeep = mayKeep;
    this.#logger = logger;
  }

  get onDidChange(): Event<void> {
    return this.#changed.event;
  }

  get items(): readonly NewsItem[] {
    return this.#items;
  }

  /** Resolves once what is stored is known, as far as it can be read. */
  start(): Promise<void> {
    this.#watch ??= this.#folder.watch(() => void this.#turns.run(() => this.#read()));
    return this.#turns.run(() => this.#read());
  }

  add(items: readonly NewsItem[]): void {
    if (items.length > 0) this.#become(mergeNews([...this.#items, ...items]).slice(-MOST_ITEMS));
  }

  /** Whether the person was told, or is to be told, of the dialog as far as this message; by whichever window. */
  async knows(dialogId: DialogId, messageId: number): Promise<boolean> {
    await this.settled();
    return this.#items.some((item) => item.dialogId === dialogId && item.lastId >= messageId);
  }

  /** Drops what has been read meanwhile, wherever that was. */
  prune(dialogOf: (dialogId: DialogId) => Dialog | undefined): void {
    const unread = this.#items.filter((item) => isUnread(item, dialogOf(item.dialogId)));
    if (unread.length < this.#items.length) this.#become(unread);
  }

  remove(dialogId: DialogId): void {
    this.#become(this.#items.filter((item) => item.dialogId !== dialogId));
  }

  clear(): void {
    this.#become([]);
  }

  /** Resolves once nothing more is written. */
  settled(): Promise<void> {
    return this.#turns.run(async () => undefined);
  }

  dispose(): void {
    this.#watch?.dispose();
    this.#changed.dispose();
  }

  #become(items: readonly NewsItem[]): void {
    if (!this.#show(items)) return;
    this.#unsaved += 1;
    void this.#turns.run(() => this.#write());
  }

  /** False where it is what was shown. */
  #show(items: readonly NewsItem[]): boolean {
    if (JSON.stringify(items) === JSON.stringify(this.#items)) return false;
    this.#items = items;
    this.#changed.fire();
    return true;
  }

  async #write(): Promise<void> {
    try {
      if (this.#items.length === 0 || !this.#mayKeep()) await this.#folder.remove(FILE);
      else await this.#folder.write(FILE, JSON.stringify({ version: 1, items: this.#items }), 'passing');
    } catch {
      this.#logger.debug('What was missed could not be kept');
    } finally {
      this.#unsaved -= 1;
    }
  }

  async #read(): Promise<void> {
    try {
      const text = await this.#folder.read(FILE);
      if (this.#unsaved > 0) return;
      if (text !== undefined) this.#show(itemsOf(JSON.parse(text)));
      else if (this.#mayKeep()) this.#show([]);
    } catch {
      this.#logger.debug('What was missed could not be read');
    }
  }
}

/** A dialog that is not on the list may still be unread. */
export function isUnread(item: NewsItem, dialog: Dialog | undefined): boolean {
  return dialog === undefined || (dialog.unread > 0 && dialog.lastReadId < item.lastId);
}

function itemsOf(value: unknown): readonly NewsItem[] {
  return v.parse(stored, value).items.map((item) => ({ ...item, authorName: item.authorName }));
}

const stored = v.object({
  version: v.literal(1),
  items: v.array(
    v.object({
      dialogId: v.string(),
      isDirect: v.boolean(),
      title: v.string(),
      messageId: v.number(),
      lastId: v.number(),
      authorName: v.optional(v.string()),
      text: v.string(),
      date: v.number(),
      count: v.number(),
      isNamed: v.boolean(),
    }),
  ),
});
