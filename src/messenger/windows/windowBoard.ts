import type { Disposable } from '../../base/disposable.ts';
import { Emitter, type Event } from '../../base/emitter.ts';
import type { Clock, FileFolder } from '../../base/ports.ts';
import { decodeReport, encodeReport, type WindowReport } from './windowReport.ts';

const HEARTBEAT_MS = 4_000;
// A window that was not heard of for so long is no more, or asleep.
const FORGOTTEN_MS = 15_000;
const MOST_WINDOWS = 50;

interface Posted {
  readonly stamp: string;
  readonly report: WindowReport | undefined;
  /** Monotonic: when the stamp was new. */
  readonly seenAt: number;
}

/** One file for each window that follows: each writes its own, the one that leads reads them all. */
export class WindowBoard implements Disposable {
  readonly #folder: FileFolder;
  readonly #clock: Clock;
  readonly #ownName: string;
  readonly #changed = new Emitter<void>();
  #posted: ReadonlyMap<string, Posted> = new Map();
  #written: { readonly content: string; readonly at: number } | undefined;

  constructor(folder: FileFolder, clock: Clock, windowId: string) {
    this.#folder = folder;
    this.#clock = clock;
    this.#ownName = nameOf(windowId);
  }

  /** Fires after a look that found something else than the one before. */
  get onDidChange(): Event<void> {
    return this.#changed.event;
  }

  /** By window, as of the last look. */
  get others(): ReadonlyMap<string, WindowReport> {
    const reports = [...this.#posted].flatMap(([name, { report }]) =>
      report === undefined ? [] : [[windowIdOf(name), report] as const],
    );
    return new Map(reports);
  }

  /** Reads what is new, and clears away what windows that are no more have left. */
  async look(): Promise<void> {
    const entries = (await this.#folder.list()).filter(({ name }) => name !== this.#ownName);
    const now = this.#clock.monotonic();
    const posted = new Map<string, Posted>();
    for (const { name, stamp } of entries.slice(0, MOST_WINDOWS)) {
      const known = this.#posted.get(name);
      if (known?.stamp !== stamp) posted.set(name, { stamp, report: await this.#read(name), seenAt: now });
      else if (now - known.seenAt < FORGOTTEN_MS) posted.set(name, known);
      else await this.#folder.remove(name);
    }
    const isSame =
      posted.size === this.#posted.size &&
      [...posted].every(([name, { report }]) => isSameReport(report, this.#posted.get(name)?.report));
    this.#posted = posted;
    if (!isSame) this.#changed.fire();
  }

  /** Says what this window shows and wants, where that is new, and that it is still there. */
  async report(report: WindowReport): Promise<void> {
    const content = encodeReport(report);
    const now = this.#clock.monotonic();
    const isOld = this.#written === undefined || now - this.#written.at >= HEARTBEAT_MS;
    if (!isOld && this.#written?.content === content) return;
    this.#written = { content, at: now };
    await this.#folder.write(this.#ownName, content, 'passing');
  }

  /** This window leads now, or closes. */
  async withdraw(): Promise<void> {
    if (this.#written === undefined) return;
    this.#written = undefined;
    await this.#folder.remove(this.#ownName);
  }

  watch(onChange: () => void): Disposable {
    return this.#folder.watch(onChange);
  }

  dispose(): void {
    this.#changed.dispose();
  }

  async #read(name: string): Promise<WindowReport | undefined> {
    const content = await this.#folder.read(name);
    return content === undefined ? undefined : decodeReport(content);
  }
}

function isSameReport(a: WindowReport | undefined, b: WindowReport | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function nameOf(windowId: string): string {
  return `${windowId}.json`;
}

function windowIdOf(name: string): string {
  return name.replace(/\.json$/, '');
}
