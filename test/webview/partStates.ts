// Messages with everything they can carry beside their text, for the eye and for axe.
import type { AttachCard, CardCell } from '../../src/model/attachCard.ts';
import type { Inline } from '../../src/model/richText.ts';
import type { PersonRow } from '../../src/protocol/messageParts.ts';
import type { MessageRow } from '../../src/protocol/thread.ts';
import { button, paragraph, people, sampleRow, text } from './sampleRows.ts';

export function cardRows(): MessageRow[] {
  return [
    sampleRow(1, { ...people.boris, body: text('Every block of a card'), cards: [everyBlock] }),
    sampleRow(2, {
      ...people.boris,
      cards: (['#64a513', 'chat', 'transparent', undefined] as const).map((color, index) =>
        card([{ kind: 'message', text: text(`The colour ${color ?? 'of a meaning'}`) }], {
          color,
          colorToken: index === 3 ? 'alert' : 'base',
        }),
      ),
    }),
    sampleRow(3, {
      ...people.boris,
      cards: [
        card([
          { kind: 'grid', cells: [cell('block', 'Status', 'Open'), cell('block', 'Owner', 'Anna Berg')] },
        ]),
        card([
          {
            kind: 'grid',
            cells: [
              cell('line', 'Queue', 'orders', { size: { width: 120, height: undefined } }),
              cell('line', 'Lag', '12,400', { color: '#df532d', size: { width: 120, height: undefined } }),
              cell('line', 'Limit', '5,000', { colorToken: 'primary' }),
            ],
          },
        ]),
        card([
          {
            kind: 'grid',
            cells: [
              cell('row', 'Commit', 'e07c41d Key orders by the client, and a longer line that has to wrap'),
              cell('row', 'Author', 'Nikita Orlov', { target: { kind: 'user', userId: 9 } }),
              cell('row', 'A name without a value', undefined),
              cell('row', undefined, 'A value without a name'),
            ],
          },
        ]),
        card([
          {
            kind: 'grid',
            cells: [
              cell('table', 'Berlin', '12'),
              cell('table', 'Hà Nội', '40'),
              cell('table', 'Москва', '7'),
            ],
          },
        ]),
      ],
    }),
    sampleRow(4, {
      ...people.me,
      body: text('An own message with a preview: https://example.com/a'),
      cards: [
        card(
          [
            {
              kind: 'richLinks',
              links: [
                {
                  target: { kind: 'url', url: 'https://xn--e1aybc.example/a' },
                  name: 'What the page is called',
                  description:
                    'And what it says of itself in a line or two, which may be long enough to wrap.',
                  preview: { kind: 'url', url: 'https://example.com/a.png' },
                  previewSize: { width: 640, height: 320 },
                },
              ],
            },
          ],
          { color: 'transparent' },
        ),
      ],
    }),
  ];
}

export function buttonRows(): MessageRow[] {
  return [
    sampleRow(1, {
      ...people.chen,
      body: text('What shall I do?'),
      buttons: [
        button('Build again', { colorToken: 'primary', locksOnPress: true }),
        button('Log', {
          action: 'link',
          host: { written: 'ci.example', spelled: undefined },
        }),
        { kind: 'newline' },
        button('Fill in', { action: 'put', value: 'build ' }),
        button('Say yes', { action: 'send', value: 'yes' }),
        button('Copy', { action: 'copy', value: 'npm test' }),
        button('Call', { action: 'call', value: '+49 30 12' }),
        button('Dialog', { action: 'dialog' }),
        { kind: 'newline' },
        button('A line of its own', { display: 'block' }),
        button('Not now', { isDisabled: true }),
        button('Alert', { colorToken: 'alert' }),
        button('Green', { backgroundColor: '#64a513', textColor: '#ffffff' }),
        button('Unreadable', { backgroundColor: '#ffee00', textColor: '#ffffff' }),
        button('Wide', { width: 240 }),
      ],
    }),
  ];
}

export function originRows(): MessageRow[] {
  return [
    sampleRow(1, {
      ...people.anna,
      reply: {
        source: { dialogId: 'chat97', messageId: 5 },
        author: 'Борис Годунов',
        text: 'Build 4711 is on the staging portal. Who has time to look? It needs somebody who knows the import.',
      },
      body: text('I do.'),
      likeCount: 3,
      likers: ['Борис Годунов', '陈伟'],
    }),
    sampleRow(2, {
      ...people.anna,
      reply: { source: { dialogId: 'chat97', messageId: 5 }, author: '', text: '' },
      body: text('An answer to something that is not loaded.'),
    }),
    sampleRow(3, {
      ...people.me,
      reply: { source: { dialogId: 'chat97', messageId: 5 }, author: 'Anna Berg', text: 'I do.' },
      body: text('Thanks!'),
    }),
    sampleRow(4, {
      ...people.boris,
      forward: {
        author: 'Anna Berg',
        chatTitle: 'Release 26.11',
        source: { dialogId: 'chat9', messageId: 3 },
      },
      body: text('Forwarded words.'),
    }),
    sampleRow(5, {
      ...people.boris,
      forward: { author: '', chatTitle: '', source: undefined },
      body: text('🎉🚀'),
    }),
    sampleRow(6, {
      ...people.boris,
      body: [
        paragraph(
          mention(1, 'Olga Petrova'),
          ' and ',
          mention('all', 'all participants'),
          ' and ',
          mention(7, 'Anna Berg'),
          ' look :) it works ;-) :like:',
        ),
      ],
    }),
  ];
}

export function codeRows(): MessageRow[] {
  const long = Array.from({ length: 60 }, (_, line) => `  total += ${line}; // line ${line + 1}`).join('\n');
  return [
    sampleRow(1, {
      ...people.anna,
      body: [
        paragraph('import.ts:12-18 (typescript)'),
        {
          kind: 'code',
          languageId: 'typescript',
          text: [
            '/** Reads one line. */',
            'export class LineReader<T extends object> {',
            '  readonly #limit = 16;',
            '  async read(line: string): Promise<readonly string[]> {',
            "    const cells = line.split(';');",
            '    if (cells.length > this.#limit) throw new RangeError(`Too many`);',
            '    return cells.map((cell) => cell.trim() || null);',
            '  }',
            '}',
          ].join('\n'),
        },
      ],
    }),
    sampleRow(2, {
      ...people.boris,
      body: [
        {
          kind: 'code',
          languageId: 'python',
          text: 'def total(rows):\n    """Adds them up."""\n    return sum(row["amount"] for row in rows if row)',
        },
        { kind: 'code', languageId: 'diff', text: '--- a\n+++ b\n@@ -1 +1 @@\n-old line\n+new line' },
      ],
    }),
    sampleRow(3, {
      ...people.me,
      body: [{ kind: 'code', text: `function sum() {\n  let total = 0;\n${long}\n}` }],
    }),
  ];
}

export const samplePerson: PersonRow = {
  userId: 7,
  name: 'Anna Berg',
  color: '#df532d',
  position: 'Head of imports',
  presence: 'online',
  isOnline: true,
  isBot: false,
  isOwn: false,
  phones: [{ label: 'Mobile phone', number: '+49 30 1234' }],
  email: 'anna@example.com',
};

const everyBlock: AttachCard = card(
  [
    {
      kind: 'message',
      text: [paragraph('A message with ', { kind: 'bold', children: [{ kind: 'text', text: 'weight' }] })],
    },
    {
      kind: 'links',
      links: [
        {
          target: { kind: 'url', url: 'https://example.com/deal/4711' },
          name: 'Deal 4711',
          description: 'What the link is about',
          preview: { kind: 'portalPath', path: '/upload/deal.png' },
          previewSize: { width: 300, height: 200 },
        },
        {
          target: undefined,
          name: 'A link that leads nowhere',
          description: undefined,
          preview: undefined,
          previewSize: { width: undefined, height: undefined },
        },
      ],
    },
    { kind: 'delimiter', width: 200, color: '#c6c6c6' },
    {
      kind: 'users',
      users: [
        { name: 'Anna Berg', avatar: undefined, avatarKind: 'user', target: { kind: 'user', userId: 7 } },
        {
          name: 'Release 26.11',
          avatar: undefined,
          avatarKind: 'chat',
          target: { kind: 'dialog', dialogId: 'chat9' },
        },
      ],
    },
    {
      kind: 'images',
      images: [
        {
          src: { kind: 'url', url: 'https://пример.example/picture.png' },
          preview: undefined,
          name: 'A picture with a long name that does not fit into a narrow place.png',
          size: { width: 1920, height: 1080 },
        },
      ],
    },
    {
      kind: 'files',
      files: [{ target: { kind: 'portalPath', path: '/f/1' }, name: 'report.pdf', size: 86_016 }],
    },
    { kind: 'plain', text: 'What is left of HTML:\n<b>words</b>' },
  ],
  { color: '#29619b', description: 'A card with everything' },
);

function card(blocks: AttachCard['blocks'], changes: Partial<AttachCard> = {}): AttachCard {
  return { id: 1, color: undefined, colorToken: 'base', description: undefined, blocks, ...changes };
}

function cell(
  display: CardCell['display'],
  name: string | undefined,
  value: string | undefined,
  changes: Partial<CardCell> = {},
): CardCell {
  return {
    display,
    name,
    value: value === undefined ? undefined : text(value),
    size: { width: undefined, height: undefined },
    color: undefined,
    colorToken: 'base',
    target: undefined,
    ...changes,
  };
}

function mention(userId: number | 'all', name: string): Inline {
  return { kind: 'mention', userId, children: [{ kind: 'text', text: name }] };
}
