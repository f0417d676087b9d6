// Which of an account's windows leads, agreed upon through files. Every file is an epoch: who creates the next one,
// which only one can, leads until it falls silent. Clocks of windows are never compared: each measures, by its own, how
// long it is since it wrote, or since it saw another write.
import type { Disposable } from '../../base/disposable.ts';
import { Emitter, type Event } from '../../base/emitter.ts';
import type { Clock, FileFolder, Logger } from '../../base/ports.ts';
import type { Leadership } from '../leadership.ts';
import {
  beatContent,
  epochOf,
  isReleased,
  labelIn,
  messageIn,
  nameOfEpoch,
  newestOf,
  releasedContent,
  type WindowLabel,
} from './leaseFile.ts';

const BEAT_MS = 1_000;
// Shorter than the silence by more than two clocks can differ.
const VALID_MS = 3_000;
const SILENT_MS = 5_000;
// An epoch written longer ago than this was left by a window that did not close in order.
const RECENT_MS = 4_000;
// Somebody may still be about to create an epoch that it found free; the newest ones stand in its way.
const EPOCHS_KEPT = 3;

/** An epoch that this window has created. */
interface Holding {
  readonly epoch: number;
  readonly beat: number;
  /** Monotonic: when the latest write that got through in time was begun. */
  readonly writtenAt: number;
}

/** Another window's epoch, as it looked last. */
interface Sight {
  readonly epoch: number;
  readonly content: string;
  /** Monotonic: when it was first seen to look like this. */
  readonly at: number;
  readonly isAlive: boolean;
}

/**
 * Two never lead at once while the disk works: a holder leads for 3 s from the beginning of a write, and only a write
 * that ends within the 3 s before renews that; others wait for 5 s of silence. A window whose disk does not work leads
 * alone, as there is nothing to agree through.
 */
export class Lease implements Leadership, Disposable {
  readonly windowId = crypto.randomUUID();
  readonly #folder: FileFolder;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #label: WindowLabel | undefined;
  readonly #changed = new Emitter<boolean>();
  readonly #heard = new Emitter<string>();
  #holding: Holding | undefined;
  #sight: Sight | undefined;
  #message = '';
  #heardMessage = '';
  #isAlone = false;
  #troubleSince: number | undefined;
  #wasLeading = false;
  #isStarted = false;
  #isDisposed = false;
  #timer: Disposable | undefined;
  #expiry: Disposable | undefined;
  #watch: Disposable | undefined;
  #step: Promise<void> | undefined;
  #wantsStep = false;
  #closed: Promise<void> = Promise.resolve();

  /** `label`: what the other windows are told of this one while it leads. */
  constructor(folder: FileFolder, clock: Clock, logger: Logger, label?: WindowLabel) {
    this.#folder = folder;
    this.#clock = clock;
    this.#logger = logger;
    this.#label = label;
  }

  get isLeading(): boolean {
    if (this.#isDisposed) return false;
    return this.#isAlone || (this.#holding !== undefined && this.#isValid(this.#holding));
  }

  get onDidChange(): Event<boolean> {
    return this.#changed.event;
  }

  /** What the window that leads has told the others last; '' while none has. */
  get heard(): string {
    return this.#heardMessage;
  }

  get onDidHear(): Event<string> {
    return this.#heard.event;
  }

  /** True while another window seems to lead. A first look goes by the file's age, so that may be an error. */
  get hasHolder(): boolean {
    const sight = this.#sight;
    return sight?.isAlive === true && this.#clock.monotonic() - sight.at < SILENT_MS;
  }

  /** The window that leads, this one perhaps; `undefined` where none does or it did not say. */
  get holder(): WindowLabel | undefined {
    if (this.isLeading) return this.#label;
    return this.hasHolder && this.#sight !== undefined ? labelIn(this.#sight.content) : undefined;
  }

  /** Resolves after the first look at what is there. */
  start(): Promise<void> {
    if (this.#isStarted || this.#isDisposed) return Promise.resolve();
    this.#isStarted = true;
    this.#watch = this.#folder.watch(() => {
      // A holder's own writing is what it hears.
      if (this.#holding === undefined) this.#soon();
    });
    return this.#run();
  }

  /** Said to all other windows with every beat from here on, and right now where it is urgent. */
  tell(message: string, isUrgent: boolean): void {
    if (this.#message === message) return;
    this.#message = message;
    if (isUrgent && this.#holding !== undefined) this.#soon();
  }

  async confirm(): Promise<boolean> {
    if (!this.isLeading || this.#isAlone) return this.isLeading;
    const epoch = this.#holding?.epoch;
    try {
      if ((await this.#newestEpoch()) !== epoch) return false;
    } catch {
      return false;
    }
    return this.isLeading && this.#holding?.epoch === epoch;
  }

  /** Resolves once another window may lead. */
  get closed(): Promise<void> {
    return this.#closed;
  }

  dispose(): void {
    if (this.#isDisposed) return;
    this.#isDisposed = true;
    this.#watch?.dispose();
    this.#timer?.dispose();
    this.#expiry?.dispose();
    this.#changed.dispose();
    this.#heard.dispose();
    this.#closed = this.#release(this.#step);
  }

  #isValid({ writtenAt }: Holding): boolean {
    return this.#clock.monotonic() - writtenAt < VALID_MS;
  }

  async #release(underWay: Promise<void> | undefined): Promise<void> {
    await underWay;
    if (this.#holding === undefined) return;
    const { epoch } = this.#holding;
    this.#holding = undefined;
    await this.#writeReleased(epoch).catch(() => undefined);
  }

  #soon(): void {
    if (this.#step === undefined) void this.#run();
    else this.#wantsStep = true;
  }

  /** One step at a time, and the next one a second after it. Never rejects. */
  #run(): Promise<void> {
    this.#step ??= this.#take().finally(() => {
      this.#step = undefined;
      if (this.#isDisposed) return;
      this.#timer?.dispose();
      this.#timer = this.#clock.schedule(() => this.#soon(), this.#wantsStep ? 0 : BEAT_MS);
      this.#wantsStep = false;
    });
    return this.#step;
  }

  async #take(): Promise<void> {
    if (this.#isDisposed) return;
    try {
      if (this.#holding === undefined) await this.#look();
      else await this.#renew(this.#holding);
      this.#troubleSince = undefined;
      this.#isAlone = false;
    } catch (error) {
      this.#noteTrouble(error);
    }
    this.#noteLeading();
  }

  async #renew(holding: Holding): Promise<void> {
    const { epoch, beat, writtenAt } = holding;
    const startedAt = this.#clock.monotonic();
    if (this.#isValid(holding)) {
      const content = this.#content(beat + 1);
      await this.#folder.write(nameOfEpoch(epoch), content, 'passing');
      const newest = await this.#newestEpoch();
      if (newest === epoch && this.#clock.monotonic() - writtenAt < VALID_MS) {
        this.#hold({ epoch, beat: beat + 1, writtenAt: startedAt });
        return;
      }
    }
    // Silent for too long: others may have counted on that. An epoch that was lost is never led again.
    this.#logger.info('This window has lost the lead', { epoch });
    this.#holding = undefined;
    this.#noteLeading();
    await this.#writeReleased(epoch);
  }

  async #look(): Promise<void> {
    const startedAt = this.#clock.monotonic();
    const entries = await this.#folder.list();
    const epoch = newestOf(entries.map(({ name }) => name));
    if (epoch === 0) {
      await this.#contest(1);
      return;
    }
    const content = await this.#folder.read(nameOfEpoch(epoch));
    // Gone since: the next look finds what came instead.
    if (content === undefined) return;
    const known = this.#sight;
    if (known?.epoch !== epoch || known.content !== content) {
      const writtenAt = entries.find(({ name }) => name === nameOfEpoch(epoch))?.writtenAt ?? 0;
      const isRecent = known !== undefined || Math.abs(this.#clock.now() - writtenAt) < RECENT_MS;
      const isAlive = isRecent && !isReleased(content);
      this.#sight = { epoch, content, at: this.#clock.monotonic(), isAlive };
      this.#hear(messageIn(content));
    }
    const isSilent = known !== undefined && known === this.#sight && startedAt - known.at >= SILENT_MS;
    if (isSilent || isReleased(content)) await this.#contest(epoch + 1);
  }

  async #contest(epoch: number): Promise<void> {
    const writtenAt = this.#clock.monotonic();
    if (!(await this.#folder.create(nameOfEpoch(epoch), this.#content(0), 'passing'))) return;
    const newest = await this.#newestEpoch();
    if (newest !== epoch) return;
    const holding: Holding = { epoch, beat: 0, writtenAt };
    if (!this.#isValid(holding)) {
      await this.#writeReleased(epoch);
      return;
    }
    this.#sight = undefined;
    this.#hold(holding);
    this.#logger.info('This window leads', { epoch });
    this.#noteLeading();
    await this.#removeOld(epoch);
  }

  #hold(holding: Holding): void {
    this.#holding = holding;
    this.#expiry?.dispose();
    if (this.#isDisposed) return;
    const leftMs = VALID_MS - (this.#clock.monotonic() - holding.writtenAt);
    this.#expiry = this.#clock.schedule(() => this.#noteLeading(), leftMs);
  }

  #hear(message: string | undefined): void {
    if (message === undefined || message === this.#heardMessage) return;
    this.#heardMessage = message;
    this.#heard.fire(message);
  }

  #noteLeading(): void {
    const { isLeading } = this;
    if (isLeading === this.#wasLeading) return;
    this.#wasLeading = isLeading;
    this.#changed.fire(isLeading);
  }

  #noteTrouble(error: unknown): void {
    const now = this.#clock.monotonic();
    this.#troubleSince ??= now;
    if (this.#isAlone || now - this.#troubleSince < SILENT_MS) return;
    this.#isAlone = true;
    this.#logger.warn('The folder that windows share does not work; this window goes on alone', {
      error: codeOf(error),
    });
  }

  async #newestEpoch(): Promise<number> {
    return newestOf((await this.#folder.list()).map(({ name }) => name));
  }

  async #removeOld(epoch: number): Promise<void> {
    for (const { name } of await this.#folder.list()) {
      const old = epochOf(name);
      if (old > 0 && old <= epoch - EPOCHS_KEPT) await this.#folder.remove(name);
    }
  }

  #writeReleased(epoch: number): Promise<void> {
    return this.#folder.write(nameOfEpoch(epoch), releasedContent(this.windowId), 'passing');
  }

  #content(beat: number): string {
    return beatContent(this.windowId, this.#label, beat, this.#message);
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}
