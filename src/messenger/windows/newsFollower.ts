import type { Disposable } from '../../base/disposable.ts';
import type { Clock, Logger } from '../../base/ports.ts';
import { SingleFlight } from '../../base/singleFlight.ts';
import { decodeNews, type News } from './news.ts';
import type { NewsFeed } from './newsFeed.ts';
import type { Wishes } from './windowReport.ts';

// A window that leads answers at once; one that does not may be about to be gone.
const PATIENCE_MS = 10_000;
const BETWEEN_WHOLES_MS = 5_000;

interface Waiter {
  readonly tick: number;
  readonly settle: (isAnswered: boolean) => void;
}

/** Reads what the window that leads writes, in order, and keeps count of what this one wants of it. */
export class NewsFollower implements Disposable {
  readonly #feed: NewsFeed;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #take: (news: News) => Promise<void>;
  readonly #looks = new SingleFlight<void>();
  readonly #waiters = new Set<Waiter>();
  #applied: number | undefined;
  #wishes: Wishes = { ticks: 0, lists: 0, wholes: 0 };
  // The first wish that was not granted, and the latest one.
  #wholeWishedAt: number | undefined;
  #wishedAt: number | undefined;
  #wantsLook = false;
  #isDisposed = false;

  constructor(feed: NewsFeed, clock: Clock, logger: Logger, take: (news: News) => Promise<void>) {
    this.#feed = feed;
    this.#clock = clock;
    this.#logger = logger;
    this.#take = take;
  }

  get wishes(): Wishes {
    return this.#wishes;
  }

  /** The number of the latest news taken in. */
  get applied(): number {
    return this.#applied ?? 0;
  }

  /** All that is known was wished for, and did not come for long. */
  get isStuck(): boolean {
    const since = this.#wholeWishedAt;
    return since !== undefined && this.#clock.monotonic() - since >= PATIENCE_MS;
  }

  /** From here on; what was written before is old. */
  begin(): void {
    this.#applied = undefined;
    this.#wholeWishedAt = undefined;
    this.#wishedAt = undefined;
  }

  /** Takes in what is new, and once more what came meanwhile. Never rejects. */
  look(): Promise<void> {
    this.#wantsLook = true;
    return this.#looks.run('look', async () => {
      while (this.#wantsLook && !this.#isDisposed) {
        this.#wantsLook = false;
        await this.#takeNew().catch((error: unknown) => {
          const name = error instanceof Error ? error.name : typeof error;
          this.#logger.debug('News could not be taken in', { error: name });
        });
      }
    });
  }

  wishForWhole(): void {
    const now = this.#clock.monotonic();
    const since = this.#wishedAt;
    if (since !== undefined && now - since < BETWEEN_WHOLES_MS) return;
    this.#wishedAt = now;
    this.#wholeWishedAt ??= now;
    this.#wishes = { ...this.#wishes, wholes: this.#wishes.wholes + 1 };
  }

  /** It was got in another way. */
  forgetWhole(): void {
    this.#wholeWishedAt = undefined;
  }

  wishForList(): void {
    this.#wishes = { ...this.#wishes, lists: this.#wishes.lists + 1 };
  }

  wishForTick(): void {
    this.#wishes = { ...this.#wishes, ticks: this.#wishes.ticks + 1 };
  }

  /** Resolves to true once a tick that was wished for has been made, and to false where nobody makes it. */
  untilAnswered(): Promise<boolean> {
    return new Promise((resolve) => {
      const timer = this.#clock.schedule(() => waiter.settle(false), PATIENCE_MS);
      const waiter: Waiter = {
        tick: this.#wishes.ticks,
        settle: (isAnswered) => {
          timer.dispose();
          this.#waiters.delete(waiter);
          resolve(isAnswered);
        },
      };
      this.#waiters.add(waiter);
    });
  }

  /** All ticks wished for up to this one have been made, and what they brought has been taken in. */
  noteAnswered(tick: number): void {
    for (const waiter of this.#waiters) if (waiter.tick <= tick) waiter.settle(true);
  }

  /** Nobody leads any more, or this window does. */
  giveUp(): void {
    for (const waiter of this.#waiters) waiter.settle(false);
    this.forgetWhole();
  }

  dispose(): void {
    this.#isDisposed = true;
    this.giveUp();
  }

  async #takeNew(): Promise<void> {
    const numbers = await this.#feed.numbers();
    const latest = numbers.at(-1) ?? 0;
    if (this.#applied === undefined || latest < this.#applied) {
      this.#applied = latest;
      this.wishForWhole();
    }
    for (const number of numbers) {
      if (number <= this.#applied) continue;
      const content = await this.#feed.read(number);
      if (this.#isDisposed) return;
      const news = content === undefined ? undefined : decodeNews(content);
      if (number > this.#applied + 1 || news === undefined) this.wishForWhole();
      this.#applied = number;
      if (news === undefined) continue;
      if (news.isLarge) this.#wholeWishedAt = undefined;
      await this.#take(news);
    }
  }
}
