// ATTACH cards and KEYBOARD buttons of the demo's bot, as the portal gives them back (api-facts 4.2, 4.3).
import { people } from './people.ts';
import { showcaseButtons, showcaseCard, showcaseMenu } from './showcase.ts';

type Card = Readonly<Record<string, unknown>>;

const GREEN = '#64a513';
const RED = '#df532d';
const BUILDS_URL = 'https://ci.kitewind.example';

const row = (name: string, value: string): Card => ({ NAME: name, VALUE: value, DISPLAY: 'ROW', WIDTH: 90 });

const build = (
  color: string,
  title: string,
  path: string,
  rows: readonly Card[],
  note?: string,
): readonly Card[] => [
  {
    ID: 1,
    COLOR: color,
    DESCRIPTION: title,
    BLOCKS: [
      { LINK: [{ NAME: title, LINK: `${BUILDS_URL}/${path}` }] },
      { GRID: rows },
      ...(note === undefined ? [] : [{ DELIMITER: { SIZE: 200, COLOR: '#c6c6c6' } }, { MESSAGE: note }]),
    ],
  },
];

const attaches: Readonly<Record<string, readonly Card[]>> = {
  passed: build(GREEN, 'kite #5118 passed', 'kite/5118', [
    row('Commit', 'e07c41d Key orders by the client'),
    row('Author', 'Nikita Orlov'),
    row('Tests', '1,877 passed'),
  ]),
  passedMobile: build(GREEN, 'paperboat #881 passed', 'paperboat/881', [
    row('Commit', '5bd2e90 Parse stops off the main thread'),
    row('Author', 'Tài Lê'),
    row('Package', '3.9.1, 14.2 MB'),
  ]),
  passedWeb: build(GREEN, 'lantern #2240 passed', 'lantern/2240', [
    row('Commit', '81f6aa3 Draw only visible rows'),
    row('Author', 'Quân Đỗ'),
    row('Bundle', '187 KB (−225 KB)'),
  ]),
  passedDates: build(GREEN, 'kite #5125 passed', 'kite/5125', [
    row('Commit', '2b8d74f Compare moments, not their text'),
    row('Author', 'Phúc Ngô'),
    row('Tests', '1,877 passed'),
  ]),
  failed: build(
    RED,
    'kite #5117 failed',
    'kite/5117',
    [
      row('Commit', '3d90b7e Repeat answers with the first id'),
      row('Author', 'Nikita Orlov'),
      row('Step', 'integration'),
    ],
    '[b]orders › repeats with the same key[/b][br]expected 1 row, got 2',
  ),
  failedDates: build(
    RED,
    'kite #5124 failed',
    'kite/5124',
    [row('Commit', '6a1c0f2 Filter orders by date'), row('Author', 'Phúc Ngô'), row('Step', 'unit')],
    '[b]filter › takes the whole day[/b][br]expected 2026-03-01T00:00:00+07:00[br]received 2026-02-28T17:00:00Z',
  ),
  showcase: showcaseCard,
  status: [statusCard('5 %')],
  statusAll: [statusCard('100 %')],
  alert: [
    {
      ID: 1,
      COLOR: RED,
      BLOCKS: [
        { MESSAGE: '[b]Queue lag[/b]' },
        {
          GRID: [
            { NAME: 'Queue', VALUE: 'orders', DISPLAY: 'LINE', WIDTH: 120 },
            { NAME: 'Lag', VALUE: '12,400', DISPLAY: 'LINE', WIDTH: 120, COLOR: RED },
            { NAME: 'Limit', VALUE: '5,000', DISPLAY: 'LINE', WIDTH: 120 },
          ],
        },
        { LINK: [{ NAME: 'Dashboard', LINK: 'https://metrics.kitewind.example/d/orders-lag' }] },
      ],
    },
  ],
};

const keyboards: Readonly<Record<string, readonly Card[]>> = {
  failed: [
    button({
      TEXT: 'Build again',
      COMMAND: 'rebuild',
      COMMAND_PARAMS: '5124',
      BG_COLOR_TOKEN: 'primary',
      BLOCK: 'Y',
    }),
    button({ TEXT: 'Log', LINK: `${BUILDS_URL}/kite/5124/log` }),
    { TYPE: 'NEWLINE' },
    button({ TEXT: 'Write to the author', ACTION: 'DIALOG', ACTION_VALUE: String(people.phuc.id) }),
    button({
      TEXT: 'Copy the test',
      ACTION: 'COPY',
      ACTION_VALUE: 'npm test -- --grep "takes the whole day"',
    }),
  ],
  showcase: showcaseButtons,
  welcome: [
    button({ TEXT: 'Status', ACTION: 'SEND', ACTION_VALUE: 'status', BG_COLOR_TOKEN: 'primary' }),
    button({ TEXT: 'Build…', ACTION: 'PUT', ACTION_VALUE: 'build ' }),
    button({ TEXT: 'Builds', LINK: BUILDS_URL }),
    button({ TEXT: 'Call the on-call', ACTION: 'CALL', ACTION_VALUE: '+0000000000', CONTEXT: 'MOBILE' }),
  ],
};

/** `params` of a message with the named card and buttons. */
export function cardParams(
  attach: string | undefined,
  buttons: string | undefined,
): Readonly<Record<string, unknown>> {
  return {
    ...(attach !== undefined && { ATTACH: named(attaches, attach) }),
    ...(buttons !== undefined && { KEYBOARD: named(keyboards, buttons) }),
    ...(buttons === 'showcase' && { MENU: showcaseMenu }),
  };
}

function statusCard(share: string): Card {
  return {
    ID: 1,
    COLOR: GREEN,
    BLOCKS: [
      {
        GRID: [
          { NAME: 'kite', VALUE: `4.2 on ${share}`, DISPLAY: 'BLOCK' },
          { NAME: 'lantern', VALUE: '2.31', DISPLAY: 'BLOCK' },
          { NAME: 'paperboat', VALUE: '3.9.1', DISPLAY: 'BLOCK' },
        ],
      },
    ],
  };
}

function button(fields: Card): Card {
  return {
    TYPE: 'BUTTON',
    BOT_ID: people.ci.id,
    CONTEXT: 'ALL',
    DISPLAY: 'LINE',
    DISABLED: 'N',
    BLOCK: 'N',
    ...fields,
  };
}

function named(cards: Readonly<Record<string, readonly Card[]>>, name: string): readonly Card[] {
  const card = cards[name];
  if (card === undefined) throw new Error(`No card is called ${name}`);
  return card;
}
