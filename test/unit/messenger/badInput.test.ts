// What goes wrong before or at the portal's door: told apart, nothing wrong stored, no text lost, no secret shown.
import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { readWebhook } from '../../../src/bitrix24/auth/webhookUrl.ts';
import { MESSAGE_LIMIT } from '../../../src/bitrix24/markup/splitMessage.ts';
import { isPortalError, type PortalError } from '../../../src/bitrix24/rest/portalError.ts';
import { MessengerError } from '../../../src/messenger/messengerError.ts';
import { textContent } from '../../../src/messenger/outgoing.ts';
import type { Session } from '../../../src/messenger/session.ts';
import type { Fault } from '../../portal/faults.ts';
import type { Portal } from '../../portal/portal.ts';
import { ids, startFixture } from '../../portal/portalFixture.ts';
import {
  callsOf,
  openVisible,
  portalErrorOf,
  problemOf,
  requests,
  send,
  writeInVain,
} from './sessionFixture.ts';
import { type Computer, makeComputer, openWindow, signInWith, type Window } from './windowFixture.ts';

const GROUP = `chat${ids.group}`;
const SEND = 'im.message.add';

describe('messenger: bad input', () => {
  let portal: Portal;
  let computer: Computer;
  let window: Window;
  let errors: unknown[];

  beforeEach(async () => {
    ({ portal } = await startFixture());
    computer = makeComputer();
    window = openWindow(portal, computer);
    await window.sessions.restore();
    errors = [];
  });

  afterEach(async () => {
    window.dispose();
    await portal.stop();
    assertNoSecretIn(errors.map(wholeText).join('\n'), 'an error');
    assertNoSecretIn(window.state.text, 'the state');
    assertNoSecretIn(JSON.stringify(window.logger.lines), 'the log');
  });

  function assertNoSecretIn(text: string, where: string): void {
    for (const { code } of portal.world.credentials.webhooks) {
      assert.ok(!text.includes(code), `the code stands in ${where}: ${text}`);
    }
    assert.ok(!text.includes(`127.0.0.1:${portal.port}`), `the portal's address stands in ${where}: ${text}`);
  }

  /** All that can be got out of an error, its causes and hidden members included. */
  function wholeText(error: unknown): string {
    if (!(error instanceof Error)) return String(error);
    const members = Object.getOwnPropertyNames(error).map((name) => String(Reflect.get(error, name)));
    return [error.stack ?? '', ...members, JSON.stringify(error), wholeText(error.cause ?? '')].join('\n');
  }

  async function refusedSignIn(address = portal.webhookUrl()): Promise<unknown> {
    const error: unknown = await signInWith(window, address).then(
      () => assert.fail('Signed in'),
      (thrown: unknown) => thrown,
    );
    errors.push(error);
    assert.deepEqual(window.sessions.all, []);
    assert.equal(computer.secrets.entries.size, 0);
    assert.deepEqual(window.state.keys, []);
    return error;
  }

  async function signedIn(): Promise<Session> {
    const session = await signInWith(window, portal.webhookUrl());
    await session.refresh();
    portal.clearCalls();
    return session;
  }

  async function refusedSend(session: Session, to: string, text: string): Promise<PortalError> {
    const error = await send(session, { to, text });
    assert.ok(isPortalError(error));
    errors.push(error);
    return error;
  }

  describe('at sign-in', () => {
    it('a wrong address is told apart before anybody is asked', () => {
      const problems = [
        '',
        'hello',
        'https://company.bitrix24.vn/company/',
        `${portal.url}/rest/`,
        `${portal.url}/rest/1/`,
      ]
        .map((address) => readWebhook(address))
        .map((reading) => (reading.ok ? 'fine' : reading.problem));
      assert.deepEqual(problems, ['empty', 'notAUrl', 'noRestPath', 'userIdMissing', 'codeMissing']);
      assert.deepEqual(portal.calls, []);
    });

    it('http is refused on any host but this computer', () => {
      const reading = readWebhook('http://company.bitrix24.ru/rest/1/abcdefgh12345678/');
      assert.deepEqual(reading, { ok: false, problem: 'httpsRequired' });
    });

    it('a wrong code', async () => {
      const error = await refusedSignIn(portal.webhookUrl().replace('secretcode', 'wr0ngc0dewr0ngc0'));
      assert.ok(isPortalError(error));
      assert.deepEqual([error.kind, error.outcome], ['auth', 'rejected']);
      assert.ok(!wholeText(error).includes('wr0ngc0de'));
    });

    it('an expired or deleted webhook', async () => {
      portal.revokeWebhook();
      const error = await refusedSignIn();
      assert.ok(isPortalError(error));
      assert.equal(error.kind, 'auth');
    });

    it('a webhook without the im scope', async () => {
      portal.setScopes(ids.me, ['user', 'disk']);
      const error = await refusedSignIn();
      assert.ok(error instanceof MessengerError);
      assert.deepEqual(error.problem, { kind: 'missingScope', scope: 'im' });
    });

    it('a plan without REST', async () => {
      portal.faults.add('*', { kind: 'noPlan' }, Infinity);
      const error = await refusedSignIn();
      assert.ok(isPortalError(error));
      assert.equal(error.kind, 'plan');
    });

    it('no network', async () => {
      const closed = createServer();
      await new Promise<void>((resolve) => {
        closed.listen(0, '127.0.0.1', resolve);
      });
      const { port } = closed.address() as AddressInfo;
      await new Promise((resolve) => closed.close(resolve));
      const error = await refusedSignIn(portal.webhookUrl().replace(`:${portal.port}`, `:${port}`));
      assert.ok(isPortalError(error));
      assert.deepEqual([error.kind, error.code, error.outcome], ['network', 'ECONNREFUSED', 'not-executed']);
    });

    it('a captive portal’s page', async () => {
      portal.faults.add('*', { kind: 'captivePortal' }, Infinity);
      const error = await refusedSignIn();
      assert.ok(isPortalError(error));
      assert.equal(error.kind, 'malformed');
    });

    it('a portal that has moved: the new address is named, and gets no secret', async () => {
      const { origin, server, asked } = await stranger();
      portal.faults.add('*', { kind: 'moved', origin });
      const error = await refusedSignIn();
      assert.ok(isPortalError(error));
      assert.equal(error.kind, 'moved');
      assert.equal(new URL(error.movedTo ?? '').origin, origin);
      assert.deepEqual(asked, []);
      server.close();
    });
  });

  describe('while signed in', () => {
    it('a dialog nobody knows', async () => {
      const session = await signedIn();
      const thread = await openVisible(session, 'chat123456');
      assert.ok(thread.load.kind === 'failed' && isPortalError(thread.load.error));
      assert.deepEqual([thread.load.error.kind, thread.load.error.code], ['rejected', 'ACCESS_ERROR']);
      errors.push(thread.load.error);
      assert.equal((await refusedSend(session, '123456', 'anybody?')).code, 'USER_NOT_FOUND');
      assert.equal(session.outgoing.of('123456')[0]?.content.text, 'anybody?');
    });

    it('a dialog of others', async () => {
      const session = await signedIn();
      const foreign = `chat${ids.foreign}`;
      const thread = await openVisible(session, foreign);
      assert.ok(thread.load.kind === 'failed' && isPortalError(thread.load.error));
      assert.equal(thread.load.error.code, 'ACCESS_ERROR');
      assert.equal((await refusedSend(session, foreign, 'let me in')).code, 'ACCESS_ERROR');
      assert.equal(session.outgoing.of(foreign)[0]?.content.text, 'let me in');
      errors.push(await portalErrorOf(session.messages(foreign, 10)));
      assert.equal(await session.readMarker.mark(foreign, undefined), undefined);
    });

    it('an empty message', async () => {
      const session = await signedIn();
      for (const text of ['', '   ', '\n\t\n']) {
        const problem = await problemOf(session.send(textContent(GROUP, text), { keepFailed: true }));
        assert.deepEqual(problem, { kind: 'emptyMessage' });
      }
      assert.deepEqual([requests(portal), session.outgoing.size], [[], 0]);
    });

    it('a message that is a character too long; one that just fits arrives whole', async () => {
      const session = await signedIn();
      const tooLong = '👋'.repeat(MESSAGE_LIMIT + 1);
      assert.deepEqual(await problemOf(session.send(textContent(GROUP, tooLong), { keepFailed: true })), {
        kind: 'tooLong',
        length: 20_001,
        limit: 20_000,
      });
      assert.deepEqual([requests(portal), session.outgoing.size], [[], 0]);
      const fits = '👋'.repeat(MESSAGE_LIMIT);
      await send(session, { to: GROUP, text: fits });
      assert.equal(portal.world.chat(ids.group).messages.at(-1)?.text, fits);
    });

    it('too many that wait', async () => {
      const session = await signedIn();
      portal.faults.add(SEND, { kind: 'error', status: 401, error: 'INVALID_CREDENTIALS' }, Infinity);
      const contents = Array.from({ length: 2_000 }, (_, index) => textContent(GROUP, `#${index}`));
      await session.sendAll(contents, { keepFailed: true });
      const problem = await problemOf(session.send(textContent(GROUP, 'one more'), { keepFailed: true }));
      assert.deepEqual(problem, { kind: 'tooManyWaiting', limit: 2_000 });
      assert.equal(session.waitingCount, 2_000);
    });

    const troubles: Readonly<Record<string, { readonly fault: Fault; readonly kind: PortalError['kind'] }>> =
      {
        'the network': { fault: { kind: 'drop', when: 'before' }, kind: 'network' },
        'the portal': { fault: { kind: 'gateway', when: 'before', status: 502 }, kind: 'server' },
        'a captive portal’s page in between': { fault: { kind: 'captivePortal' }, kind: 'malformed' },
        'a move of the portal': { fault: { kind: 'moved', origin: 'https://new.example' }, kind: 'moved' },
        'the plan': { fault: { kind: 'noPlan' }, kind: 'plan' },
        'the scope': { fault: { kind: 'error', status: 401, error: 'insufficient_scope' }, kind: 'scope' },
      };

    for (const [what, { fault, kind }] of Object.entries(troubles)) {
      it(`trouble with ${what} shows once, keeps the list, and goes when it is over`, async () => {
        const session = await signedIn();
        const connections: string[] = [];
        session.onDidChangeConnection((connection) => connections.push(connection.kind));
        const ends = portal.faults.add('batch', fault, Infinity);
        for (let tick = 0; tick < 3; tick += 1) errors.push(await portalErrorOf(session.refresh()));
        assert.ok(session.connection.kind === 'failing' && isPortalError(session.connection.error));
        assert.equal(session.connection.error.kind, kind);
        assert.notEqual(session.dialogs.get(GROUP), undefined);
        ends.dispose();
        await session.refresh();
        assert.deepEqual(connections, ['failing', 'online']);
      });
    }

    it('a webhook that is revoked in the middle: said once, and no text is lost', async () => {
      const session = await signedIn();
      const thread = await openVisible(session, GROUP);
      portal.revokeWebhook();
      errors.push(await portalErrorOf(session.refresh()));
      assert.ok(session.connection.kind === 'failing' && isPortalError(session.connection.error));
      assert.equal(session.connection.error.kind, 'auth');
      assert.equal(thread.load.kind, 'ready');
      const { state } = await writeInVain(session, { to: GROUP, text: 'written in vain' });
      assert.ok(state.kind === 'waiting' && isPortalError(state.error));
      assert.equal(state.error.kind, 'auth');
      errors.push(state.error);
      assert.equal(session.outgoing.of(GROUP)[0]?.content.text, 'written in vain');
      assert.ok(callsOf(portal, SEND).length <= 1);
      errors.push(await portalErrorOf(session.readMarker.mark(GROUP, undefined)));
      errors.push(await portalErrorOf(session.portal.search.find(['Tai'], new AbortController().signal)));
    });

    it('half of a search that fails leaves the other half', async () => {
      const session = await signedIn();
      portal.faults.add('im.search.chat.list', { kind: 'error', status: 403, error: 'ACCESS_DENIED' });
      const { signal } = new AbortController();
      const { dialogs: found } = await session.portal.search.find(['Tài'], signal);
      assert.deepEqual(
        found.map(({ dialogId, kind }) => [dialogId, kind]),
        [[String(ids.tai), 'person']],
      );
      portal.faults.add('*', { kind: 'error', status: 403, error: 'ACCESS_DENIED' });
      errors.push(await portalErrorOf(session.portal.search.find(['Tài'], signal)));
    });
  });
});

/** A host that nobody agreed to. */
async function stranger(): Promise<{
  readonly origin: string;
  readonly server: Server;
  readonly asked: readonly string[];
}> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.end();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server, asked };
}
