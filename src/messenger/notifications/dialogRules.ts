import * as v from 'valibot';
import type { Disposable } from '../../base/disposable.ts';
import { Emitter, type Event } from '../../base/emitter.ts';
import type { FileFolder, Logger } from '../../base/ports.ts';
import { SerialQueue } from '../../base/serialQueue.ts';
import type { DialogId } from '../../model/dialogId.ts';
import type { DialogMode } from './notificationRules.ts';

const FILE = 'rules.json';
const MOST_RULES = 1_000;

/** The dialogs that have a rule of their own in this editor, shared by all windows; goes at sign-out. */
export class DialogRules implements Disposable {
  readonly #folder: FileFolder;
  readonly #logger: Logger;
  readonly #changed = new Emitter<void>();
  readonly #turns = new SerialQueue();
  #modes: ReadonlyMap<DialogId, DialogMode> = new Map();
  #watch: Disposable | undefined;

  constructor(folder: FileFolder, logger: Logger) {
    this.#folder = folder;
    this.#logger = logger;
  }

  get onDidChange(): Event<void> {
    return this.#changed.event;
  }

  of(dialogId: DialogId): DialogMode | undefined {
    return this.#modes.get(dialogId);
  }

  /** Resolves once what is stored is known, as far as it can be read. */
  start(): Promise<void> {
    this.#watch ??= this.#folder.watch(() => void this.#turns.run(() => this.#read()));
    return this.#turns.run(() => this.#read());
  }

  /** `undefined` for a dialog that goes by the general rule. Rejects where the disk does, and nothing has changed then. */
  set(dialogId: DialogId, mode: DialogMode | undefined): Promise<void> {
    return this.#turns.run(async () => {
      await this.#read();
      const modes = new Map(this.#modes);
      modes.delete(dialogId);
      if (mode !== undefined) modes.set(dialogId, mode);
      const kept = new Map([...modes].slice(-MOST_RULES));
      await this.#folder.write(FILE, JSON.stringify({ version: 1, dialogs: Object.fromEntries(kept) }));
      this.#become(kept);
    });
  }

  /** Resolves once nothing more is written. */
  settled(): Promise<void> {
    return this.#turns.run(async () => undefined);
  }

  dispose(): void {
    this.#watch?.dispose();
    this.#changed.dispose();
  }

  async #read(): Promise<void> {
    try {
      const text = await this.#folder.read(FILE);
      if (text === undefined) return;
      const { dialogs } = v.parse(stored, JSON.parse(text));
      this.#become(new Map(Object.entries(dialogs)));
    } catch {
      this.#logger.warn('The rules of dialogs could not be read');
    }
  }

  #become(modes: ReadonlyMap<DialogId, DialogMode>): void {
    const isSame = JSON.stringify([...modes]) === JSON.stringify([...this.#modes]);
    this.#modes = modes;
    if (!isSame) this.#changed.fire();
  }
}

const stored = v.object({
  version: v.literal(1),
  dialogs: v.record(v.string(), v.picklist(['all', 'mentions', 'none'])),
});
