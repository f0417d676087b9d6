import type { Mention } from '../../model/draft.ts';
import { isWordAt, isWordBefore } from './wordCharacter.ts';

const MOST_MENTIONS = 100;

/** Finds `@name` of the people somebody chose, the longest name first. */
export class MentionFinder {
  readonly #mentions: readonly Mention[];

  constructor(mentions: readonly Mention[]) {
    this.#mentions = mentions
      .slice(0, MOST_MENTIONS)
      .filter(({ name }) => name !== '')
      .toSorted((a, b) => b.name.length - a.name.length);
  }

  /** The tag for the mention that starts at the `@` at this index. */
  at(text: string, index: number): { readonly tag: string; readonly end: number } | undefined {
    if (isWordBefore(text, index)) return undefined;
    for (const { name, userId } of this.#mentions) {
      const end = index + 1 + name.length;
      if (!text.startsWith(name, index + 1) || isWordAt(text, end)) continue;
      return { tag: `[USER=${userId}]${name}[/USER]`, end };
    }
    return undefined;
  }

  replaceAll(text: string): string {
    if (this.#mentions.length === 0) return text;
    let out = '';
    let from = 0;
    for (let index = text.indexOf('@'); index >= 0; index = text.indexOf('@', Math.max(from, index + 1))) {
      const found = this.at(text, index);
      if (found === undefined) continue;
      out += text.slice(from, index) + found.tag;
      from = found.end;
    }
    return out + text.slice(from);
  }
}
