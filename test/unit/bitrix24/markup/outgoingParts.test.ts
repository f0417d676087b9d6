import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import {
  checkAttach,
  checkKeyboard,
  checkMenu,
  PART_LIMIT,
  readAttach,
  readKeyboard,
  readMenu,
} from '../../../../src/bitrix24/markup/outgoingParts.ts';
import type { PartProblem, PartResult } from '../../../../src/bitrix24/markup/partProblem.ts';

type Rejected = readonly [value: unknown, problem: PartProblem];

function assertTaken(check: (value: unknown) => PartResult, value: unknown): void {
  assert.deepEqual(check(value), { ok: true, value });
  assert.deepEqual(check(JSON.stringify(value)), { ok: true, value });
}

function table(check: (value: unknown) => PartResult, rows: readonly Rejected[]): void {
  for (const [value, problem] of rows) {
    it(`${JSON.stringify(value)}: ${problem.kind}`, () => {
      assert.deepEqual(check(value), { ok: false, problem });
    });
  }
}

describe('outgoing parts', () => {
  describe('JSON', () => {
    it('says where it stops being JSON', () => {
      const problem = (detail: string): PartResult => ({ ok: false, problem: { kind: 'syntax', detail } });
      assert.deepEqual(readAttach('[{"MESSAGE": "x"},\n  {MESSAGE: 1}]'), problem('2:4'));
      assert.deepEqual(readKeyboard(''), problem('1:1'));
      assert.deepEqual(readMenu('[1,]'), problem('1:4'));
    });

    it('takes text with a byte order mark', () => {
      assert.equal(readAttach('\ufeff[{"MESSAGE":"x"}]').ok, true);
    });

    it('refuses what cannot be written as JSON', () => {
      const circular: Record<string, unknown> = { TEXT: 'x' };
      circular['COMMAND_PARAMS'] = 'y';
      const list = [circular];
      circular['MORE'] = list;
      assert.deepEqual(checkKeyboard(list), { ok: false, problem: { kind: 'shape', detail: 'object' } });
    });
  });

  describe('attach', () => {
    it('takes every documented block', () => {
      const blocks = [
        { MESSAGE: '[b]x[/b]' },
        { MESSAGE: { TEXT: 'x', AS_DESCRIPTION: 'Y' } },
        {
          LINK: {
            LINK: 'https://a.example',
            NAME: 'n',
            DESC: 'd',
            HTML: '<b>',
            PREVIEW: '/p',
            WIDTH: 1,
            HEIGHT: '2',
          },
        },
        { LINK: [{ LINK: '/x', USER_ID: 1 }] },
        { RICH_LINK: [{ LINK: '/x', PREVIEW_SIZE: { WIDTH: 1, HEIGHT: 2 }, EXTRA_IMAGE: '/i' }] },
        { USER: { NAME: 'n', AVATAR: '/a', AVATAR_TYPE: 'BOT', BOT_ID: 3 } },
        {
          GRID: [
            { DISPLAY: 'ROW', NAME: 'n' },
            { DISPLAY: 'CARD', VALUE: 5, COLOR: '#fff', COLOR_TOKEN: 'alert' },
          ],
        },
        { IMAGE: { LINK: '/i', PREVIEW: '/p', NAME: 'i' } },
        { FILE: [{ LINK: '/f', NAME: 'f', SIZE: 5 }] },
        { DELIMITER: { SIZE: 200, COLOR: '#c6c6c6' } },
        { DELIMITER: [] },
        { HTML: '<b>x</b>' },
      ];
      assertTaken(checkAttach, blocks);
      assertTaken(checkAttach, {
        ID: 1,
        COLOR: 'transparent',
        COLOR_TOKEN: 'base',
        DESCRIPTION: 'd',
        BLOCKS: blocks,
      });
      assertTaken(checkAttach, { COLOR: '#AbC', BLOCKS: blocks });
    });

    table(checkAttach, [
      [5, { kind: 'shape', detail: 'object' }],
      [null, { kind: 'shape', detail: 'object' }],
      [[], { kind: 'shape', detail: 'notEmpty' }],
      [{}, { kind: 'missing', detail: 'BLOCKS' }],
      [{ MESSAGE: 'x' }, { kind: 'missing', detail: 'BLOCKS' }],
      [{ BLOCKS: [] }, { kind: 'shape', path: 'BLOCKS', detail: 'notEmpty' }],
      [{ BLOCKS: { MESSAGE: 'x' } }, { kind: 'shape', path: 'BLOCKS', detail: 'list' }],
      [{ BLOCKS: ['x'] }, { kind: 'shape', path: 'BLOCKS[0]', detail: 'object' }],
      [
        { ID: 'x', BLOCKS: [{ MESSAGE: 'x' }] },
        { kind: 'shape', path: 'ID', detail: 'number' },
      ],
      [
        { COLOR: 'red', BLOCKS: [{ MESSAGE: 'x' }] },
        { kind: 'color', path: 'COLOR' },
      ],
      [
        { COLOR: 5, BLOCKS: [{ MESSAGE: 'x' }] },
        { kind: 'color', path: 'COLOR' },
      ],
      [
        { COLOR_TOKEN: 'red', BLOCKS: [{ MESSAGE: 'x' }] },
        { kind: 'choice', path: 'COLOR_TOKEN', detail: 'primary, secondary, alert, base' },
      ],
      [[{}], { kind: 'shape', path: '[0]', detail: 'oneKey' }],
      [[{ MESSAGE: 'x', LINK: {} }], { kind: 'shape', path: '[0]', detail: 'oneKey' }],
      [[{ message: 'x' }], { kind: 'unknownBlock', path: '[0]', detail: 'message' }],
      [[{ constructor: 'x' }], { kind: 'unknownBlock', path: '[0]', detail: 'constructor' }],
      [
        { BLOCKS: [{ MESSAGE: 'x' }, { BUTTON: 'x' }] },
        { kind: 'unknownBlock', path: 'BLOCKS[1]', detail: 'BUTTON' },
      ],
      [[{ MESSAGE: ' ' }], { kind: 'shape', path: '[0].MESSAGE', detail: 'notEmpty' }],
      [[{ MESSAGE: 5 }], { kind: 'shape', path: '[0].MESSAGE', detail: 'text' }],
      [[{ MESSAGE: {} }], { kind: 'missing', path: '[0].MESSAGE', detail: 'TEXT' }],
      [[{ LINK: { NAME: 'n' } }], { kind: 'missing', path: '[0].LINK', detail: 'LINK' }],
      [[{ LINK: [{ LINK: '/x' }, { LINK: 'x' }] }], { kind: 'link', path: '[0].LINK[1].LINK' }],
      [[{ LINK: { LINK: 'ftp://a.example' } }], { kind: 'link', path: '[0].LINK.LINK' }],
      [[{ LINK: { LINK: 'mailto:a@b.example' } }], { kind: 'link', path: '[0].LINK.LINK' }],
      [[{ LINK: { LINK: '//a.example' } }], { kind: 'link', path: '[0].LINK.LINK' }],
      [[{ LINK: { LINK: '/x', PREVIEW: 'x' } }], { kind: 'link', path: '[0].LINK.PREVIEW' }],
      [[{ LINK: { LINK: '/x', NAME: {} } }], { kind: 'shape', path: '[0].LINK.NAME', detail: 'text' }],
      [
        [{ LINK: { LINK: '/x', WIDTH: 'wide' } }],
        { kind: 'shape', path: '[0].LINK.WIDTH', detail: 'number' },
      ],
      [[{ LINK: [] }], { kind: 'shape', path: '[0].LINK', detail: 'notEmpty' }],
      [[{ LINK: 'https://a.example' }], { kind: 'shape', path: '[0].LINK', detail: 'list' }],
      [
        [{ RICH_LINK: [{ LINK: '/x', PREVIEW_SIZE: { WIDTH: 'x' } }] }],
        { kind: 'shape', path: '[0].RICH_LINK[0].PREVIEW_SIZE.WIDTH', detail: 'number' },
      ],
      [[{ USER: { AVATAR: '/x' } }], { kind: 'missing', path: '[0].USER', detail: 'NAME' }],
      [
        [{ USER: { NAME: 'n', AVATAR_TYPE: 'DOG' } }],
        { kind: 'choice', path: '[0].USER.AVATAR_TYPE', detail: 'USER, CHAT, BOT' },
      ],
      [[{ GRID: [{ NAME: 'n' }] }], { kind: 'missing', path: '[0].GRID[0]', detail: 'DISPLAY' }],
      [
        [{ GRID: [{ DISPLAY: 'GRID', NAME: 'n' }] }],
        { kind: 'choice', path: '[0].GRID[0].DISPLAY', detail: 'BLOCK, LINE, ROW, TABLE, COLUMN, CARD' },
      ],
      [[{ GRID: [{ DISPLAY: 'ROW' }] }], { kind: 'missing', path: '[0].GRID[0]', detail: 'NAME' }],
      [
        [{ GRID: [{ DISPLAY: 'ROW', NAME: 'n', COLOR: '#12' }] }],
        { kind: 'color', path: '[0].GRID[0].COLOR' },
      ],
      [[{ IMAGE: {} }], { kind: 'missing', path: '[0].IMAGE', detail: 'LINK' }],
      [[{ FILE: [{ NAME: 'x' }] }], { kind: 'missing', path: '[0].FILE[0]', detail: 'LINK' }],
      [[{ FILE: { LINK: '/x', SIZE: 'big' } }], { kind: 'shape', path: '[0].FILE.SIZE', detail: 'number' }],
      [[{ DELIMITER: 'x' }], { kind: 'shape', path: '[0].DELIMITER', detail: 'object' }],
      [[{ DELIMITER: { COLOR: 'x' } }], { kind: 'color', path: '[0].DELIMITER.COLOR' }],
    ]);

    it('is refused at the length where the portal refuses it', () => {
      const ofLength = (length: number): unknown => [
        { MESSAGE: 'x'.repeat(length - '[{"MESSAGE":""}]'.length) },
      ];
      assert.equal(checkAttach(ofLength(PART_LIMIT - 1)).ok, true);
      assert.deepEqual(checkAttach(ofLength(PART_LIMIT)), {
        ok: false,
        problem: { kind: 'tooLong', detail: '60000' },
      });
    });
  });

  describe('keyboard', () => {
    it('takes every documented button', () => {
      const buttons = [
        {
          TEXT: 'a',
          LINK: 'https://a.example',
          DISPLAY: 'LINE',
          WIDTH: 100,
          BG_COLOR: '#fff',
          TEXT_COLOR: '#000000',
        },
        { TYPE: 'BUTTON', TEXT: 'b', ACTION: 'PUT', ACTION_VALUE: '/x', DISABLED: 'N', CONTEXT: 'DESKTOP' },
        { TYPE: 'NEWLINE' },
        { TEXT: 'c', COMMAND: 'go', COMMAND_PARAMS: 'x', BOT_ID: '39', BLOCK: 'Y', BG_COLOR_TOKEN: 'alert' },
        { TEXT: 'd', ACTION: 'LIVECHAT' },
        { TEXT: 'e', APP_ID: 1, APP_PARAMS: 'x' },
      ];
      assertTaken(checkKeyboard, buttons);
      assertTaken(checkKeyboard, { BUTTONS: buttons });
      assertTaken(checkKeyboard, { BOT_ID: 39, BUTTONS: [{ TEXT: 'x', COMMAND: 'go' }] });
    });

    table(checkKeyboard, [
      [true, { kind: 'shape', detail: 'object' }],
      [[], { kind: 'shape', detail: 'notEmpty' }],
      [{}, { kind: 'missing', detail: 'BUTTONS' }],
      [{ BUTTONS: 'x' }, { kind: 'shape', path: 'BUTTONS', detail: 'list' }],
      [['x'], { kind: 'shape', path: '[0]', detail: 'object' }],
      [[{ LINK: '/x' }], { kind: 'missing', path: '[0]', detail: 'TEXT' }],
      [[{ TEXT: {} }], { kind: 'shape', path: '[0].TEXT', detail: 'text' }],
      [[{ TYPE: 'ROW' }], { kind: 'choice', path: '[0].TYPE', detail: 'BUTTON, NEWLINE' }],
      [[{ TEXT: 'x', LINK: 'x' }], { kind: 'link', path: '[0].LINK' }],
      [
        [{ TEXT: 'x', ACTION: 'RUN', ACTION_VALUE: 'y' }],
        { kind: 'choice', path: '[0].ACTION', detail: 'PUT, SEND, COPY, CALL, DIALOG, LIVECHAT, HELP' },
      ],
      [[{ TEXT: 'x', ACTION: 'PUT' }], { kind: 'missing', path: '[0]', detail: 'ACTION_VALUE' }],
      [{ BUTTONS: [{ TEXT: 'x', COMMAND: 'go' }] }, { kind: 'noBot', path: 'BUTTONS[0].COMMAND' }],
      [[{ TEXT: 'x', COMMAND: 'go', BOT_ID: 0 }], { kind: 'noBot', path: '[0].COMMAND' }],
      [[{ TEXT: 'x', BOT_ID: 'me' }], { kind: 'shape', path: '[0].BOT_ID', detail: 'number' }],
      [[{ TEXT: 'x', BLOCK: true }], { kind: 'choice', path: '[0].BLOCK', detail: 'Y, N' }],
      [[{ TEXT: 'x', DISPLAY: 'ROW' }], { kind: 'choice', path: '[0].DISPLAY', detail: 'BLOCK, LINE' }],
      [
        [{ TEXT: 'x', CONTEXT: 'WEB' }],
        { kind: 'choice', path: '[0].CONTEXT', detail: 'ALL, MOBILE, DESKTOP' },
      ],
      [[{ TEXT: 'x', OFF_BG_COLOR: 'red' }], { kind: 'color', path: '[0].OFF_BG_COLOR' }],
      [[{ TEXT: 'x' }, { TEXT: 'y', WIDTH: 'x' }], { kind: 'shape', path: '[1].WIDTH', detail: 'number' }],
    ]);
  });

  describe('menu', () => {
    it('takes both documented forms', () => {
      const items = [{ TEXT: 'Open Website', LINK: 'https://example.com' }];
      assertTaken(checkMenu, items);
      assertTaken(checkMenu, { ITEMS: items });
      assertTaken(checkMenu, {
        BOT_ID: 5,
        ITEMS: [
          { TEXT: 'x', COMMAND: 'go' },
          { TEXT: 'y', ACTION: 'HELP' },
        ],
      });
    });

    table(checkMenu, [
      [{ BUTTONS: [{ TEXT: 'x' }] }, { kind: 'missing', detail: 'ITEMS' }],
      [[{ LINK: '/x' }], { kind: 'missing', path: '[0]', detail: 'TEXT' }],
      [[{ TEXT: 'x' }], { kind: 'noAction', path: '[0]', detail: 'LINK, COMMAND, ACTION, APP_ID' }],
      [[{ TEXT: 'x', COMMAND: 'go' }], { kind: 'noBot', path: '[0].COMMAND' }],
      [[{ TEXT: 'x', LINK: 'javascript:1' }], { kind: 'link', path: '[0].LINK' }],
    ]);
  });

  it('never throw', () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.json(), fc.string()), (value) => {
        for (const check of [checkAttach, checkKeyboard, checkMenu])
          assert.equal(typeof check(value).ok, 'boolean');
      }),
    );
  });
});
