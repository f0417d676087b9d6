// The states of the page that are looked at and checked in every theme.
import { fileStates } from './fileStates.ts';
import { composerStates } from './composerStates.ts';
import type { MessageRow } from '../../src/protocol/thread.ts';
import { navigationStates } from './navigationStates.ts';
import { situationStates } from './situationStates.ts';
import type { ThreadPage } from './pageHarness.ts';
import { buttonRows, cardRows, codeRows, originRows, samplePerson } from './partStates.ts';
import { bold, link, markupRows, mention, sampleFile } from './markupRows.ts';
import {
  button,
  manyRows,
  minuteMs,
  ownPending,
  paragraph,
  people,
  samplePage,
  sampleRow,
  sampleThread,
  text,
} from './sampleRows.ts';

export interface SampleState {
  readonly name: string;
  readonly show: (thread: ThreadPage) => Promise<void>;
}

export const sampleStates: readonly SampleState[] = [
  {
    name: 'conversation',
    show: async (thread) => {
      await thread.notify(
        'open',
        samplePage(sampleThread(conversation(), { firstUnreadId: 209, unreadCount: 4 })),
      );
      await thread.settle();
    },
  },
  {
    name: 'markup',
    show: async (thread) => {
      await thread.notify('open', samplePage(sampleThread(markupRows())));
      await thread.settle();
    },
  },
  ...fileStates,
  ...Object.entries({ cards: cardRows, buttons: buttonRows, origins: originRows }).map(
    ([name, rows]): SampleState => ({
      name,
      show: async (thread) => {
        await thread.notify('open', samplePage(sampleThread(rows())));
        await thread.settle();
      },
    }),
  ),
  {
    name: 'code',
    show: async (thread) => {
      await thread.notify('open', samplePage(sampleThread(codeRows())));
      await thread.settle();
      await thread.log.press('Home');
      await thread.article(1).locator('.code-keyword').first().waitFor();
      await thread.settle();
      await thread.article(1).locator('.code').hover();
    },
  },
  {
    name: 'person',
    show: async (thread) => {
      thread.onRequest('person', () => samplePerson);
      await thread.notify('open', samplePage(sampleThread(originRows())));
      await thread.settle();
      await thread.page.getByRole('button', { name: 'Anna Berg', exact: true }).click();
      await thread.page.getByRole('button', { name: 'Write' }).waitFor();
    },
  },
  {
    name: 'pointed',
    show: async (thread) => {
      await thread.notify('open', samplePage(sampleThread(conversation())));
      await thread.settle();
      await thread.log.focus();
      await thread.page.keyboard.press('ArrowUp');
      await thread.article(208).locator('.code').hover();
    },
  },
  ...navigationStates,
  {
    name: 'sending',
    show: async (thread) => {
      await thread.notify('open', samplePage(sampleThread(sending()), { draft: 'A draft\nof two lines' }));
      await thread.settle();
    },
  },
  {
    name: 'scrolledUp',
    show: async (thread) => {
      const state = sampleThread(manyRows(1, 300), { hasOlder: true, firstUnreadId: 200, unreadCount: 101 });
      await thread.notify('open', samplePage(state));
      await thread.settle();
    },
  },
  {
    name: 'refused',
    show: async (thread) => {
      thread.onRequest('send', () => ({
        kind: 'refused',
        reason: 'The message has 12 characters too many. Shorten it, or send it in two parts.',
      }));
      const draft = 'x'.repeat(112);
      const page = samplePage(sampleThread(conversation()), { draft });
      await thread.notify('open', { ...page, settings: { ...page.settings, messageLimit: 100 } });
      await thread.field.press('Enter');
      await thread.page.getByRole('alert').waitFor();
      await thread.settle();
    },
  },
  {
    name: 'olderFailed',
    show: async (thread) => {
      thread.onRequest('loadOlder', () => {
        throw new Error('Bitrix24 does not answer. Check the connection.');
      });
      await thread.notify('open', samplePage(sampleThread(manyRows(1, 3), { hasOlder: true })));
      await thread.page.getByRole('alert').waitFor();
    },
  },
  {
    name: 'olderLoading',
    show: async (thread) => {
      await thread.notify('open', samplePage(sampleThread(manyRows(1, 3), { hasOlder: true })));
      await thread.waitForRequest('loadOlder');
    },
  },
  {
    name: 'loading',
    show: (thread) => thread.notify('open', samplePage(sampleThread([], { phase: { kind: 'loading' } }))),
  },
  { name: 'empty', show: (thread) => thread.notify('open', samplePage(sampleThread([]))) },
  {
    name: 'failed',
    show: (thread) =>
      thread.notify(
        'open',
        samplePage(
          sampleThread([], {
            phase: {
              kind: 'failed',
              message: 'Bitrix24 does not answer. Check the connection and try again.',
              canRetry: true,
            },
          }),
        ),
      ),
  },
  ...composerStates,
  ...situationStates,
  {
    name: 'readOnly',
    show: async (thread) => {
      const cannotWrite = 'Only administrators of this channel can write here.';
      await thread.notify('open', samplePage(sampleThread(conversation(), { cannotWrite })));
      await thread.settle();
    },
  },
];

function conversation(): MessageRow[] {
  const start = new Date().setHours(9, 12, 0, 0);
  const at = (minutes: number): { date: number } => ({ date: start + minutes * minuteMs });
  const before = start - 26 * 60 * minuteMs;
  return [
    sampleRow(200, {
      ...people.boris,
      date: before,
      body: text('Build 4711 is on the staging portal. Who has time to look?'),
    }),
    sampleRow(201, { ...people.me, date: before + 2 * minuteMs, body: text('I do, after lunch.') }),
    sampleRow(202, {
      ...people.system,
      ...at(0),
      body: [paragraph(mention('Anna Berg'), ' joined the chat')],
    }),
    sampleRow(203, { ...people.anna, ...at(1), body: text('Good morning!') }),
    sampleRow(204, {
      ...people.anna,
      ...at(2),
      body: text(
        'The import fails for one customer only. The log says that the file has a column nobody has seen before, and the row counter stops at 1,024.',
      ),
      likeCount: 2,
    }),
    sampleRow(205, {
      ...people.anna,
      ...at(3),
      body: [],
      files: [sampleFile(1, 'import-2026-11-22.log')],
    }),
    sampleRow(206, {
      ...people.me,
      ...at(9),
      body: text('Let me see. Is it the one with the semicolons?'),
      isEdited: true,
    }),
    sampleRow(207, { ...people.me, ...at(10), body: text('Found it.') }),
    sampleRow(208, {
      ...people.me,
      ...at(11),
      body: [
        paragraph('This line:'),
        {
          kind: 'code',
          text: "const cells = line.split(';');\nif (cells.length > 16) throw new RangeError('Too many columns');",
        },
      ],
    }),
    sampleRow(209, {
      ...people.chen,
      ...at(30),
      isUnread: true,
      body: [
        {
          kind: 'quote',
          author: 'Olga Petrova',
          date: '22.11.2026 09:23',
          source: { dialogId: 'chat97', messageId: 208 },
          children: [paragraph('This line:')],
        },
        paragraph(
          '16 was the limit of the old format. ',
          mention('Anna Berg'),
          ', can you send me the file?',
        ),
      ],
    }),
    sampleRow(210, { ...people.chen, ...at(31), isUnread: true, isDeleted: true, body: [] }),
    sampleRow(211, {
      ...people.dina,
      ...at(40),
      isUnread: true,
      body: text('صباح الخير، سأراجع الملف اليوم.'),
    }),
    sampleRow(212, {
      ...people.anna,
      ...at(41),
      isUnread: true,
      body: [
        paragraph(
          'Sent. It is ',
          bold('really'),
          ' large, see ',
          link('https://example.com/import/files?id=4711'),
        ),
      ],
      buttons: [button('Take it'), button('Later')],
    }),
  ];
}

function sending(): MessageRow[] {
  return [
    ...manyRows(1, 4),
    sampleRow(5, { ...people.me, body: text('Sent before') }),
    ownPending('a', 'This one was stopped on its way, and it is long enough to wrap in a narrow place.', {
      delivery: {
        kind: 'failed',
        reason: 'You may not write in this chat any more. Ask its owner, or copy the text.',
      },
    }),
    ownPending('b', 'On its way'),
    ownPending('c', 'Held until there is a way', {
      delivery: { kind: 'waiting', reason: 'No connection to the portal. This is sent once there is one.' },
    }),
  ];
}
