import type { Disposable } from '../base/disposable.ts';
import type { DialogId } from '../model/dialogId.ts';
import type { DraftFolder } from './draftFolder.ts';

/** Has the drafts that somebody looks at read again whenever a window of this account has written one. */
export class DraftWatch implements Disposable {
  readonly #folder: Pick<DraftFolder, 'watch'>;
  readonly #read: (dialogId: DialogId) => Promise<void>;
  readonly #followed = new Map<DialogId, number>();
  #watch: Disposable | undefined;
  #isReading = false;
  #wantsAnother = false;

  constructor(folder: Pick<DraftFolder, 'watch'>, read: (dialogId: DialogId) => Promise<void>) {
    this.#folder = folder;
    this.#read = read;
  }

  /** Until disposed. */
  follow(dialogId: DialogId): Disposable {
    this.#followed.set(dialogId, (this.#followed.get(dialogId) ?? 0) + 1);
    this.#watch ??= this.#folder.watch(() => void this.#readAll());
    let isFollowing = true;
    return {
      dispose: () => {
        if (!isFollowing) return;
        isFollowing = false;
        const others = (this.#followed.get(dialogId) ?? 0) - 1;
        if (others > 0) this.#followed.set(dialogId, others);
        else this.#followed.delete(dialogId);
        if (this.#followed.size === 0) this.dispose();
      },
    };
  }

  dispose(): void {
    this.#followed.clear();
    this.#watch?.dispose();
    this.#watch = undefined;
  }

  /** One round at a time: of two reads side by side the older answer could come last. */
  async #readAll(): Promise<void> {
    this.#wantsAnother = true;
    if (this.#isReading) return;
    this.#isReading = true;
    while (this.#wantsAnother) {
      this.#wantsAnother = false;
      for (const dialogId of [...this.#followed.keys()]) await this.#read(dialogId);
    }
    this.#isReading = false;
  }
}
