import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { FileBody } from '../../../../src/bitrix24/rest/fileBody.ts';
import { isPortalError, type PortalError } from '../../../../src/bitrix24/rest/portalError.ts';
import { SECRET } from './clientHarness.ts';
import { describePortalClient } from './describePortalClient.ts';
import { HttpServer, json } from './httpServer.ts';
import { reachableText } from './reachableText.ts';

describePortalClient((here) => {
  const elsewhere: HttpServer[] = [];
  afterEach(async () => {
    for (const server of elsewhere.splice(0)) await server.stop();
  });
  const anotherServer = async (): Promise<HttpServer> => {
    const server = await new HttpServer().start();
    elsewhere.push(server);
    return server;
  };
  const link = (path = 'download/?token=im%7CaWQ9'): string =>
    `${here.server.origin}/rest/1/${SECRET}/${path}`;

  async function bytesOf(at: string, maxBytes = 1_000_000, signal?: AbortSignal): Promise<Buffer> {
    const chunks: Uint8Array[] = [];
    await here.client.download(
      { link: at, maxBytes, mayBeHtml: false, onBytes: (bytes) => void chunks.push(bytes) },
      { signal },
    );
    return Buffer.concat(chunks);
  }

  async function failureOf(at: string, maxBytes?: number, signal?: AbortSignal): Promise<PortalError> {
    try {
      await bytesOf(at, maxBytes, signal);
    } catch (error) {
      assert.ok(isPortalError(error), String(error));
      assert.ok(!reachableText(error).some((text) => text.includes(SECRET)), 'the error holds the secret');
      return error;
    }
    throw new Error('The download succeeded');
  }

  describe('fetching a file', () => {
    it('gives the bytes, looks like a browser to the portal and tells nobody the link', async () => {
      here.server.answer = (_request, response) => response.end(Buffer.from([0, 1, 255, 254]));
      assert.deepEqual([...(await bytesOf(link()))], [0, 1, 255, 254]);

      const headers = here.server.requests[0]?.headers;
      for (const name of ['user-agent', 'accept', 'accept-language', 'referer'] as const) {
        assert.ok(headers?.[name], name);
      }
      assert.deepEqual(
        here.attempts.map(({ method, code }) => [method, code]),
        [['download', 'OK']],
      );
      assert.ok(!JSON.stringify(here.logger.lines).includes(SECRET));
    });

    it('asks no other host, whatever the portal’s answer says', async () => {
      const other = await anotherServer();
      assert.equal((await failureOf(`${other.origin}/rest/1/${SECRET}/download`)).code, 'FOREIGN_LINK');
      assert.equal((await failureOf('https://')).code, 'FOREIGN_LINK');
      assert.equal(other.requests.length, 0);
      assert.equal(here.server.requests.length, 0);
    });

    it('follows to another host only where no secret goes along', async () => {
      const other = await anotherServer();
      other.answer = (_request, response) => response.end('stored elsewhere');
      const sendTo = (location: string): void => {
        here.server.answer = (_request, response) => response.writeHead(302, { Location: location }).end();
      };
      sendTo(`${other.origin}/store/1?signature=abcd`);
      assert.equal(String(await bytesOf(link())), 'stored elsewhere');
      assert.equal(other.requests[0]?.headers.referer, undefined);

      for (const path of [
        `/rest/1/${SECRET}/download/?x=1`,
        `/?code=${encodeURIComponent(SECRET).replace('k', '%6B')}`,
        '/?token=im%7CaWQ9',
        '/?again=im|aWQ9',
      ]) {
        sendTo(other.origin + path);
        assert.equal((await failureOf(link())).kind, 'moved', path);
      }
      assert.equal(other.requests.length, 1);
    });

    it('goes round in no circle', async () => {
      here.server.answer = (_request, response) => response.writeHead(302, { Location: link() }).end();
      assert.equal((await failureOf(link())).code, 'TOO_MANY_REDIRECTS');
      assert.equal(here.server.requests.length, 4);
    });

    it('takes no page of words for a file', async () => {
      here.server.answer = (_request, response) =>
        response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end('<html>Sign in</html>');
      assert.equal((await failureOf(link())).code, 'NOT_A_FILE');
    });

    it('stops at the limit, whether the size is told or not', async () => {
      here.server.answer = (_request, response) =>
        response.writeHead(200, { 'Content-Length': '5000000000' }).write('x');
      assert.equal((await failureOf(link(), 1_000)).code, 'TOO_LARGE');

      let hungUp = (): void => undefined;
      const ended = new Promise<void>((resolve) => {
        hungUp = resolve;
      });
      here.server.answer = (_request, response) => {
        const pour = (): void => {
          while (!response.destroyed && response.write(Buffer.alloc(10_000)));
        };
        response.on('drain', pour).on('close', hungUp);
        pour();
      };
      assert.equal((await failureOf(link(), 1_000_000)).code, 'TOO_LARGE');
      await ended;
    });

    it('tells a cut answer, a refusal and a vanished link apart', async () => {
      here.server.answer = (_request, response) => {
        response.writeHead(200, { 'Content-Length': '10' }).write('half');
        setImmediate(() => response.destroy());
      };
      assert.equal((await failureOf(link())).kind, 'network');

      here.server.answer = (_request, response) =>
        json(response, 401, { error: 'INVALID_CREDENTIALS', error_description: `not ${SECRET}` });
      assert.equal((await failureOf(link())).kind, 'auth');

      here.server.answer = (_request, response) => response.writeHead(404).end('<h1>404</h1>');
      const gone = await failureOf(link());
      assert.deepEqual([gone.kind, gone.code], ['rejected', 'HTTP_404']);

      here.server.answer = (_request, response) => response.writeHead(502).end('<h1>502</h1>');
      assert.equal((await failureOf(link())).kind, 'server');
    });

    it('ends when it is told to, in the middle of the bytes', async () => {
      const controller = new AbortController();
      here.server.answer = (_request, response) => void response.write('some');
      const failing = failureOf(link(), 1_000_000, controller.signal);
      await here.server.untilRequests(1);
      controller.abort();
      assert.equal((await failing).kind, 'aborted');
    });
  });

  describe('sending a file', () => {
    const pieces = (bytes: Uint8Array, length: number) =>
      async function* () {
        for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
      };

    it('writes it into the call as base64 while it goes, and says how long it will be', async () => {
      const bytes = new Uint8Array(200_003).map((_, index) => index * 7);
      const progress: number[] = [];
      const body = new FileBody(bytes.length, pieces(bytes, 1_000), (sent) => progress.push(sent));
      await here.client.call('im.v2.File.upload', {
        dialogId: '7',
        fields: { name: 'ü\ud800.bin', content: body },
      });

      const [request] = here.server.requests;
      assert.deepEqual(JSON.parse(request?.body ?? ''), {
        dialogId: '7',
        fields: { name: 'ü\ufffd.bin', content: Buffer.from(bytes).toString('base64') },
      });
      assert.equal(request?.headers['content-length'], String(Buffer.byteLength(request?.body ?? '')));
      assert.equal(progress.at(-1), bytes.length);
      assert.ok(progress.length > 3);
    });

    it('is no call at all where the file is another one by now', async () => {
      const body = new FileBody(10, pieces(new Uint8Array(4), 4));
      await assert.rejects(
        here.client.call('im.v2.File.upload', { fields: { content: body } }),
        isPortalError,
      );
      assert.equal(here.server.requests.length, 0);
    });
  });
});
