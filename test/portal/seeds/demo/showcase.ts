// One of everything that a message can carry, so that it can be looked at in the demo (api-facts 4.2 to 4.4).
import { people } from './people.ts';

type Card = Readonly<Record<string, unknown>>;

const DOCS = 'https://docs.kitewind.example';

export const showcaseCard: readonly Card[] = [
  {
    ID: 1,
    COLOR_TOKEN: 'primary',
    DESCRIPTION: 'Release 4.2 at a glance',
    BLOCKS: [
      { USER: [{ NAME: 'Trung Phạm', AVATAR_TYPE: 'USER', USER_ID: people.trung.id }] },
      { MESSAGE: '[b]Release 4.2[/b] is out. [user=' + String(people.mai.id) + ']Mai[/user] has the notes.' },
      {
        LINK: [
          {
            NAME: 'Release notes',
            DESC: 'What changed for customers, and what they have to do',
            LINK: `${DOCS}/4.2`,
            PREVIEW: `${DOCS}/4.2.png`,
            WIDTH: 640,
            HEIGHT: 320,
          },
        ],
      },
      { DELIMITER: { SIZE: 300, COLOR: '#c6c6c6' } },
      {
        GRID: [
          { NAME: 'State', VALUE: 'Running', DISPLAY: 'BLOCK', COLOR: '#64a513' },
          { NAME: 'Orders', VALUE: '12,480', DISPLAY: 'LINE', WIDTH: 110 },
          { NAME: 'Errors', VALUE: '3', DISPLAY: 'LINE', WIDTH: 110, COLOR_TOKEN: 'alert' },
          { NAME: 'Owner', VALUE: 'Ivan Sokolov', DISPLAY: 'ROW', WIDTH: 110, USER_ID: people.ivan.id },
          { NAME: 'Chat', VALUE: 'Release 4.2', DISPLAY: 'ROW', WIDTH: 110, CHAT_ID: 102 },
          { NAME: 'Berlin', VALUE: '100 %', DISPLAY: 'TABLE' },
          { NAME: 'Hà Nội', VALUE: '40 %', DISPLAY: 'TABLE' },
        ],
      },
      { IMAGE: [{ NAME: 'Load of the last day', LINK: `${DOCS}/load.png`, WIDTH: 1280, HEIGHT: 640 }] },
      { FILE: [{ NAME: 'release-4.2.pdf', LINK: `${DOCS}/release-4.2.pdf`, SIZE: 482_133 }] },
      { HTML: '<b>Old</b> mail:<br>nothing to do.' },
    ],
  },
  {
    ID: 2,
    COLOR: 'transparent',
    BLOCKS: [
      {
        RICH_LINK: [
          {
            NAME: 'How we release',
            DESC: 'From the first commit to the last customer, in one page.',
            LINK: 'https://kitewind.example/how-we-release',
            PREVIEW: 'https://kitewind.example/how-we-release.png',
          },
        ],
      },
    ],
  },
];

export const showcaseButtons: readonly Card[] = [
  key({ TEXT: 'Roll back', COMMAND: 'rebuild', COMMAND_PARAMS: '4.1', BG_COLOR_TOKEN: 'alert', BLOCK: 'Y' }),
  key({ TEXT: 'Notes', LINK: `${DOCS}/4.2` }),
  key({ TEXT: 'Look-alike', LINK: 'https://kitеwind.example/login' }),
  { TYPE: 'NEWLINE' },
  key({ TEXT: 'Status', ACTION: 'SEND', ACTION_VALUE: 'status', BG_COLOR_TOKEN: 'primary' }),
  key({ TEXT: 'Build…', ACTION: 'PUT', ACTION_VALUE: 'build ' }),
  key({ TEXT: 'Copy the tag', ACTION: 'COPY', ACTION_VALUE: 'v4.2.0' }),
  key({ TEXT: 'Call the on-call', ACTION: 'CALL', ACTION_VALUE: '+84 24 0000 0000' }),
  key({ TEXT: 'Release chat', ACTION: 'DIALOG', ACTION_VALUE: 'chat102' }),
  { TYPE: 'NEWLINE' },
  key({ TEXT: 'A line of its own', COMMAND: 'rebuild', DISPLAY: 'BLOCK' }),
  key({ TEXT: 'Not now', COMMAND: 'rebuild', DISABLED: 'Y' }),
  key({ TEXT: 'Yellow', COMMAND: 'rebuild', BG_COLOR: '#ffee00', TEXT_COLOR: '#ffffff', WIDTH: 140 }),
];

export const showcaseMenu: readonly Card[] = [
  {
    BOT_ID: people.ci.id,
    TEXT: 'Build again',
    COMMAND: 'rebuild',
    COMMAND_PARAMS: '4.2',
    CONTEXT: 'ALL',
    DISABLED: 'N',
  },
  {
    BOT_ID: people.ci.id,
    TEXT: 'Copy the tag',
    ACTION: 'COPY',
    ACTION_VALUE: 'v4.2.0',
    CONTEXT: 'ALL',
    DISABLED: 'N',
  },
];

function key(fields: Card): Card {
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
