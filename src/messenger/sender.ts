import type { Disposable } from '../base/disposable.ts';
import { DisposableStore } from '../base/disposable.ts';
import { Emitter, type Event } from '../base/emitter.ts';
import type { Clock, Logger } from '../base/ports.ts';
import { MESSAGE_LIMIT, messageLength } from '../bitrix24/markup/splitMessage.ts';
import type { DialogId } from '../model/dialogId.ts';
import type { HeldDraft } from './draftStore.ts';
import type { Leadership } from './leadership.ts';
import { MessengerError } from './messengerError.ts';
import { fresh, lookedForBefore, type Outgoing, type OutgoingContent, repeatsAt } from './outgoing.ts';
import type { OutgoingStore } from './outgoingStore.ts';
import type { Portal } from './portal.ts';
import { SendLoop } from './sendLoop.ts';
import { verdictOn } from './sendBackOff.ts';
import { SentMemory } from './sentMemory.ts';
import { Shipping } from './shipping.ts';
import { Waiters } from './waiters.ts';

const LOOK_EVERY_MS = 1_000;
const PAUSE_MS = 50;
const MANY = 50;
const PAUSE_WITH_MANY_MS = 1_000;
const LEADER_LOOKS_EVERY_MS = 15_000;
// The window that wrote a message has seen by then what became of it.
const OUTCOMES_STAY_MS = 60_000;

export interface SentMessage {
  readonly dialogId: DialogId;
  readonly messageId: number;
  readonly uuid: string;
}

export interface SendOptions {
  /**
   * What cannot go now waits, and what fails stays in the thread. False for programs, which see the error and decide
   * themselves.
   */
  readonly keepFailed: boolean;
  /** What was written in a composer before it became this. */
  readonly draft?: Pick<HeldDraft, 'id' | 'leave'>;
}

export interface SenderPorts {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly leadership: Leadership;
}

/**
 * Takes what is to be sent in any window, and sees to it in the one that leads: in order, one message in flight per
 * dialog, and never twice (`Deliverer` says what that means on portals that keep no uuids).
 */
export class Sender implements Disposable {
  readonly #outgoing: OutgoingStore;
  readonly #ports: SenderPorts;
  readonly #newestKnownId: (dialogId: DialogId) => number;
  readonly #memory: SentMemory;
  readonly #shipping: Shipping;
  readonly #loop: SendLoop;
  readonly #waiters = new Waiters();
  readonly #own = new Set<string>();
  readonly #sent = new Emitter<SentMessage>();
  readonly #lifetime = new AbortController();
  readonly #disposables = new DisposableStore();
  #starting: Promise<void> | undefined;
  #lookTimer: Disposable | undefined;
  #soonTimer: Disposable | undefined;
  #tidyTimer: Disposable | undefined;

  constructor(
    portal: Portal,
    outgoing: OutgoingStore,
    ports: SenderPorts,
    newestKnownId: (dialogId: DialogId) => number,
  ) {
    this.#outgoing = outgoing;
    this.#ports = ports;
    this.#newestKnownId = newestKnownId;
    this.#memory = new SentMemory(ports.clock, () => this.#kept(outgoing.noteKeepsUuids()));
    this.#shipping = new Shipping(portal, outgoing, ports, this.#memory, {
      signal: this.#lifetime.signal,
      newestKnownId,
      onStored: (item, messageId) => this.#settle(item, messageId),
      onFailed: (item, error, mayHaveArrived) => this.#noteFailed(item, error, mayHaveArrived),
      onWaits: (item, error) => this.#failPrograms(item.content.dialogId, error),
    });
    this.#loop = new SendLoop(outgoing, this.#shipping, ports.leadership, ports.clock);
  }

  /** Fires while the message is still among the waiting ones. */
  get onDidSend(): Event<SentMessage> {
    return this.#sent.event;
  }

  /** Reads what was left to be sent, and goes on with it where this window leads. */
  start(): Promise<void> {
    this.#starting ??= this.#start();
    return this.#starting;
  }

  /** Resolves once the message is held and stands in the thread; `stored` settles with the portal's id. */
  async accept(
    content: OutgoingContent,
    options: SendOptions,
  ): Promise<{ readonly stored: Promise<number> }> {
    const [stored] = (await this.acceptAll([content], options)).stored;
    if (stored === undefined) throw new Error('A message was not taken');
    return { stored };
  }

  /** Holds all or none, so that what was refused can be sent again whole; they go in this order. */
  async acceptAll(
    contents: readonly OutgoingContent[],
    { keepFailed, draft }: SendOptions,
  ): Promise<{ readonly stored: readonly Promise<number>[]; readonly uuids: readonly string[] }> {
    for (const content of contents) checkContent(content);
    this.#requireLife();
    await this.start();
    this.#requireLife();
    const now = this.#ports.clock.now();
    const draftId = draft?.id;
    const accepted = contents.map((content, index): Outgoing => ({
      uuid: crypto.randomUUID(),
      order: this.#outgoing.nextOrder(now),
      content,
      createdAt: now,
      keepFailed,
      attempts: 0,
      mayHaveArrived: false,
      baselineId: this.#newestKnownId(content.dialogId),
      othersIds: [],
      ...(draftId === undefined || index < contents.length - 1 ? {} : { draftId }),
      state: fresh,
    }));
    const stored = accepted.map(({ uuid }) => {
      this.#own.add(uuid);
      return this.#waiters.wait(uuid);
    });
    try {
      await this.#outgoing.addAll(accepted, async () => draft?.leave());
    } catch (error) {
      for (const { uuid } of accepted) this.#forget(uuid, error);
      throw error;
    }
    for (const dialogId of new Set(contents.map((content) => content.dialogId))) this.#loop.hurry(dialogId);
    this.#planLook();
    return { stored, uuids: accepted.map(({ uuid }) => uuid) };
  }

  /**
   * Sends a failed or waiting one at once, after a look at whether it arrived in the meantime; for one that is being
   * looked for, and for those behind it, looks at once. Settles as the message does; `undefined` for any other.
   */
  async retry(uuid: string): Promise<number | undefined> {
    const item = this.#outgoing.get(uuid);
    if (item === undefined || !(isOver(item) || repeatsAt(item) !== undefined)) return undefined;
    const stored = this.#waiters.wait(uuid);
    if (this.#ports.leadership.isLeading) await this.#sendNow(item);
    else await this.#outgoing.ask({ uuid, kind: 'send' });
    return stored;
  }

  /** Forgets a failed or waiting one. One that is on its way cannot be called back. */
  async discard(uuid: string): Promise<void> {
    const item = this.#outgoing.get(uuid);
    if (item === undefined || !isOver(item)) return;
    if (!this.#ports.leadership.isLeading) {
      await this.#outgoing.ask({ uuid, kind: 'discard' });
      return;
    }
    if (this.#outgoing.isHeld(uuid)) await this.#outgoing.remove(uuid);
    this.#forget(uuid, new MessengerError({ kind: 'discarded' }));
    this.#loop.wake();
  }

  /** Whether a message with this uuid was sent from here. */
  hasSent(uuid: string | undefined): boolean {
    return uuid !== undefined && (this.#memory.hasSent(uuid) || this.#own.has(uuid));
  }

  /** The portal shows a message of this person with this uuid: it arrived, whatever its answer was. */
  async noteStored(uuid: string, messageId: number): Promise<void> {
    const item = this.#outgoing.get(uuid);
    if (item === undefined && !this.#memory.hasSent(uuid)) return;
    await this.#memory.noteKeepsUuids();
    if (item === undefined || !this.#ports.leadership.isLeading) return;
    // One that is on its way finds out by itself.
    if (isOver(item) && this.#outgoing.isHeld(uuid)) await this.#settle(item, messageId);
  }

  /** Another window may have written something. */
  async look(): Promise<void> {
    if (this.#starting === undefined) return;
    await this.#starting;
    await this.#outgoing.look().catch(() => undefined);
  }

  /** The portal answers again: nothing that waits for that waits any longer. */
  notePortalIsBack(): void {
    this.#loop.noteBack();
  }

  dispose(): void {
    this.#lifetime.abort();
    this.#loop.dispose();
    this.#lookTimer?.dispose();
    this.#soonTimer?.dispose();
    this.#tidyTimer?.dispose();
    this.#disposables.dispose();
    this.#sent.dispose();
    // A program hears that it was not sent, so it must not be: what never went out does not go later.
    const unsent = this.#outgoing.items.filter(
      ({ uuid, keepFailed, attempts }) => this.#own.has(uuid) && !keepFailed && attempts === 0,
    );
    for (const item of unsent) void this.#kept(this.#outgoing.abandon(item));
    this.#waiters.rejectAll(new MessengerError({ kind: 'signedOut' }));
  }

  async #start(): Promise<void> {
    const { leadership } = this.#ports;
    this.#disposables.add(this.#outgoing.onDidLearn((item) => this.#learn(item)));
    this.#disposables.add(this.#outgoing.onDidLose((item) => this.#lose(item)));
    this.#disposables.add(this.#outgoing.onDidTouch(() => this.#lookSoon()));
    this.#disposables.add(
      this.#outgoing.onDidAsk(({ uuid, kind }) => {
        const asked = kind === 'send' ? this.retry(uuid) : this.discard(uuid);
        asked.catch(() => undefined);
      }),
    );
    this.#disposables.add(
      leadership.onDidChange((isLeading) => {
        this.#lookTimer?.dispose();
        this.#lookTimer = undefined;
        this.#planLook();
        if (isLeading) void this.#lead();
      }),
    );
    await this.#outgoing.load();
    this.#memory.learnKeepsUuids(await this.#outgoing.keepsUuids());
    if (leadership.isLeading) this.#tidy();
    this.#loop.wake();
    this.#planLook();
  }

  /** What the window before has left on disk is the truth from here on. */
  async #lead(): Promise<void> {
    await this.#outgoing.lookAnew().catch(() => {
      this.#ports.logger.warn('What waits to be sent could not be read from disk');
    });
    if (this.#lifetime.signal.aborted) return;
    this.#memory.learnKeepsUuids(await this.#outgoing.keepsUuids());
    this.#tidy();
    this.#loop.wake();
  }

  async #sendNow(item: Outgoing): Promise<void> {
    const { uuid, content, state } = item;
    const lookedFor = state.kind === 'sending' ? item : lookedForBefore(item, this.#outgoing.items);
    if (lookedFor !== undefined) this.#shipping.lookNow(lookedFor.uuid);
    // One that waits is only hurried: its reason stands until there is another.
    if (state.kind === 'failed') await this.#kept(this.#outgoing.update(uuid, { state: fresh }));
    this.#loop.hurry(content.dialogId);
  }

  /** Another window has written it, sent it, or given it up. */
  #learn(item: Outgoing): void {
    const { uuid, content, state, keepFailed, mayHaveArrived } = item;
    switch (state.kind) {
      case 'waiting':
      case 'sending':
        this.#loop.wake();
        this.#planLook();
        return;
      case 'stored':
        this.#memory.noteStored(content.dialogId, state.messageId);
        this.#sent.fire({ dialogId: content.dialogId, messageId: state.messageId, uuid });
        this.#waiters.resolve(uuid, state.messageId);
        if (this.#own.delete(uuid)) void this.#kept(this.#outgoing.remove(uuid));
        return;
      case 'failed':
        this.#waiters.reject(uuid, state.error);
        if (this.#own.has(uuid) && !keepFailed && !mayHaveArrived) {
          void this.#kept(this.#outgoing.remove(uuid));
        }
        return;
    }
  }

  #lose({ uuid }: Outgoing): void {
    this.#forget(uuid, new MessengerError({ kind: 'discarded' }));
  }

  #forget(uuid: string, error: unknown): void {
    this.#own.delete(uuid);
    this.#waiters.reject(uuid, error);
  }

  async #settle(item: Outgoing, messageId: number): Promise<void> {
    const { uuid, content } = item;
    const { dialogId } = content;
    this.#memory.noteStored(dialogId, messageId);
    this.#sent.fire({ dialogId, messageId, uuid });
    const isOwn = this.#own.has(uuid);
    await this.#kept(
      Promise.all([
        isOwn
          ? this.#outgoing.remove(uuid)
          : this.#outgoing.update(uuid, { state: { kind: 'stored', messageId } }),
        this.#memory.keepsUuids ? undefined : this.#outgoing.noteTaken(dialogId, uuid, messageId),
      ]),
    );
    if (!isOwn) this.#tidy();
    this.#own.delete(uuid);
    this.#waiters.resolve(uuid, messageId);
  }

  async #noteFailed({ uuid, keepFailed }: Outgoing, error: unknown, mayHaveArrived: boolean): Promise<void> {
    const isNobodys = !keepFailed && !mayHaveArrived && this.#own.has(uuid);
    await this.#kept(
      isNobodys
        ? this.#outgoing.remove(uuid)
        : this.#outgoing.update(uuid, { state: { kind: 'failed', error }, mayHaveArrived }),
    );
    if (isNobodys) this.#own.delete(uuid);
    this.#waiters.reject(uuid, error);
  }

  /** A program does not wait for a better time: what it sent fails with what cannot go now. */
  async #failPrograms(dialogId: DialogId, error: unknown): Promise<void> {
    const verdict = verdictOn(error);
    const isAboutAll = verdict.kind === 'waits' && verdict.concerns === 'all';
    const behind = (isAboutAll ? this.#outgoing.items : this.#outgoing.of(dialogId)).filter(
      ({ keepFailed, state }) => !keepFailed && state.kind === 'waiting',
    );
    for (const item of behind) await this.#noteFailed(item, error, item.mayHaveArrived);
  }

  /** Own writes are news to the watch as well, and a look at many files is no small thing. */
  #lookSoon(): void {
    if (this.#soonTimer !== undefined || this.#lifetime.signal.aborted) return;
    const pauseMs = this.#outgoing.size > MANY ? PAUSE_WITH_MANY_MS : PAUSE_MS;
    this.#soonTimer = this.#ports.clock.schedule(() => {
      this.#soonTimer = undefined;
      void this.look();
    }, pauseMs);
  }

  /** A watch on a folder may miss: whoever sends looks now and then, and whoever waits for an outcome soon. */
  #planLook(): void {
    const { clock, leadership } = this.#ports;
    if (this.#lookTimer !== undefined || this.#lifetime.signal.aborted) return;
    if (!leadership.isLeading && this.#outgoing.size === 0) return;
    this.#lookTimer = clock.schedule(
      () => {
        this.#lookTimer = undefined;
        void this.look().finally(() => this.#planLook());
      },
      leadership.isLeading ? LEADER_LOOKS_EVERY_MS : LOOK_EVERY_MS,
    );
  }

  /** A record with its outcome stays for the window that wrote it; where that one is gone it is removed here. */
  #tidy(): void {
    this.#tidyTimer ??= this.#ports.clock.schedule(() => {
      this.#tidyTimer = undefined;
      if (!this.#lifetime.signal.aborted) void this.#kept(this.#outgoing.removeOutcomes());
    }, OUTCOMES_STAY_MS);
  }

  #requireLife(): void {
    if (this.#lifetime.signal.aborted) throw new MessengerError({ kind: 'signedOut' });
  }

  /** A disk that fails must not make a sent message look unsent. */
  async #kept(writing: Promise<unknown>): Promise<void> {
    try {
      await writing;
    } catch {
      this.#ports.logger.warn('What waits to be sent could not be written to disk');
    }
  }
}

/** Not on its way from here. */
function isOver({ state }: Outgoing): boolean {
  return state.kind === 'failed' || state.kind === 'waiting';
}

function checkContent(content: OutgoingContent): void {
  if (content.text.trim() === '' && content.attach === undefined && content.files === undefined)
    throw new MessengerError({ kind: 'emptyMessage' });
  const length = messageLength(content.text);
  if (length > MESSAGE_LIMIT) throw new MessengerError({ kind: 'tooLong', length, limit: MESSAGE_LIMIT });
}
