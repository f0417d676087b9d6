import type { Disposable } from '../base/disposable.ts';
import { Emitter, type Event } from '../base/emitter.ts';
import type { Clock, Logger } from '../base/ports.ts';
import { SerialQueue } from '../base/serialQueue.ts';
import type { DialogId } from '../model/dialogId.ts';
import type { DraftContext } from '../model/draft.ts';
import type { DraftFolder } from './draftFolder.ts';
import { type Draft, draftOf } from './draftRecord.ts';
import { DraftWatch } from './draftWatch.ts';
import { restOfDraft, type SentText } from './restOfDraft.ts';

const WRITE_AFTER_MS = 300;
const TRY_AGAIN_AFTER_MS = 10_000;
const MOST_KNOWN = 200;

/** Which drafts have become messages that wait, or waited, to be sent. */
interface TakenDrafts {
  /** Brings the folder in order before it is read for the first time. */
  prepare(): Promise<void>;
  isTaken(draftId: string): boolean;
}

/** A draft whose text is being handed over to the outbox. While it is held nothing is written over it. */
export interface HeldDraft {
  /** What the message names; `undefined` where nothing of the draft is on disk. */
  readonly id: string | undefined;
  /** To be called once the message is on disk, and before it can be gone from there again. Never rejects. */
  leave(): Promise<void>;
  /** To be called in the end, whatever came of it. */
  release(): void;
}

interface Entry {
  readonly draft: Draft | undefined;
  /** Begun in this window: what another one has begun may have become a message there. */
  readonly isOwn: boolean;
  /** What this window knows to be on disk. */
  readonly idOnDisk: string | undefined;
  readonly isWritten: boolean;
}

const unknown: Entry = { draft: undefined, isOwn: false, idOnDisk: undefined, isWritten: false };

/**
 * What stands half-written in the composer of each dialog. On disk soon after each change; a text that was sent is gone
 * from there before its message can be: until then the message names the draft, which counts for nothing then.
 */
export class DraftStore implements Disposable {
  readonly #folder: DraftFolder;
  readonly #taken: TakenDrafts;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #watch: DraftWatch;
  readonly #changed = new Emitter<DialogId>();
  readonly #turns = new SerialQueue();
  readonly #held = new Map<DialogId, number>();
  // By the last change, so that the oldest can go.
  readonly #entries = new Map<DialogId, Entry>();
  #preparing: Promise<void> | undefined;
  #timer: Disposable | undefined;
  #isFailing = false;
  #isDisposed = false;

  constructor(folder: DraftFolder, taken: TakenDrafts, clock: Clock, logger: Logger) {
    this.#folder = folder;
    this.#taken = taken;
    this.#clock = clock;
    this.#logger = logger;
    this.#watch = new DraftWatch(folder, (dialogId) => this.read(dialogId));
  }

  /** Fires when what stands half-written in a dialog is something else, whoever has written it. */
  get onDidChange(): Event<DialogId> {
    return this.#changed.event;
  }

  /** What other windows write in this dialog is known here soon after, until disposed. */
  follow(dialogId: DialogId): Disposable {
    return this.#watch.follow(dialogId);
  }

  /** Known once `read` has resolved, or something was set. */
  get(dialogId: DialogId): string {
    return this.#entries.get(dialogId)?.draft?.text ?? '';
  }

  /** What the text answers or mentions, or which message is being reworded instead. */
  contextOf(dialogId: DialogId): DraftContext {
    return this.#entries.get(dialogId)?.draft?.context ?? {};
  }

  /** Lets go of what was sent before a crash. Never rejects. */
  prepare(): Promise<void> {
    this.#preparing ??= this.#taken
      .prepare()
      .catch((error: unknown) => this.#noteFault('The drafts could not be read from disk', error));
    return this.#preparing;
  }

  /** Takes in what this window, an earlier one or another one has left. Never rejects. */
  async read(dialogId: DialogId): Promise<void> {
    await this.prepare();
    const before = this.#entries.get(dialogId);
    if (before?.isWritten === false || this.#held.has(dialogId)) return;
    try {
      const draft = await this.#folder.read(dialogId);
      // Something was written in the composer, or sent from it, meanwhile: that is the newer.
      if (this.#entries.get(dialogId) !== before || this.#held.has(dialogId)) return;
      const isTaken = draft !== undefined && this.#taken.isTaken(draft.id);
      this.#learn(dialogId, before, isTaken ? undefined : draft);
      if (isTaken) await this.forget(dialogId, draft.id);
    } catch (error) {
      this.#noteFault('A draft could not be read from disk', error);
    }
  }

  /** An empty text about nothing forgets the draft. */
  set(dialogId: DialogId, text: string, context: DraftContext = {}): void {
    if (this.#isDisposed) return;
    const before = this.#entries.get(dialogId);
    const known = before?.draft;
    const id = known !== undefined && before?.isOwn === true ? known.id : crypto.randomUUID();
    const draft = draftOf(id, text, context);
    if (before !== undefined && isSame(known, draft)) return;
    this.#become(dialogId, { ...(before ?? unknown), draft, isOwn: true, isWritten: false });
    this.#plan(WRITE_AFTER_MS);
  }

  /** For a text that is about to be sent. */
  async hold(dialogId: DialogId, sent: SentText): Promise<HeldDraft> {
    this.#held.set(dialogId, (this.#held.get(dialogId) ?? 0) + 1);
    // What is being written at this moment is on disk then.
    await this.#inTurn(async () => undefined);
    const id = this.#entries.get(dialogId)?.idOnDisk;
    let isReleased = false;
    return {
      id,
      leave: () => this.#leave(dialogId, id, sent),
      release: () => {
        if (isReleased) return;
        isReleased = true;
        const others = (this.#held.get(dialogId) ?? 0) - 1;
        if (others > 0) this.#held.set(dialogId, others);
        else this.#held.delete(dialogId);
        this.#plan(WRITE_AFTER_MS);
      },
    };
  }

  /** A message that was this draft is on the portal; whoever wrote it may be gone. Never rejects. */
  async forget(dialogId: DialogId, draftId: string): Promise<void> {
    await this.#inTurn(() => this.#folder.removeThis(dialogId, draftId));
  }

  /** Writes what is not on disk yet. Never rejects: a disk that fails leaves it here, to be tried again. */
  async flush(): Promise<void> {
    this.#timer?.dispose();
    this.#timer = undefined;
    await this.#inTurn(() => this.#writeAll());
  }

  /** Resolves, once disposed, when nothing more is written. */
  async settled(): Promise<void> {
    await this.#inTurn(async () => undefined);
  }

  /** What was set until now is still written; nothing after it, so that a sign-out leaves nothing behind. */
  dispose(): void {
    if (this.#isDisposed) return;
    this.#isDisposed = true;
    this.#watch.dispose();
    this.#changed.dispose();
    void this.flush();
  }

  #learn(dialogId: DialogId, before: Entry | undefined, draft: Draft | undefined): void {
    const isOwn = before?.isOwn === true && before.draft?.id === draft?.id;
    this.#become(dialogId, { draft, isOwn, idOnDisk: draft?.id, isWritten: true });
  }

  async #leave(dialogId: DialogId, id: string | undefined, sent: SentText): Promise<void> {
    const entry = this.#entries.get(dialogId) ?? unknown;
    const rest = restOfDraft(entry.draft, sent);
    // Another draft from here on: the message names the one it was.
    const draft = rest && draftOf(crypto.randomUUID(), rest.text, rest.context);
    const left: Entry = { draft, isOwn: true, idOnDisk: id, isWritten: false };
    this.#become(dialogId, left);
    await this.#inTurn(async () => {
      if (id !== undefined) await this.#folder.removeThis(dialogId, id);
      const now = this.#entries.get(dialogId);
      if (now === undefined) return;
      const isWritten = now === left && draft === undefined;
      this.#entries.set(dialogId, { ...now, idOnDisk: undefined, isWritten });
    });
  }

  async #writeAll(): Promise<void> {
    let hasNew = false;
    for (const dialogId of [...this.#entries.keys()]) {
      const entry = this.#entries.get(dialogId);
      if (entry === undefined || entry.isWritten || this.#held.has(dialogId)) continue;
      const { draft } = entry;
      if (draft === undefined) await this.#folder.remove(dialogId);
      else await this.#folder.write(dialogId, draft);
      hasNew ||= draft !== undefined && entry.idOnDisk === undefined;
      const now = this.#entries.get(dialogId);
      if (now === undefined) continue;
      this.#entries.set(dialogId, { ...now, idOnDisk: draft?.id, isWritten: now === entry });
    }
    this.#isFailing = false;
    if (hasNew) await this.#folder.prune();
  }

  #become(dialogId: DialogId, entry: Entry): void {
    const before = this.#entries.get(dialogId);
    this.#entries.delete(dialogId);
    this.#entries.set(dialogId, entry);
    const [oldest] = this.#entries.keys();
    if (this.#entries.size > MOST_KNOWN && oldest !== undefined) this.#entries.delete(oldest);
    if (!isSame(before?.draft, entry.draft)) this.#changed.fire(dialogId);
  }

  /** Each turn plans what is left after it, so that a slow disk has no second one waiting. */
  #plan(delayMs: number): void {
    if (this.#timer !== undefined || this.#isDisposed || !this.#turns.isIdle) return;
    const isDue = [...this.#entries].some(
      ([dialogId, { isWritten }]) => !isWritten && !this.#held.has(dialogId),
    );
    if (!isDue) return;
    this.#timer = this.#clock.schedule(() => void this.flush(), delayMs);
  }

  async #inTurn(task: () => Promise<void>): Promise<void> {
    let nextMs = WRITE_AFTER_MS;
    try {
      await this.#turns.run(task);
    } catch (error) {
      this.#noteFault('A draft could not be written to disk', error);
      nextMs = TRY_AGAIN_AFTER_MS;
    }
    this.#plan(nextMs);
  }

  /** Told once, until the disk takes something again. */
  #noteFault(message: string, error: unknown): void {
    if (!this.#isFailing) {
      this.#logger.warn(message, { error: error instanceof Error ? error.name : typeof error });
    }
    this.#isFailing = true;
  }
}

function isSame(a: Draft | undefined, b: Draft | undefined): boolean {
  return JSON.stringify([a?.text, a?.context]) === JSON.stringify([b?.text, b?.context]);
}
