// The states of the page that are looked at and checked in every theme.
import { fileStates } from './fileStates.ts';
import { composerStates } from './composerStates.ts';
import type { Inline } from '../../src/model/richText.ts';
import type { MessageRow } from '../../src/protocol/thread.ts';
import type { ThreadPage } from './pageHarness.ts';
import {
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
      await thread.notify('open', samplePage(sampleThread(markup())));
      await thread.settle();
    },
  },
  ...fileStates,
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
  {
    name: 'menu',
    show: async (thread) => {
      await thread.notify('open', samplePage(sampleThread(conversation())));
      await thread.settle();
      await thread.log.focus();
      await thread.page.keyboard.press('ArrowUp');
      await thread.page.keyboard.press('Shift+F10');
      await thread.page.getByRole('menu').waitFor();
    },
  },
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
      attachments: [
        { kind: 'file', name: 'import-2026-11-22.log', detail: '84 KB' },
        {
          kind: 'image',
          name: 'Screenshot of the import dialog with the wrong column.png',
          detail: '1920 × 1080',
        },
      ],
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
      buttons: [{ label: 'Take it' }, { label: 'Later' }],
    }),
  ];
}

function markup(): MessageRow[] {
  const words = (value: string): Inline[] => [{ kind: 'text', text: value }];
  return [
    sampleRow(1, {
      ...people.anna,
      body: [
        paragraph(
          bold('bold'),
          ' ',
          { kind: 'italic', children: words('italic') },
          ' ',
          { kind: 'underline', children: words('underlined') },
          ' ',
          { kind: 'strike', children: words('struck') },
          ' ',
          { kind: 'size', px: 30, children: words('large') },
          ' ',
          { kind: 'size', px: 8, children: words('small') },
        ),
        paragraph(
          ...[
            '#ff0000',
            '#ffff00',
            '#00ff00',
            '#00ffff',
            '#0000ff',
            '#ff00ff',
            '#000000',
            '#ffffff',
            '#808080',
          ].map((color): Inline => ({ kind: 'color', color, children: words(`${color} `) })),
        ),
      ],
    }),
    sampleRow(2, {
      ...people.boris,
      body: [
        paragraph(
          mention('Anna Berg'),
          ' ',
          { kind: 'mention', userId: 'all', children: words('all participants') },
          ' ',
          link('https://example.com'),
          ' ',
          {
            kind: 'link',
            target: { kind: 'portalPath', path: '/company/personal/user/7/' },
            children: words('profile'),
          },
          ' ',
          { kind: 'dialogLink', dialogId: 'chat5', messageId: 12, children: words('another chat') },
          ' ',
          { kind: 'call', number: '+49 30 1234', children: words('+49 30 1234') },
          ' ',
          { kind: 'put', value: '/help', children: words('help') },
          ' ',
          { kind: 'send', value: 'yes', children: words('yes') },
          ' ',
          { kind: 'timestamp', date: Date.UTC(2026, 10, 24, 9, 30), format: 'FORMAT_DATETIME' },
          ' ',
          { kind: 'file', fileId: 5 },
          ' ',
          { kind: 'icon', title: ':smile:' },
        ),
      ],
    }),
    sampleRow(3, {
      ...people.chen,
      body: [
        {
          kind: 'quote',
          author: undefined,
          date: undefined,
          source: undefined,
          children: [
            paragraph('A quote without an author'),
            {
              kind: 'quote',
              author: 'Anna Berg',
              date: '20.11.2026 10:00',
              source: undefined,
              children: [paragraph('and one within')],
            },
          ],
        },
        paragraph('An answer, and a picture:'),
        { kind: 'image', src: { kind: 'url', url: 'https://example.com/picture.png' }, size: 'medium' },
        {
          kind: 'code',
          text: `function veryLong() {\n\treturn ${'"a long line that has to scroll sideways", '.repeat(5)};\n}`,
        },
      ],
    }),
    sampleRow(4, {
      ...people.dina,
      body: text('مرحبا بالعالم، هذا نص من اليمين إلى اليسار مع code داخل السطر.'),
    }),
    sampleRow(5, {
      ...people.me,
      body: [
        paragraph(link('https://example.com/a'), ' with ', mention('Boris'), ' in an own message'),
        { kind: 'code', text: 'npm test' },
      ],
    }),
    sampleRow(6, {
      ...people.anna,
      body: text(`A word without a break: ${'Donaudampfschifffahrtsgesellschaft'.repeat(6)}`),
      attachments: [
        { kind: 'video', name: 'demo.mp4', detail: '12 MB' },
        { kind: 'audio', name: 'voice.ogg', detail: '0:32' },
        { kind: 'card', name: 'Deal 4711', detail: undefined },
      ],
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
  ];
}

function bold(value: string): Inline {
  return { kind: 'bold', children: [{ kind: 'text', text: value }] };
}

function mention(name: string): Inline {
  return { kind: 'mention', userId: 7, children: [{ kind: 'text', text: name }] };
}

function link(url: string): Inline {
  return { kind: 'link', target: { kind: 'url', url }, children: [{ kind: 'text', text: url }] };
}
