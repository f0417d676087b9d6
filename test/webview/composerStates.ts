// States of the composer, drawn in every theme and judged by the same rules as the others.
import type { Suggestion } from '../../src/protocol/composer.ts';
import type { ThreadPage } from './pageHarness.ts';
import { manyRows, paragraph, people, samplePage, sampleRow, sampleThread, text } from './sampleRows.ts';

interface ComposerState {
  readonly name: string;
  readonly show: (thread: ThreadPage) => Promise<void>;
}

export const somePeople: readonly Suggestion[] = [
  person(7, 'Anna Berg', 'Head of development', '#df532d'),
  person(8, 'Борис Годунов', 'A position that is far too long for a narrow side bar', '#29619b'),
  person(10, 'دينا حسن', '', '#1eb4aa'),
];

const rows = [
  ...manyRows(1, 6),
  sampleRow(7, {
    ...people.anna,
    body: text('Who takes the import? It has to be done by Friday, and it is long.'),
  }),
  sampleRow(8, { ...people.me, body: text('I do') }),
];

const reply = {
  messageId: 7,
  author: 'Anna Berg',
  excerpt: 'Who takes the import? It has to be done by Friday.',
};

export const composerStates: readonly ComposerState[] = [
  {
    name: 'composerReply',
    show: async (thread) => {
      const draft = {
        draft: '@Anna Berg I do',
        draftContext: { replyTo: reply, mentions: [mentionOfAnna()] },
      };
      await thread.notify('open', samplePage(sampleThread(rows), draft));
    },
  },
  {
    name: 'composerEdit',
    show: async (thread) => {
      const edit = { messageId: 8, author: 'Olga', excerpt: 'I do', text: 'I do, **today**', mentions: [] };
      await thread.notify('open', samplePage(sampleThread(rows), { draftContext: { edit } }));
      await thread.page.getByRole('button', { name: 'Formatting' }).click();
    },
  },
  {
    name: 'composerSuggestions',
    show: async (thread) => {
      thread.onRequest('suggest', () => ({ suggestions: somePeople }));
      await thread.notify('open', samplePage(sampleThread(rows)));
      await thread.field.pressSequentially('Ask @b');
      await thread.page.getByRole('option').first().waitFor();
      await thread.field.press('ArrowDown');
    },
  },
  {
    name: 'composerEmoji',
    show: async (thread) => {
      const emoji = ['👍', '🎉', '🚀', '❤️'].map((glyph, index) => ({
        id: glyph,
        label: `:code_${index}:`,
        detail: 'what it is called in words',
        glyph,
        insert: glyph,
      }));
      thread.onRequest('suggest', () => ({ suggestions: emoji }));
      await thread.notify('open', samplePage(sampleThread(rows)));
      await thread.page.getByRole('button', { name: 'Emoji' }).click();
      await thread.page.getByRole('option').first().waitFor();
    },
  },
  {
    name: 'composerPreview',
    show: async (thread) => {
      const bold = { kind: 'bold', children: [{ kind: 'text', text: 'today' }] } as const;
      thread.onRequest('preview', () => ({
        body: [paragraph('I do it ', bold), { kind: 'code', text: 'npm ci\nnpm test' }],
        length: 40,
      }));
      const draft = 'I do it **today**\n```\nnpm ci\nnpm test\n```';
      await thread.notify('open', samplePage(sampleThread(rows), { draft }));
      await thread.page.getByRole('button', { name: 'Preview' }).click();
      await thread.page.locator('.composer-preview .code').waitFor();
    },
  },
  {
    name: 'composerPaste',
    show: async (thread) => {
      await thread.notify('open', samplePage(sampleThread(rows)));
      await paste(thread, 'const a = 1;\nif (a) {\n  run(a);\n}\n');
      await thread.page.getByText('This looks like code.').waitFor();
    },
  },
];

/** By the real clipboard and the real keys. */
export async function paste(thread: ThreadPage, value: string): Promise<void> {
  await thread.field.focus();
  await thread.page.evaluate((pasted) => navigator.clipboard.writeText(pasted), value);
  await thread.page.keyboard.press('Control+v');
}

function person(userId: number, name: string, detail: string, color: string): Suggestion {
  return { id: String(userId), label: name, detail, color, insert: `@${name}`, mention: { userId, name } };
}

function mentionOfAnna(): { readonly userId: number; readonly name: string } {
  return { userId: 7, name: 'Anna Berg' };
}
