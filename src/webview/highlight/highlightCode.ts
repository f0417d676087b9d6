// The highlighter's own bundle: code in, coloured stretches out. Never HTML: what a message holds stays text.
import hljs from 'highlight.js/lib/core';
import { languageNames, languages, vscodeIds } from './languages.ts';
import { languageBySigns } from './languageSigns.ts';
import { TokenCollector } from './tokenCollector.ts';

export interface CodeToken {
  readonly text: string;
  /** What the styles know: `keyword`, `string` and so on; `undefined` for plain. */
  readonly role: string | undefined;
}

export interface HighlightedCode {
  readonly tokens: readonly CodeToken[];
  /** As editors name it; `undefined` where it was not recognised. */
  readonly languageId: string | undefined;
  /** As people name it. */
  readonly languageName: string | undefined;
}

export type HighlightCode = (text: string, languageId: string | undefined) => HighlightedCode;

// Below this a guess is as often wrong as right, and wrong colours are worse than none.
const leastRelevance = 10;
const leastLead = 3;
// Enough to tell the language; guessing tries every one of them.
const guessLength = 3_000;

for (const [name, language] of Object.entries(languages)) hljs.registerLanguage(name, language);
hljs.configure({ __emitter: TokenCollector });

const guessed = Object.keys(languages).filter((name) => name !== 'plaintext');

export function highlightCode(text: string, languageId: string | undefined): HighlightedCode {
  const language = knownLanguage(languageId) ?? (languageId === undefined ? guess(text) : undefined);
  if (language === undefined || language === 'plaintext') {
    return { tokens: [{ text, role: undefined }], languageId, languageName: undefined };
  }
  const { _emitter, errorRaised } = hljs.highlight(text, { language, ignoreIllegals: true });
  const isWhole = _emitter instanceof TokenCollector && errorRaised === undefined;
  const tokens = isWhole ? _emitter.tokens : [{ text, role: undefined }];
  return {
    tokens,
    languageId: languageId ?? vscodeIds[language] ?? language,
    languageName: languageNames[language] ?? hljs.getLanguage(language)?.name,
  };
}

function knownLanguage(languageId: string | undefined): string | undefined {
  if (languageId === undefined) return undefined;
  const byId = Object.entries(vscodeIds).find(([, id]) => id === languageId)?.[0];
  const name = byId ?? languageId.toLowerCase();
  return hljs.getLanguage(name) === undefined ? undefined : name;
}

function guess(text: string): string | undefined {
  const beginning = text.slice(0, guessLength);
  const sign = languageBySigns(beginning);
  if (sign !== undefined) return sign;
  const { language, relevance, secondBest } = hljs.highlightAuto(beginning, guessed);
  const isClear = relevance >= leastRelevance && relevance >= (secondBest?.relevance ?? 0) + leastLead;
  return isClear ? language : undefined;
}
