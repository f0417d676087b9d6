// Brings the highlighter into the page with the first code block: most conversations have none, and it weighs more than
// everything else.
import type { HighlightCode, HighlightedCode } from './highlight/highlightCode.ts';

declare global {
  /** Set by the highlighter's own bundle. */
  var highlightCode: HighlightCode | undefined;
}

const maxKept = 200;
// Beyond this the colours cost more than they help.
const maxLength = 60_000;

export class CodeHighlighter {
  readonly #source: string | undefined;
  readonly #nonce: string;
  readonly #kept = new Map<string, HighlightedCode>();
  #loading: Promise<HighlightCode | undefined> | undefined;

  /** `script` is the page's own: the highlighter lies beside it and may run under the same nonce. */
  constructor(script: HTMLScriptElement | SVGScriptElement | null) {
    this.#source =
      script instanceof HTMLScriptElement && script.src !== ''
        ? new URL('highlight.js', script.src).href
        : undefined;
    this.#nonce = script?.nonce ?? '';
  }

  /** What is known without waiting. */
  known(text: string, languageId: string | undefined): HighlightedCode | undefined {
    return this.#kept.get(keyOf(text, languageId));
  }

  /** `undefined` where the highlighter cannot be had, or the code is too long for it: then it stays plain. */
  async highlight(text: string, languageId: string | undefined): Promise<HighlightedCode | undefined> {
    if (text.length > maxLength) return undefined;
    const highlight = await (this.#loading ??= this.#load());
    if (highlight === undefined) return undefined;
    const key = keyOf(text, languageId);
    const result = this.#kept.get(key) ?? highlight(text, languageId);
    this.#kept.delete(key);
    this.#kept.set(key, result);
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= maxKept) break;
      this.#kept.delete(oldest);
    }
    return result;
  }

  #load(): Promise<HighlightCode | undefined> {
    const source = this.#source;
    if (source === undefined) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      const script = document.createElement('script');
      script.nonce = this.#nonce;
      script.addEventListener('load', () => resolve(globalThis.highlightCode));
      script.addEventListener('error', () => resolve(undefined));
      script.src = source;
      document.head.append(script);
    });
  }
}

function keyOf(text: string, languageId: string | undefined): string {
  return `${languageId ?? ''}\n${text}`;
}
