import assert from 'node:assert/strict';
import { domainToASCII } from 'node:url';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import {
  portalAddress,
  readWebhook,
  type Webhook,
  webhookEndpoint,
  type WebhookProblem,
} from '../../../../src/bitrix24/auth/webhookUrl.ts';

const code = 'k3v9x0q7w2e5r8t1';

function read(input: Parameters<typeof readWebhook>[0]): Webhook {
  const reading = readWebhook(input);
  assert.ok(reading.ok, reading.ok ? '' : reading.problem);
  return reading.webhook;
}

function problem(input: Parameters<typeof readWebhook>[0]): WebhookProblem {
  const reading = readWebhook(input);
  assert.ok(!reading.ok, 'It was read');
  return reading.problem;
}

const cloud: Webhook = { origin: 'https://portal.bitrix24.vn', basePath: '', userId: 7, code };
const plain = `https://portal.bitrix24.vn/rest/7/${code}/`;

describe('readWebhook', () => {
  describe('takes the same webhook from', () => {
    const pasted: Readonly<Record<string, string>> = {
      'the address as Bitrix24 shows it': plain,
      'without the slash at its end': plain.slice(0, -1),
      'with a method': `${plain}im.message.add`,
      'with a method and its format': `${plain}im.message.add.json`,
      'with XML': `${plain}profile.xml`,
      'with a query': `${plain}im.recent.list.json?LIMIT=5&OFFSET=0`,
      'with a fragment': `${plain}#top`,
      'a query right after the code': `${plain.slice(0, -1)}?x=1`,
      'the REST v3 form': `https://portal.bitrix24.vn/rest/api/7/${code}/profile`,
      'spaces around it': `  ${plain} \n`,
      'a no-break space': `\u00a0${plain}\u00a0`,
      'zero-width marks in it': `https://portal.\u200bbitrix24.vn/rest/7/\u2060${code.slice(0, 5)}\ufeff${code.slice(5)}/`,
      'a soft hyphen': `https://portal.bitrix24.vn/rest/7/${code.slice(0, 5)}\u00ad${code.slice(5)}/`,
      'a line break in it': `https://portal.bitrix24.vn/rest/\n  7/${code}/`,
      'a line break in its code': `https://portal.bitrix24.vn/rest/7/${code.slice(0, 9)}\r\n${code.slice(9)}/`,
      'double quotes': `"${plain}"`,
      'single quotes': `'${plain}'`,
      'typographic quotes': `“${plain}”`,
      'German quotes': `„${plain}“`,
      'Russian quotes': `«${plain}»`,
      'backticks': `\`${plain}\``,
      'angle brackets': `<${plain}>`,
      'round brackets': `(${plain})`,
      'a markdown link': `[my webhook](${plain})`,
      'a markdown link to itself': `[${plain}](${plain})`,
      'bold': `**${plain}**`,
      'words before it': `Webhook: ${plain}`,
      'words after it': `${plain} is the one`,
      'a full stop after it': `${plain}.`,
      'a full stop after its code': `${plain.slice(0, -1)}.`,
      'a comma after its code': `${plain.slice(0, -1)}, see above`,
      'a line of curl': `curl -X POST -d '{"A":1}' "${plain}profile.json" -i`,
      'no scheme': `portal.bitrix24.vn/rest/7/${code}/`,
      'two slashes and no scheme': `//portal.bitrix24.vn/rest/7/${code}/`,
      'capitals in its host': `HTTPS://Portal.Bitrix24.VN/rest/7/${code}/`,
      'capitals in its path': `https://portal.bitrix24.vn/REST/7/${code}/`,
      'doubled slashes': `https://portal.bitrix24.vn//rest//7//${code}//`,
      'backslashes': `https:\\\\portal.bitrix24.vn\\rest\\7\\${code}\\`,
      'a space that was encoded': `https://portal.bitrix24.vn/rest/7/${code}%20/`,
      'a scheme twice': `https://${plain}`,
      'the default port': `https://portal.bitrix24.vn:443/rest/7/${code}/`,
      'zeros before the user': `https://portal.bitrix24.vn/rest/007/${code}/`,
    };
    for (const [what, input] of Object.entries(pasted)) {
      it(what, () => assert.deepEqual(read(input), cloud));
    }
  });

  describe('knows portals everywhere', () => {
    const hosts = [
      'firma.bitrix24.de',
      'empresa.bitrix24.com.br',
      'фирма.bitrix24.ru',
      'компания.рф',
      'công-ty.vn',
      'b24.company.kz:8443',
      'intranet',
      '192.168.1.20',
    ];
    for (const host of hosts) {
      it(host, () => {
        const [hostname = '', port] = host.split(':');
        const expected = `https://${domainToASCII(hostname)}${port === undefined ? '' : `:${port}`}`;
        assert.equal(read(`https://${host}/rest/1/${code}/`).origin, expected);
      });
    }

    it('below the root of their host', () => {
      assert.deepEqual(read(`https://host.example:8443/crm/rest/1/${code}/profile`), {
        origin: 'https://host.example:8443',
        basePath: '/crm',
        userId: 1,
        code,
      });
      assert.equal(read(`https://host.example/a/b/rest/1/${code}`).basePath, '/a/b');
      assert.equal(read(`https://host.example/rest/rest/1/${code}`).basePath, '/rest');
    });
  });

  describe('lets plain http pass for loopback only', () => {
    for (const host of [
      'localhost',
      'localhost:8080',
      '127.0.0.1:3000',
      '127.8.9.1',
      '[::1]:8080',
      '[::1]',
    ]) {
      it(`${host} with and without its scheme`, () => {
        const origin = `http://${host}`;
        assert.equal(read(`http://${host}/rest/1/${code}/`).origin, origin);
        assert.equal(read(`${host}/rest/1/${code}/`).origin, origin);
        assert.equal(read(`https://${host}/rest/1/${code}/`).origin, `https://${host}`);
      });
    }

    for (const host of [
      'portal.bitrix24.com',
      '10.0.0.1',
      '128.0.0.1',
      'localhost.example.com',
      '0.0.0.0',
      '[::2]',
      '127.0.0.1.nip.io',
    ]) {
      it(`not ${host}`, () => assert.equal(problem(`http://${host}/rest/1/${code}/`), 'httpsRequired'));
    }
  });

  describe('says what is wrong with', () => {
    const wrong: readonly (readonly [string, WebhookProblem])[] = [
      ['', 'empty'],
      [' \n\u200b ', 'empty'],
      ['""', 'empty'],
      ['hello', 'notAUrl'],
      ['what a nice day', 'notAUrl'],
      ['ftp://portal.bitrix24.com/rest/1/abc/', 'notAUrl'],
      ['javascript://x/rest/1/abc', 'notAUrl'],
      ['https://', 'notAUrl'],
      ['https://exa mple..com:99999/rest/1/abc/', 'notAUrl'],
      ['https://portal.bitrix24.com', 'noRestPath'],
      ['portal.bitrix24.com', 'noRestPath'],
      ['https://portal.bitrix24.com/devops/edit/in-hook/7/', 'noRestPath'],
      ['https://portal.bitrix24.com/restaurant/1/abc', 'noRestPath'],
      ['https://portal.bitrix24.com/rest', 'userIdMissing'],
      ['https://portal.bitrix24.com/rest/', 'userIdMissing'],
      ['https://portal.bitrix24.com/rest/im.recent.list', 'userIdMissing'],
      ['https://portal.bitrix24.com/rest/admin/abcdefabcdef/', 'userIdMissing'],
      ['https://portal.bitrix24.com/rest/0/abcdefabcdef/', 'userIdMissing'],
      ['https://portal.bitrix24.com/rest/12345678901234567890/abcdefabcdef/', 'userIdMissing'],
      ['https://portal.bitrix24.com/rest/7', 'codeMissing'],
      ['https://portal.bitrix24.com/rest/7/', 'codeMissing'],
      ['https://portal.bitrix24.com/rest/7/im.recent.list.json', 'codeMissing'],
      ['https://portal.bitrix24.com/rest/7/***/', 'codeMissing'],
      ['https://portal.bitrix24.com/rest/7/{code}/', 'codeMissing'],
      ['https://portal.bitrix24.com@evil.example/rest/7/abcdefabcdef/', 'userInfo'],
      ['https://user:pw@portal.example/rest/7/abcdefabcdef/', 'userInfo'],
    ];
    for (const [input, expected] of wrong) {
      it(`${JSON.stringify(input)}: ${expected}`, () => assert.equal(problem(input), expected));
    }
  });

  describe('takes three parts', () => {
    const parts = { address: 'portal.bitrix24.vn', userId: '7', code };

    it('and cleans each', () => {
      assert.deepEqual(read(parts), cloud);
      assert.deepEqual(
        read({ address: ' https://portal.bitrix24.vn/ ', userId: ' 7 ', code: `"${code}" ` }),
        cloud,
      );
      assert.deepEqual(read({ ...parts, code: `/${code}/` }), cloud);
    });

    it('from whatever page of a cloud portal', () => {
      for (const address of [
        'https://portal.bitrix24.vn/stream/',
        'https://portal.bitrix24.vn/online/?IM_DIALOG=7',
        'https://portal.bitrix24.vn/rest/',
      ]) {
        assert.deepEqual(read({ ...parts, address }), cloud);
      }
      assert.equal(read({ ...parts, address: 'https://a.bitrix24.com.br/crm/deal/' }).basePath, '');
    });

    it('of a portal below the root of its host', () => {
      assert.deepEqual(read({ ...parts, address: 'https://host.example:8443/crm/' }), {
        origin: 'https://host.example:8443',
        basePath: '/crm',
        userId: 7,
        code,
      });
      assert.equal(read({ ...parts, address: 'http://localhost:8080' }).origin, 'http://localhost:8080');
      assert.equal(read({ ...parts, address: 'http://[::1]' }).origin, 'http://[::1]');
    });

    it('or a whole webhook in the first', () => {
      assert.deepEqual(read({ address: plain, userId: '', code: '' }), cloud);
    });

    it('and says which is missing', () => {
      assert.equal(problem({ ...parts, address: '' }), 'empty');
      assert.equal(problem({ ...parts, userId: '' }), 'userIdMissing');
      assert.equal(problem({ ...parts, userId: 'admin' }), 'userIdMissing');
      assert.equal(problem({ ...parts, code: ' ' }), 'codeMissing');
      assert.equal(problem({ ...parts, code: 'a b/../c?' }), 'codeMissing');
      assert.equal(problem({ ...parts, address: 'http://portal.example' }), 'httpsRequired');
    });
  });

  it('stands whatever is pasted, and never sends a code to plain http', () => {
    const pieces = fc.constantFrom(
      'https://',
      'http://',
      '/',
      'rest',
      '/rest/',
      '7',
      code,
      '.',
      '@',
      ':',
      '?',
      '#',
      '[',
      ']',
      '(',
      '"',
      '%',
      '%2',
      ' ',
      '\n',
      'host',
      '.com',
      '\u200b',
      '\ud83d',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 14 }), (parts) => {
        const reading = readWebhook(parts.join(''));
        if (!reading.ok) return;
        assert.ok(reading.webhook.origin.startsWith('https://'));
        const url = webhookEndpoint(reading.webhook).url('profile');
        assert.deepEqual(readWebhook(url), reading);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('webhookEndpoint', () => {
  it('calls methods under the webhook and names its secret', () => {
    const endpoint = webhookEndpoint({ ...cloud, origin: 'https://host.example:8443', basePath: '/crm' });
    assert.equal(
      endpoint.url('im.message.add'),
      `https://host.example:8443/crm/rest/7/${code}/im.message.add.json`,
    );
    assert.deepEqual(endpoint.params, {});
    assert.deepEqual(endpoint.secrets, [code]);
  });
});

describe('portalAddress', () => {
  it('is what a person may see', () => {
    assert.equal(portalAddress({ ...cloud, basePath: '/crm' }), 'https://portal.bitrix24.vn/crm');
  });
});
