export type Schedule = (action: () => void, delayMs: number) => void;

const reportDelayMs = 150;

/** Tells the newest message that was on screen: never an older one than before, and not with every pixel scrolled. */
export class SeenReporter {
  readonly #report: (messageId: number) => void;
  readonly #schedule: Schedule;
  #newest = 0;
  #reported = 0;
  #isScheduled = false;

  constructor(report: (messageId: number) => void, schedule: Schedule) {
    this.#report = report;
    this.#schedule = schedule;
  }

  /** 0 before anything was seen. */
  get newest(): number {
    return this.#newest;
  }

  saw(messageId: number): void {
    if (messageId <= this.#newest) return;
    this.#newest = messageId;
    if (this.#isScheduled) return;

    this.#isScheduled = true;
    this.#schedule(() => {
      this.#isScheduled = false;
      this.#reportNewest();
    }, reportDelayMs);
  }

  /** Says it once more: the extension may have had a reason not to count it the first time. */
  repeat(): void {
    this.#reported = 0;
    if (!this.#isScheduled) this.#reportNewest();
  }

  #reportNewest(): void {
    if (this.#newest <= this.#reported) return;
    this.#reported = this.#newest;
    this.#report(this.#newest);
  }
}
