// Brings the highlighter into the page with the first code block: most conversations have none, and it weighs more than
// everything else.
import type { HighlightedCode } from './highlight/highlightCode.ts';
import { LazyPart } from './lazyPart.ts';

const maxKept = 200;
// Beyond this the colours cost more than they help.
const maxLength = 60_000;

const part = new LazyPart(() => import('./highlight/highlightCode.ts'));

export class CodeHighlighter {
  readonly #kept = new Map<string, HighlightedCode>();

  /** What is known without waiting. */
  known(text: string, languageId: string | undefined): HighlightedCode | undefined {
    return this.#kept.get(keyOf(text, languageId));
  }

  /** `undefined` where the highlighter cannot be had, or the code is too long for it: then it stays plain. */
  async highlight(text: string, languageId: string | undefined): Promise<HighlightedCode | undefined> {
    if (text.length > maxLength) return undefined;
    const { highlightCode } = (await part.load().catch(() => undefined)) ?? {};
    if (highlightCode === undefined) return undefined;
    const key = keyOf(text, languageId);
    const result = this.#kept.get(key) ?? highlightCode(text, languageId);
    this.#kept.delete(key);
    this.#kept.set(key, result);
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= maxKept) break;
      this.#kept.delete(oldest);
    }
    return result;
  }
}

function keyOf(text: string, languageId: string | undefined): string {
  return `${languageId ?? ''}\n${text}`;
}
