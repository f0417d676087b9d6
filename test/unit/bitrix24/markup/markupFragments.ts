// Pieces of markup for generated texts, and checks that hold for every tree.
import assert from 'node:assert/strict';
import type { Block, Inline, LinkTarget, RichText } from '../../../../src/model/richText.ts';

export const FRAGMENTS: readonly string[] = [
  '[b]',
  '[/b]',
  '[B]',
  '[/i]',
  '[i]',
  '[u]',
  '[/u]',
  '[s]',
  '[/s]',
  '[size=20]',
  '[/size]',
  '[color=#f00]',
  '[/color]',
  '[color=red]',
  '[url]',
  '[url=https://a.example/?q[]=1]',
  '[/url]',
  '[url=javascript:alert(1)]',
  '[url=//evil.example]',
  '[url=/\\evil]',
  '[url=/path]',
  '[URL]https://b.example[/URL]',
  '[url=java\tscript:x]',
  '[user=5]',
  '[USER=5 REPLACE]',
  '[/user]',
  '[user=all]',
  '[chat=9]',
  '[/chat]',
  '[chat=imol|3]',
  '[context=chat9/4]',
  '[context=1:2/3]',
  '[/context]',
  '[dialog=chat1 message=2]',
  '[/dialog]',
  '[put]',
  '[put=x]',
  '[/put]',
  '[send=y]',
  '[send]',
  '[/send]',
  '[call]',
  '[call=+1]',
  '[/call]',
  '[pch=1]',
  '[/pch]',
  '[code]',
  '[/code]',
  '[CODE]',
  '[img size=small]',
  '[/img]',
  ' [/img]',
  '[icon=/x title=T]',
  '[timestamp=1 format=FORMAT_DATE]',
  '[disk=1]',
  '[attach=1]',
  '[rating=3]',
  '[br]',
  '#BR#',
  '\n',
  '\n\n',
  '\r\n',
  '>>',
  '\n>>',
  '\n>>>>',
  `\n${'-'.repeat(54)}\n`,
  '-'.repeat(54),
  'Anna [12:00] #chat1/2\n',
  'Anna [12:00]\n',
  'https://c.example/x(y)',
  'http://',
  '://',
  'https://a@b',
  'HTTPS://D.example',
  '(',
  ')',
  '[',
  ']',
  '[[',
  ']]',
  '=',
  '/',
  '    ',
  ' ',
  '.',
  ',',
  'text',
  'đường',
  'đường'.normalize('NFD'),
  'ёж',
  '👩‍👩‍👧',
  'שלום',
  '\u202e',
  '\ud800',
  '\udc00',
  '\u0000',
];

/** Repeatable numbers from 0 up to, not including, 1 (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export interface TreeFacts {
  readonly nodes: number;
  readonly depth: number;
  /** Everything that is shown, in order; line breaks left out. */
  readonly shown: string;
}

/** Walks a tree, asserting what holds for all of them. */
export function inspectTree(tree: RichText): TreeFacts {
  let nodes = 0;
  let depth = 0;
  const shown: string[] = [];
  // A stack of its own, so that a tree that is too deep is reported and not a stack overflow.
  const stack: { node: Block | Inline; level: number; isPressable: boolean }[] = [];
  const pushAll = (children: readonly (Block | Inline)[], level: number, isPressable: boolean): void => {
    for (const node of [...children].reverse()) stack.push({ node, level, isPressable });
  };
  pushAll(tree, 1, false);

  for (let entry = stack.pop(); entry !== undefined; entry = stack.pop()) {
    const { node, level, isPressable } = entry;
    nodes += 1;
    depth = Math.max(depth, level);
    const pressable = PRESSABLE.has(node.kind);
    assert.ok(!(pressable && isPressable), 'a link in a link');
    if (pressable || node.kind === 'paragraph')
      assert.ok('children' in node && node.children.length > 0, node.kind);

    switch (node.kind) {
      case 'text':
        assert.notEqual(node.text, '');
        shown.push(node.text);
        break;
      case 'code':
        shown.push(node.text);
        break;
      case 'image':
        assertSafe(node.src, ['http', 'https']);
        break;
      case 'link':
        assertSafe(node.target, ['http', 'https', 'mailto', 'tel']);
        break;
      case 'size':
        assert.ok(Number.isInteger(node.px) && node.px >= 8 && node.px <= 30);
        break;
      case 'color':
        assert.match(node.color, /^#[0-9a-f]{6}$/);
        break;
      case 'timestamp':
        assert.ok(!Number.isNaN(new Date(node.date).getTime()));
        break;
      default:
    }
    if ('children' in node) pushAll(node.children, level + 1, isPressable || pressable);
  }
  return { nodes, depth, shown: shown.join('') };
}

const PRESSABLE = new Set(['link', 'mention', 'dialogLink', 'put', 'send', 'call']);

function assertSafe(target: LinkTarget, schemes: readonly string[]): void {
  // What a browser makes of it is what counts, not how it is written.
  if (target.kind === 'url') {
    const url = new URL(target.url);
    assert.ok(schemes.includes(url.protocol.slice(0, -1)), target.url);
    assert.equal(url.username + url.password, '', target.url);
    return;
  }
  const url = new URL(target.path, 'https://portal.example/');
  assert.equal(url.origin, 'https://portal.example', target.path);
}
