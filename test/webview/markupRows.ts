// Messages with every construct of the markup.
import type { Inline } from '../../src/model/richText.ts';
import type { FileRow } from '../../src/protocol/threadFiles.ts';
import type { MessageRow } from '../../src/protocol/thread.ts';
import { paragraph, people, sampleRow, text } from './sampleRows.ts';

export function markupRows(): MessageRow[] {
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
      files: [sampleFile(5, 'report.pdf')],
    }),
  ];
}

export function sampleFile(fileId: number, name: string): FileRow {
  return {
    ref: { kind: 'stored', fileId },
    kind: 'file',
    name,
    size: 86_016,
    detail: '84 KB',
    image: undefined,
  };
}

export function bold(value: string): Inline {
  return { kind: 'bold', children: [{ kind: 'text', text: value }] };
}

export function mention(name: string): Inline {
  return { kind: 'mention', userId: 7, children: [{ kind: 'text', text: name }] };
}

export function link(url: string): Inline {
  return { kind: 'link', target: { kind: 'url', url }, children: [{ kind: 'text', text: url }] };
}
