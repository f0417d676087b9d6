import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { parseMarkup } from '../../../../src/bitrix24/markup/parseMarkup.ts';
import { literal, table } from './markupTable.ts';
import { b, br, code, link, p } from './trees.ts';
import { UNSAFE_ADDRESSES } from './unsafeAddresses.ts';

describe('parseMarkup, links', () => {
  describe('url', () => {
    table([
      [
        'between the tags',
        '[url]https://a.example/x[/url]',
        [p(link('https://a.example/x', 'https://a.example/x'))],
      ],
      [
        'as the server writes it',
        '[URL]https://a.example[/URL]',
        [p(link('https://a.example', 'https://a.example'))],
      ],
      ['with a text', '[url=https://a.example]here[/url]', [p(link('https://a.example', 'here'))]],
      [
        'with markup in the text',
        '[url=https://a.example]a [b]b[/b][/url]',
        [p(link('https://a.example', 'a ', b('b')))],
      ],
      [
        'brackets in the value',
        '[url=https://a.example/?q[]=1&r[2]=3]x[/url]',
        [p(link('https://a.example/?q[]=1&r[2]=3', 'x'))],
      ],
      [
        'an unbalanced bracket in the value',
        '[url=https://a.example/?q[=1]x[/url]',
        [p(link('https://a.example/?q[=1', 'x'))],
      ],
      [
        'brackets between the tags',
        '[url]https://a.example/?q[]=1[b][/url]',
        [p(link('https://a.example/?q[]=1[b]', 'https://a.example/?q[]=1[b]'))],
      ],
      [
        'a path of the portal',
        '[url=/company/personal/user/7/]Tài[/url]',
        [p(link('/company/personal/user/7/', 'Tài'))],
      ],
      ['a path between the tags', '[url]/crm/deal/1/[/url]', [p(link('/crm/deal/1/', '/crm/deal/1/'))]],
      ['spaces around', '[url= https://a.example ]x[/url]', [p(link('https://a.example', 'x'))]],
      ['a space inside', '[url=https://a.example/a b]x[/url]', [p(link('https://a.example/a%20b', 'x'))]],
      [
        'mailto and tel',
        '[url=mailto:a@b.example]m[/url][url=tel:+8412]t[/url]',
        [p(link('mailto:a@b.example', 'm'), link('tel:+8412', 't'))],
      ],
      [
        'no text shows the address',
        '[url=https://a.example][/url]',
        [p(link('https://a.example', 'https://a.example'))],
      ],
      [
        'a blank text too',
        '[url=https://a.example] [/url]',
        [p(link('https://a.example', ' https://a.example'))],
      ],
      [
        'an address in the text of another is no link',
        '[url=https://a.example]https://b.example[/url]',
        [p(link('https://a.example', 'https://b.example'))],
      ],
      [
        'a link in a link is only shown',
        '[url=https://a.example]a[url=https://b.example]b[/url]c[/url]',
        [p(link('https://a.example', 'abc'))],
      ],
      [
        'a tagged address in a link too',
        '[url=https://a.example][url]https://b.example[/url][/url]',
        [p(link('https://a.example', 'https://b.example'))],
      ],
      [
        'a mention in a link too',
        '[url=https://a.example][user=7][/user][/url]',
        [p(link('https://a.example', '@7'))],
      ],
      [
        'an unclosed one shows its tag and its link',
        '[url=https://a.example]x',
        [p('[url=', link('https://a.example', 'https://a.example'), ']x')],
      ],
      [
        'a look-alike host is shown as it is',
        '[url=https://аpple.example]x[/url]',
        [p(link('https://аpple.example', 'x'))],
      ],
      [
        'interrupted by a code block',
        '[url=https://a.example]a[code]b[/code]c[/url]',
        [p(link('https://a.example', 'a')), code('b'), p(link('https://a.example', 'c'))],
      ],
    ]);

    describe('what leads nowhere safe stays text', () => {
      for (const address of UNSAFE_ADDRESSES) {
        for (const source of [`[url=${address}]x[/url]`, `[url]${address}[/url]`]) {
          it(JSON.stringify(source), () => {
            const [block, ...others] = parseMarkup(source);
            assert.deepEqual(others, []);
            assert.ok(block?.kind === 'paragraph');
            // A harmless beginning of an address may still be a link; the tags must be visible.
            assert.equal(block.children[0]?.kind, 'text');
            assert.match(JSON.stringify(block.children), /"\[url/);
            for (const node of block.children) assert.ok(node.kind === 'text' || node.kind === 'link');
          });
        }
      }

      it('an address that is too long', () => {
        const source = `[url=/${'a'.repeat(5000)}]x[/url]`;
        assert.deepEqual(parseMarkup(source), [p(source)]);
      });
    });
  });

  describe('addresses in the text', () => {
    const a = 'https://a.example';
    table([
      ['alone', a, [p(link(a, a))]],
      ['http and capitals', 'HTTP://A.example/X', [p(link('HTTP://A.example/X', 'HTTP://A.example/X'))]],
      ['at the end of a sentence', `See ${a}/x.`, [p('See ', link(`${a}/x`, `${a}/x`), '.')]],
      ['several marks', `${a}?!...`, [p(link(a, a), '?!...')]],
      ['in parentheses', `(${a}/x)`, [p('(', link(`${a}/x`, `${a}/x`), ')')]],
      ['with parentheses', `${a}/x_(y)`, [p(link(`${a}/x_(y)`, `${a}/x_(y)`))]],
      ['with parentheses in parentheses', `(${a}/x_(y)).`, [p('(', link(`${a}/x_(y)`, `${a}/x_(y)`), ').')]],
      ['in square brackets', `[${a}]`, [p('[', link(a, a), ']')]],
      ['with square brackets', `${a}/?q[]=1`, [p(link(`${a}/?q[]=1`, `${a}/?q[]=1`))]],
      [
        'in quotation marks',
        `"${a}" «${a}» “${a}”`,
        [p('"', link(a, a), '" «', link(a, a), '» “', link(a, a), '”')],
      ],
      ['in angle brackets', `<${a}>`, [p('<', link(a, a), '>')]],
      ['up to a tag', `[b]${a}[/b]x`, [p(b(link(a, a)), 'x')]],
      ['up to the end of a line', `${a}\nx`, [p(link(a, a), br, 'x')]],
      ['two of them', `${a} ${a}`, [p(link(a, a), ' ', link(a, a))]],
      ['after a word of a script without spaces', `见${a}。`, [p('见', link(a, a), '。')]],
      [
        'with a port, a query and a fragment',
        `${a}:8080/x?y=z&w#v`,
        [p(link(`${a}:8080/x?y=z&w#v`, `${a}:8080/x?y=z&w#v`))],
      ],
      ['IPv6', 'http://[::1]:80/', [p(link('http://[::1]:80/', 'http://[::1]:80/'))]],
      ['other scripts in the path', `${a}/Việt/Ёж`, [p(link(`${a}/Việt/Ёж`, `${a}/Việt/Ёж`))]],
      ['only up to a backslash', `${a}\\@evil.example`, [p(link(a, a), '\\@evil.example')]],
      ['only up to a direction mark', `${a}/\u202ex`, [p(link(`${a}/`, `${a}/`), '\u202ex')]],
      ['four spaces after it', `${a}    x`, [p(link(a, a), '\tx')]],
      literal('inside a word', 'xhttps://a.example'),
      literal('without a host', 'https:// http://. https://)'),
      literal('with a user name', 'https://portal.example@evil.example/'),
      literal('another scheme', 'ftp://a.example callto:1 //a.example www.a.example mailto:a@b.example'),
    ]);
  });
});
