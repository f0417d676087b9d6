import type { Disposable } from '../base/disposable.ts';
import { Emitter, type Event } from '../base/emitter.ts';
import type { DialogId } from '../model/dialogId.ts';
import type { Attention } from './pollSchedule.ts';

/** What this window shows, and whether somebody looks at it. */
export class WindowAttention implements Disposable {
  readonly #changed = new Emitter<void>();
  readonly #viewers = new Map<DialogId, Set<object>>();
  #isWindowFocused = true;
  #isListVisible = true;

  get onDidChange(): Event<void> {
    return this.#changed.event;
  }

  get current(): Attention {
    return {
      isWindowFocused: this.#isWindowFocused,
      isThreadVisible: this.#viewers.size > 0,
      isListVisible: this.#isListVisible,
    };
  }

  get visibleThreads(): readonly DialogId[] {
    return [...this.#viewers.keys()];
  }

  /** A dialog may be shown in more than one place; it is visible as long as any of these `viewers` shows it. */
  setThreadVisible(dialogId: DialogId, isVisible: boolean, viewer: object): void {
    const viewers = this.#viewers.get(dialogId) ?? new Set();
    if (viewers.has(viewer) === isVisible) return;
    if (isVisible) viewers.add(viewer);
    else viewers.delete(viewer);
    if (viewers.size > 0) this.#viewers.set(dialogId, viewers);
    else this.#viewers.delete(dialogId);
    this.#changed.fire();
  }

  /** The thread was closed, whoever showed it. */
  forgetThread(dialogId: DialogId): void {
    if (this.#viewers.delete(dialogId)) this.#changed.fire();
  }

  setWindowFocused(isFocused: boolean): void {
    if (this.#isWindowFocused === isFocused) return;
    this.#isWindowFocused = isFocused;
    this.#changed.fire();
  }

  setListVisible(isVisible: boolean): void {
    if (this.#isListVisible === isVisible) return;
    this.#isListVisible = isVisible;
    this.#changed.fire();
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
