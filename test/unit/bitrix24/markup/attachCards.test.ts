import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { readAttachCards } from '../../../../src/bitrix24/markup/attachCards.ts';
import type { AttachBlock, AttachCard } from '../../../../src/model/attachCard.ts';
import { b, dialogLink, p, target } from './trees.ts';

const UNKNOWN_SIZE = { width: undefined, height: undefined };

function card(blocks: readonly AttachBlock[], more: Partial<AttachCard> = {}): AttachCard {
  return { id: undefined, color: undefined, colorToken: 'base', description: undefined, blocks, ...more };
}

function blocksOf(...blocks: readonly unknown[]): readonly AttachBlock[] {
  return readAttachCards([{ ID: 1, BLOCKS: blocks }]).flatMap((read) => read.blocks);
}

describe('readAttachCards', () => {
  it('a card with everything that belongs to the card', () => {
    const cards = readAttachCards([
      {
        ID: '3',
        COLOR: '#0AF',
        COLOR_TOKEN: 'alert',
        DESCRIPTION: 'Build failed',
        BLOCKS: [{ MESSAGE: '[b]Failed[/b]' }],
      },
    ]);
    const expected = card([{ kind: 'message', text: [p(b('Failed'))] }], {
      id: 3,
      color: '#00aaff',
      colorToken: 'alert',
      description: 'Build failed',
    });
    assert.deepEqual(cards, [expected]);
  });

  it('colours in words, in any case, and none that is not one', () => {
    const colorsOf = (color: unknown): unknown =>
      readAttachCards([{ COLOR: color, BLOCKS: [{ MESSAGE: 'x' }] }])[0]?.color;
    assert.equal(colorsOf('transparent'), 'transparent');
    assert.equal(colorsOf('TRANSPARENT'), 'transparent');
    assert.equal(colorsOf('CHAT'), 'chat');
    assert.equal(colorsOf('red'), undefined);
    assert.equal(colorsOf(5), undefined);
  });

  it('MESSAGE, also the old one with its text inside', () => {
    assert.deepEqual(
      blocksOf({ MESSAGE: 'see [chat=5]x[/chat]' }, { MESSAGE: { TEXT: 'old', AS_DESCRIPTION: 'Y' } }),
      [
        { kind: 'message', text: [p('see ', dialogLink('chat5', undefined, 'x'))] },
        { kind: 'message', text: [p('old')] },
      ],
    );
  });

  it('who reads counts for what a message means', () => {
    const [read] = readAttachCards([{ BLOCKS: [{ MESSAGE: '[context=7:9/1]x[/context]' }] }], {
      ownUserId: 7,
    });
    assert.deepEqual(read?.blocks, [{ kind: 'message', text: [p(dialogLink('9', 1, 'x'))] }]);
  });

  it('LINK, one or a list', () => {
    const full = {
      LINK: 'https://a.example/',
      NAME: 'A',
      DESC: 'plain',
      HTML: '<b>bold</b><br>R&amp;D',
      PREVIEW: '/p.png',
      WIDTH: '100',
      HEIGHT: 50,
    };
    assert.deepEqual(blocksOf({ LINK: full }, { LINK: [{ LINK: '/crm/' }, { NAME: '' }, 'x'] }), [
      {
        kind: 'links',
        links: [
          {
            target: target('https://a.example/'),
            name: 'A',
            description: 'bold\nR&D',
            preview: target('/p.png'),
            previewSize: { width: 100, height: 50 },
          },
        ],
      },
      {
        kind: 'links',
        links: [
          {
            target: target('/crm/'),
            name: '/crm/',
            description: undefined,
            preview: undefined,
            previewSize: UNKNOWN_SIZE,
          },
        ],
      },
    ]);
  });

  it('places in the messenger go before addresses', () => {
    const targetsOf = (fields: object): unknown => {
      const [block] = blocksOf({ LINK: { LINK: 'https://a.example', ...fields } });
      return block?.kind === 'links' ? block.links[0]?.target : undefined;
    };
    assert.deepEqual(targetsOf({ USER_ID: '7' }), { kind: 'user', userId: 7 });
    assert.deepEqual(targetsOf({ CHAT_ID: 9 }), { kind: 'dialog', dialogId: 'chat9' });
    assert.deepEqual(targetsOf({ USER_ID: 0 }), target('https://a.example'));
  });

  it('a link that leads nowhere safe keeps its words only', () => {
    const [block] = blocksOf({ LINK: { LINK: 'javascript:x', NAME: 'Win', PREVIEW: 'data:x' } });
    assert.ok(block?.kind === 'links');
    assert.equal(block.links[0]?.target, undefined);
    assert.equal(block.links[0]?.name, 'Win');
    assert.equal(block.links[0]?.preview, undefined);
  });

  it('RICH_LINK, as the server adds it for addresses in the text', () => {
    const rich = {
      LINK: 'https://a.example',
      NAME: 'A',
      DESC: 'd',
      EXTRA_IMAGE: 'https://a.example/i.png',
      PREVIEW_SIZE: { WIDTH: 3, HEIGHT: 4 },
    };
    const cards = readAttachCards([{ ID: 9, COLOR: 'transparent', BLOCKS: [{ RICH_LINK: [rich] }] }]);
    const link = {
      target: target('https://a.example'),
      name: 'A',
      description: 'd',
      preview: target('https://a.example/i.png'),
      previewSize: { width: 3, height: 4 },
    };
    assert.deepEqual(cards, [card([{ kind: 'richLinks', links: [link] }], { id: 9, color: 'transparent' })]);
  });

  it('USER', () => {
    const users = [
      { NAME: 'Tài', AVATAR: '/a.png', USER_ID: 7 },
      { NAME: 'Bot', AVATAR_TYPE: 'BOT', BOT_ID: 12 },
      { NAME: 'Team', AVATAR_TYPE: 'CHAT', CHAT_ID: '9' },
      { NAME: 'Out', LINK: 'https://a.example', AVATAR: 'x' },
      { AVATAR: '/nameless.png' },
    ];
    assert.deepEqual(blocksOf({ USER: users }), [
      {
        kind: 'users',
        users: [
          { name: 'Tài', avatar: target('/a.png'), avatarKind: 'user', target: { kind: 'user', userId: 7 } },
          { name: 'Bot', avatar: undefined, avatarKind: 'bot', target: { kind: 'user', userId: 12 } },
          {
            name: 'Team',
            avatar: undefined,
            avatarKind: 'chat',
            target: { kind: 'dialog', dialogId: 'chat9' },
          },
          { name: 'Out', avatar: undefined, avatarKind: 'user', target: target('https://a.example') },
        ],
      },
    ]);
  });

  it('GRID, with old displays and missing halves', () => {
    const [block] = blocksOf({
      GRID: [
        {
          DISPLAY: 'ROW',
          NAME: 'Status',
          VALUE: '[b]open[/b]',
          WIDTH: 100,
          COLOR: '#f00',
          COLOR_TOKEN: 'primary',
          LINK: '/x',
        },
        { DISPLAY: 'COLUMN', VALUE: 5 },
        { DISPLAY: 'CARD', NAME: 'n' },
        { DISPLAY: 'table', NAME: 'n', VALUE: 'v' },
        { DISPLAY: '???', NAME: 'n' },
        { DISPLAY: 'ROW' },
      ],
    });
    assert.ok(block?.kind === 'grid');
    assert.deepEqual(
      block.cells.map((cell) => cell.display),
      ['row', 'row', 'line', 'table', 'block'],
    );
    assert.deepEqual(block.cells[0], {
      display: 'row',
      name: 'Status',
      value: [p(b('open'))],
      size: { width: 100, height: undefined },
      color: '#ff0000',
      colorToken: 'primary',
      target: target('/x'),
    });
    assert.deepEqual(block.cells[1]?.value, [p('5')]);
    assert.equal(block.cells[1]?.name, undefined);
    assert.equal(block.cells[2]?.value, undefined);
  });

  it('IMAGE and FILE', () => {
    assert.deepEqual(
      blocksOf(
        { IMAGE: { LINK: 'https://a.example/i.png', NAME: 'i', PREVIEW: '/s.png', WIDTH: 1, HEIGHT: -1 } },
        { FILE: [{ LINK: '/f.zip', NAME: 'f.zip', SIZE: '2048' }, { LINK: '/g.zip' }] },
        { IMAGE: { LINK: 'mailto:a@b.example' } },
        { FILE: { NAME: 'no address' } },
      ),
      [
        {
          kind: 'images',
          images: [
            {
              src: target('https://a.example/i.png'),
              preview: target('/s.png'),
              name: 'i',
              size: { width: 1, height: undefined },
            },
          ],
        },
        {
          kind: 'files',
          files: [
            { target: target('/f.zip'), name: 'f.zip', size: 2048 },
            { target: target('/g.zip'), name: '/g.zip', size: undefined },
          ],
        },
      ],
    );
  });

  it('DELIMITER, also as the empty list that PHP makes of it', () => {
    assert.deepEqual(blocksOf({ DELIMITER: { SIZE: 300, COLOR: '#c6c6c6' } }, { DELIMITER: [] }), [
      { kind: 'delimiter', width: 300, color: '#c6c6c6' },
      { kind: 'delimiter', width: 200, color: undefined },
    ]);
  });

  it('HTML is its words', () => {
    const html = '<p>a &lt;b&gt; &#1090; &#x2f;</p><script>x</script><br/>5 < 6 &unknown; &#0; &#xd800;';
    assert.deepEqual(blocksOf({ HTML: html }, { HTML: '<p></p>' }), [
      { kind: 'plain', text: 'a <b> т /\nx\n5 < 6 &unknown; &#0; &#xd800;' },
    ]);
  });

  it('lists with holes that became objects', () => {
    const cards = readAttachCards({ '0': { BLOCKS: { '1': { MESSAGE: 'a' }, '4': { MESSAGE: 'b' } } } });
    assert.deepEqual(cards, [
      card([
        { kind: 'message', text: [p('a')] },
        { kind: 'message', text: [p('b')] },
      ]),
    ]);
  });

  it('a block on its own is a card', () => {
    assert.deepEqual(readAttachCards([{ MESSAGE: 'a' }]), [card([{ kind: 'message', text: [p('a')] }])]);
  });

  it('what is not understood is left out, and cards without anything left too', () => {
    const junk = [
      null,
      1,
      'x',
      [],
      {},
      { BLOCKS: [] },
      { BLOCKS: [{ NEW: 1 }] },
      { BLOCKS: [{ MESSAGE: ' ' }] },
    ];
    assert.deepEqual(readAttachCards(junk), []);
    for (const value of [undefined, null, '', 'N', 5, true, []]) assert.deepEqual(readAttachCards(value), []);
  });

  it('never throws', () => {
    const keys = [
      'BLOCKS',
      'MESSAGE',
      'LINK',
      'RICH_LINK',
      'USER',
      'GRID',
      'IMAGE',
      'FILE',
      'DELIMITER',
      'HTML',
      'NAME',
      'VALUE',
      'SIZE',
      'COLOR',
      'USER_ID',
      'PREVIEW_SIZE',
    ];
    const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 5, withCrossShrink: true },
        fc.constantFrom<unknown>(null, true, 0, -1, 1e300, '', 'x', '#fff', '/x', '7', '[b]x[/b]'),
        fc.array(tie('tree'), { maxLength: 4 }),
        fc.dictionary(fc.constantFrom(...keys, '0', '1'), tie('tree'), { maxKeys: 5 }),
      ),
    }));
    fc.assert(
      fc.property(tree, (value) => {
        for (const read of readAttachCards(value)) assert.ok(read.blocks.length > 0);
      }),
      { numRuns: 1000 },
    );
  });
});
