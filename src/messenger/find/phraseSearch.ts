import type { Disposable } from '../../base/disposable.ts';
import { Emitter, type Event } from '../../base/emitter.ts';
import type { Clock } from '../../base/ports.ts';
import type { FoundDepartment } from '../../bitrix24/api/searchApi.ts';
import { otherLayout } from '../../model/keyboardLayout.ts';
import { nameRank } from '../../model/nameMatch.ts';
import { inCyrillic, inLatin } from '../../model/transliterate.ts';
import type { UserDirectory } from '../userDirectory.ts';
import type { FoundDialog, FoundOnPortal } from './foundDialogs.ts';
import type { PortalSearch } from './portalSearch.ts';

// Long enough for a word to be typed, short enough not to be felt.
const SETTLE_MS = 200;
/** The portal takes no shorter phrase (api-facts 3.6). */
const SHORTEST_PHRASE = 2;
const MOST_PHRASES = 100;

const NOTHING: FoundOnPortal = { dialogs: [], departments: [] };

/** What the portal has found so far of a phrase that is being typed. */
export interface PhraseResult extends FoundOnPortal {
  readonly isBusy: boolean;
  readonly error: unknown;
}

/**
 * Asks the portal while somebody types: once the phrase has settled, one request at a time, none for a phrase that was
 * answered before. Where the phrase finds nobody it is asked once more as it may have been meant: on the other keyboard
 * layout, in the other alphabet.
 */
export class PhraseSearch implements Disposable {
  readonly #search: PortalSearch;
  readonly #users: UserDirectory;
  readonly #clock: Clock;
  readonly #changed = new Emitter<void>();
  readonly #answers = new Map<string, FoundOnPortal>();
  #phrase = '';
  #isBusy = false;
  #error: unknown;
  #timer: Disposable | undefined;
  #request: AbortController | undefined;
  #isDisposed = false;

  constructor(search: PortalSearch, users: UserDirectory, clock: Clock) {
    this.#search = search;
    this.#users = users;
    this.#clock = clock;
  }

  get onDidChange(): Event<void> {
    return this.#changed.event;
  }

  /** Until the portal has answered: what it has said to other phrases and fits this one, too. */
  get result(): PhraseResult {
    const found = this.#answers.get(this.#phrase) ?? this.#remembered();
    return { ...found, isBusy: this.#isBusy, error: this.#error };
  }

  /** Goes over to another phrase; `result` holds for it from here on. */
  become(text: string): void {
    const phrase = text.trim().toLowerCase();
    if (this.#isDisposed || phrase === this.#phrase) return;
    this.#stop();
    this.#phrase = phrase;
    this.#error = undefined;
    this.#isBusy = [...phrase].length >= SHORTEST_PHRASE && !this.#answers.has(phrase);
    if (this.#isBusy) this.#timer = this.#clock.schedule(() => void this.#ask(phrase), SETTLE_MS);
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#stop();
    this.#changed.dispose();
  }

  #stop(): void {
    this.#timer?.dispose();
    this.#request?.abort();
  }

  async #ask(phrase: string): Promise<void> {
    const request = new AbortController();
    this.#request = request;
    try {
      const answer = await this.#answerTo(phrase, request.signal);
      if (!request.signal.aborted) this.#answers.set(phrase, answer);
    } catch (error) {
      if (!request.signal.aborted) this.#error = error;
    }
    if (request.signal.aborted) return;
    this.#isBusy = false;
    const [oldest] = this.#answers.keys();
    if (this.#answers.size > MOST_PHRASES && oldest !== undefined) this.#answers.delete(oldest);
    this.#changed.fire();
  }

  async #answerTo(phrase: string, signal: AbortSignal): Promise<FoundOnPortal> {
    const asTyped = await this.#search.find([phrase], signal);
    this.#users.learn(asTyped.users);
    const others = otherSpellings(phrase);
    if (asTyped.dialogs.length + asTyped.departments.length > 0 || others.length === 0) return asTyped;
    const asMeant = await this.#search.find(others, signal);
    this.#users.learn(asMeant.users);
    return asMeant;
  }

  #remembered(): FoundOnPortal {
    if (this.#phrase === '') return NOTHING;
    const dialogs = new Map<string, FoundDialog>();
    const departments = new Map<number, FoundDepartment>();
    for (const answer of this.#answers.values()) {
      for (const found of answer.dialogs) if (this.#fits(found.title)) dialogs.set(found.dialogId, found);
      for (const found of answer.departments) if (this.#fits(found.name)) departments.set(found.id, found);
    }
    return { dialogs: [...dialogs.values()], departments: [...departments.values()] };
  }

  #fits(name: string): boolean {
    return nameRank(name, this.#phrase) !== undefined;
  }
}

/** What may have been meant by a phrase that finds nobody. */
export function otherSpellings(phrase: string): readonly string[] {
  const typed = phrase.toLowerCase();
  const spellings = [otherLayout(typed) ?? typed, /[a-z]/.test(typed) ? inCyrillic(typed) : inLatin(typed)];
  return [...new Set(spellings.map((each) => each.trim()))].filter(
    (each) => each !== typed && [...each].length >= SHORTEST_PHRASE && /[\p{L}\p{N}]/u.test(each),
  );
}
