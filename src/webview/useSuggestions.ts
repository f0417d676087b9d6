import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Mention } from '../model/draft.ts';
import type { Suggestion } from '../protocol/composer.ts';
import type { AskRequest } from './channel.ts';
import type { DraftKeeper } from './draftKeeper.ts';
import { applyChange } from './fieldText.ts';
import { type Trigger, triggerAt } from './trigger.ts';

const portalDelayMs = 250;
const leastForPortal = 2;
const mostShown = 30;

export interface Suggesting {
  /** Empty while there is nothing to choose. */
  readonly items: readonly Suggestion[];
  readonly active: number;
  /** The text or the cursor is another one now. */
  readonly update: () => void;
  readonly close: () => void;
  readonly pick: (index: number) => void;
  /** True where the key was meant for the list. */
  readonly onKeyDown: (event: KeyboardEvent) => boolean;
  /** Offers emoji before anything is typed. */
  readonly offerEmoji: () => void;
}

interface Shown {
  /** The question that these answer. */
  readonly asked: number;
  readonly trigger: Trigger;
  readonly items: readonly Suggestion[];
  readonly active: number;
}

/** Completes the word at the cursor: first from what is near, then, for people, from the whole portal. */
export function useSuggestions(
  field: RefObject<HTMLTextAreaElement | null>,
  drafts: DraftKeeper,
  request: AskRequest,
): Suggesting {
  const [shown, setShown] = useState<Shown>();
  /** Grows with every question: an answer to an older one is dropped. */
  const serial = useRef(0);
  const timer = useRef<number>(undefined);
  /** Closed by hand: the word that begins here is left alone. */
  const dismissed = useRef<number>(undefined);

  const stop = (): void => {
    serial.current += 1;
    window.clearTimeout(timer.current);
  };
  const close = (): void => {
    stop();
    setShown(undefined);
  };
  useEffect(() => stop, []);

  const ask = (trigger: Trigger): void => {
    stop();
    const asked = serial.current;
    const { dialogId } = drafts;
    const { source, query } = trigger;
    /** What is near stands first, whichever answer comes first. */
    const take = (items: readonly Suggestion[], isNear: boolean): void => {
      if (asked !== serial.current) return;
      setShown((before) => {
        const known = before?.asked === asked ? before.items : [];
        const [first, then] = isNear ? [items, known] : [known, items];
        const ids = new Set(first.map(({ id }) => id));
        const all = [...first, ...then.filter(({ id }) => !ids.has(id))].slice(0, mostShown);
        if (all.length === 0) return undefined;
        const active = isNear || before?.asked !== asked ? 0 : before.active;
        return { asked, trigger, items: all, active };
      });
    };
    request('suggest', { dialogId, source, query }).then(
      ({ suggestions }) => take(suggestions, true),
      () => undefined,
    );
    if (source !== 'people' || [...query.trim()].length < leastForPortal) return;
    timer.current = window.setTimeout(() => {
      request('suggest', { dialogId, source: 'portal', query }).then(
        ({ suggestions }) => take(suggestions, false),
        () => undefined,
      );
    }, portalDelayMs);
  };

  const update = (): void => {
    if (!field.current || field.current.selectionStart !== field.current.selectionEnd) return close();
    const trigger = triggerAt(field.current.value, field.current.selectionStart);
    if (trigger?.from !== dismissed.current) dismissed.current = undefined;
    const isDone = trigger?.source === 'people' && isMentioned(trigger.query, drafts.mentions);
    if (trigger === undefined || isDone || dismissed.current !== undefined) return close();
    if (shown?.trigger.from === trigger.from && shown.trigger.query === trigger.query) return;
    ask(trigger);
  };

  const pick = (index: number): void => {
    const item = shown?.items[index];
    if (!field.current || !shown || !item) return;
    const { value } = field.current;
    const { from, to, source } = shown.trigger;
    close();
    const mention = item.mention && unlikeOthers(item.mention, drafts.mentions);
    const word = mention ? `@${mention.name}` : item.insert;
    const isSpaced = source === 'emoji' || /^\s/.test(value.slice(to));
    // Before the text: told after it, the page would have sent a name without a person for a moment.
    if (mention) drafts.mention(mention);
    const text = isSpaced ? word : `${word} `;
    const end = from + text.length + (source !== 'emoji' && value[to] === ' ' ? 1 : 0);
    applyChange(field.current, { from, to, text, selectFrom: end, selectTo: end });
    close();
  };

  const onKeyDown = (event: KeyboardEvent): boolean => {
    if (!shown || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return false;
    const { items, active } = shown;
    const go = (index: number): void => setShown({ ...shown, active: (index + items.length) % items.length });
    if (event.key === 'ArrowDown') go(active + 1);
    else if (event.key === 'ArrowUp') go(active - 1);
    else if ((event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey) pick(active);
    else if (event.key === 'Escape') {
      dismissed.current = shown.trigger.from;
      close();
    } else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  };

  const offerEmoji = (): void => {
    if (!field.current) return;
    field.current.focus();
    const { selectionStart: from, selectionEnd: to } = field.current;
    dismissed.current = undefined;
    ask({ source: 'emoji', query: '', from, to });
  };

  return {
    items: shown?.items ?? [],
    active: shown?.active ?? 0,
    update,
    close,
    pick,
    onKeyDown,
    offerEmoji,
  };
}

/** The word goes on behind a name that was chosen already. */
function isMentioned(query: string, mentions: readonly Mention[]): boolean {
  return mentions.some(({ name }) => query.startsWith(`${name} `));
}

/** Two people may have one name; in a text it can mean but one of them. */
function unlikeOthers(mention: Mention, others: readonly Mention[]): Mention {
  const isTaken = others.some(({ name, userId }) => name === mention.name && userId !== mention.userId);
  return isTaken ? { ...mention, name: `${mention.name} (${mention.userId})` } : mention;
}
