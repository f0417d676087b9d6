import type { Disposable } from '../../base/disposable.ts';
import type { FileFolder } from '../../base/ports.ts';

// Some minutes of a busy portal; whoever missed more asks for a whole one.
const KEPT = 20;
const MOST_TRIES = 5;

/** Numbered files that the window that leads writes and the others read, in order; the oldest go. */
export class NewsFeed {
  readonly #folder: FileFolder;
  #latest = 0;

  constructor(folder: FileFolder) {
    this.#folder = folder;
  }

  /** Gives the number it got. Rejects where the disk does. */
  async publish(content: string): Promise<number> {
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const numbers = await this.numbers();
      const number = Math.max(this.#latest, numbers.at(-1) ?? 0) + 1;
      // Somebody else was quicker: a window that led before.
      if (!(await this.#folder.create(nameOf(number), content, 'passing'))) continue;
      this.#latest = number;
      for (const old of numbers) if (old <= number - KEPT) await this.#folder.remove(nameOf(old));
      return number;
    }
    throw new Error('News could not be numbered');
  }

  /** Those that can be read, ascending. */
  async numbers(): Promise<readonly number[]> {
    const entries = await this.#folder.list();
    return entries.flatMap(({ name }) => numberOf(name) ?? []).sort((a, b) => a - b);
  }

  /** `undefined` where it is gone. */
  read(number: number): Promise<string | undefined> {
    return this.#folder.read(nameOf(number));
  }

  watch(onChange: () => void): Disposable {
    return this.#folder.watch(onChange);
  }
}

function nameOf(number: number): string {
  return `news-${number}.json`;
}

function numberOf(name: string): number | undefined {
  const digits = /^news-(\d{1,15})\.json$/.exec(name)?.[1];
  return digits === undefined ? undefined : Number(digits);
}
