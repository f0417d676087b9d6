// Rows and threads for the page, with everything that a test does not name set to something plain.
import type { Block, Inline, RichText } from '../../src/model/richText.ts';
import type { ButtonRow } from '../../src/protocol/messageParts.ts';
import type { MessageRow, OpenPage, PageSettings, ThreadState } from '../../src/protocol/thread.ts';
import { row } from '../unit/webview/rows.ts';
import { englishWording } from './englishWording.ts';

const noon = new Date(2026, 10, 20, 12, 0).getTime();
export const minuteMs = 60_000;

export const people = {
  anna: { authorId: 7, authorName: 'Anna Berg', authorColor: '#df532d' },
  boris: { authorId: 8, authorName: 'Борис Годунов', authorColor: '#29619b' },
  chen: { authorId: 9, authorName: '陈伟', authorColor: '#f5c342' },
  dina: { authorId: 10, authorName: 'دينا حسن', authorColor: '#1eb4aa' },
  me: { authorId: 1, authorName: 'Olga Petrova', authorColor: '#8474c8', isOwn: true },
  system: { authorId: 0, authorName: '', authorColor: undefined, isSystem: true },
} as const;

export function text(value: string): RichText {
  return [paragraph(value)];
}

export function paragraph(...parts: readonly (string | Inline)[]): Block {
  return {
    kind: 'paragraph',
    children: parts.map((part) => (typeof part === 'string' ? { kind: 'text', text: part } : part)),
  };
}

/** Message `id`, a minute after the one before it. */
export function sampleRow(id: number, changes: Partial<MessageRow> = {}): MessageRow {
  return row(id, {
    ...people.anna,
    date: noon + id * minuteMs,
    body: text(`Message ${id}`),
    ...changes,
  });
}

/** A message that the portal does not have yet. */
export function ownPending(key: string, value: string, changes: Partial<MessageRow> = {}): MessageRow {
  return sampleRow(0, {
    ...people.me,
    key,
    messageId: undefined,
    date: Date.now(),
    body: text(value),
    delivery: { kind: 'sending' },
    ...changes,
  });
}

const authors = [people.anna, people.anna, people.boris, people.me, people.chen, people.chen, people.dina];

/** Messages from `first` to `last` of several people and of very different heights. */
export function manyRows(first: number, last: number, changes: Partial<MessageRow> = {}): MessageRow[] {
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const id = first + index;
    return sampleRow(id, {
      ...authors[Math.floor(id / 2) % authors.length],
      body: variedBody(id),
      ...changes,
    });
  });
}

export function sampleThread(rows: readonly MessageRow[], changes: Partial<ThreadState> = {}): ThreadState {
  return {
    phase: { kind: 'ready' },
    header: {
      dialogId: 'chat97',
      title: 'Release 26.11',
      subtitle: '12 members',
      kind: 'chat',
      color: '#29619b',
      isPinned: false,
      isMuted: false,
    },
    rows,
    hasOlder: false,
    hasNewer: false,
    firstUnreadId: undefined,
    unreadCount: 0,
    readers: [],
    cannotWrite: undefined,
    notice: undefined,
    ...changes,
  };
}

export const sampleSettings: PageSettings = {
  enterSends: true,
  readsMarkdown: true,
  pastedCode: 'ask',
  tellsTyping: true,
  locale: 'en',
  messageLimit: 20_000,
};

/** A bot's button that does nothing but look like one. */
export function button(
  label: string,
  changes: Partial<ButtonRow & { readonly kind: 'button' }> = {},
): ButtonRow {
  return {
    kind: 'button',
    label,
    action: 'command',
    host: undefined,
    value: undefined,
    isDisabled: false,
    locksOnPress: false,
    display: 'line',
    width: undefined,
    backgroundColor: undefined,
    textColor: undefined,
    colorToken: 'base',
    ...changes,
  };
}

export function samplePage(state: ThreadState, changes: Partial<OpenPage> = {}): OpenPage {
  return { state, settings: sampleSettings, wording: englishWording, draft: '', ownUserId: 1, ...changes };
}

function variedBody(id: number): RichText {
  const sentence = `Message ${id} says something that is neither short nor long, so that it wraps in a narrow place.`;
  if (id % 11 === 0) {
    return [
      paragraph(`Message ${id}`),
      { kind: 'code', text: 'const a = 1;\nconst b = 2;\n'.repeat(1 + (id % 4)) },
    ];
  }
  if (id % 7 === 0) return [paragraph(sentence.repeat(1 + (id % 5)))];
  if (id % 5 === 0)
    return [paragraph(`Message ${id}`, { kind: 'break' }, 'and', { kind: 'break' }, 'more lines')];
  return [paragraph(id % 3 === 0 ? sentence : `Message ${id}`)];
}
