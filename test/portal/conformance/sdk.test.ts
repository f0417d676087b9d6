// The official SDK as a client that knows nothing of this portal. It insists on https, so it gets a throw-away certificate.
import assert from 'node:assert/strict';
import { Agent } from 'node:https';
import {
  AjaxError,
  ApiVersion,
  B24Hook,
  type AjaxResult,
  type RestrictionParams,
  type Result,
} from '@bitrix24/b24jssdk';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { startPortal, type Portal, type PortalOptions } from '../portal.ts';
import { seeds } from '../seeds/index.ts';
import { throwAwayCertificate } from '../throwAwayCertificate.ts';

/** The SDK's own limits, except that it waits less. */
const HURRIED: Partial<RestrictionParams> = {
  retryDelay: 10,
  rateLimit: { burstLimit: 50, drainRate: 10, adaptiveEnabled: false },
};

const certificate = throwAwayCertificate();

describe('the official SDK', () => {
  let portal: Portal;
  let sdk: B24Hook;

  async function start(options: Partial<PortalOptions> = {}): Promise<void> {
    portal = await startPortal({ seed: seeds.demo, tls: certificate, ...options });
    sdk = clientOf(portal);
  }

  beforeEach(() => start());

  afterEach(() => portal.stop());

  it('sends a message and reads it back', async () => {
    const id = resultOf(await call<number>('im.message.add', { DIALOG_ID: '7', MESSAGE: 'Chào Tài 👋' }));
    const page = resultOf(
      await call<{ messages: { id: number; text: string; author_id: number }[] }>('im.dialog.messages.get', {
        DIALOG_ID: '7',
        LAST_ID: 0,
      }),
    );
    const [newest] = page.messages;
    assert.deepEqual([newest?.id, newest?.text, newest?.author_id], [id, 'Chào Tài 👋', 1]);
  });

  it('lists the dialogs', async () => {
    const list = resultOf(await call<{ items: { id: number | string }[] }>('im.recent.list', { LIMIT: 200 }));
    assert.equal(list.items.length, 40);
    assert.ok(list.items.some((item) => item.id === 'chat101'));
  });

  it('pages through a list by the `next` of the envelope', async () => {
    const ids: number[] = [];
    let page = await call<{ id: number }[]>('im.dialog.users.list', { DIALOG_ID: 'chat100', LIMIT: 10 });
    for (let pages = 1; ; pages += 1) {
      ids.push(...resultOf(page).map((user) => user.id));
      assert.equal(page.getTotal(), portal.world.chat(100).members.size);
      if (!page.isMore()) {
        assert.equal(pages, 3);
        break;
      }
      const next = await page.getNext(sdk.getHttpClient(ApiVersion.v2));
      assert.ok(next !== false);
      page = next;
    }
    assert.deepEqual(ids, [...portal.world.chat(100).members.keys()]);
  });

  it('runs a batch of named commands', async () => {
    const response = await sdk.actions.v2.batch.make({
      calls: {
        counters: { method: 'im.counters.get' },
        recents: ['im.recent.list', { LIMIT: 3 }],
        nobody: { method: 'im.user.get', params: { ID: 999_999 } },
      },
      options: { isHaltOnError: false, returnAjaxResult: true },
    });
    const results = response.getData() as Record<string, AjaxResult<Record<string, unknown>>>;
    const given = (name: string): Readonly<Record<string, unknown>> => results[name]?.getData()?.result ?? {};
    assert.ok(Object.hasOwn(given('counters'), 'TYPE'));
    const { items } = given('recents');
    assert.equal(Array.isArray(items) && items.length, 3);
    assert.ok(results['nobody']?.getErrors().next().value instanceof AjaxError);
    assert.equal(portal.calls.filter((one) => one.method === 'batch').length, 1);
  });

  it('runs a batch of listed commands', async () => {
    const response = (await sdk.actions.v2.batch.make<unknown>({
      calls: [
        ['im.user.get', { ID: 7 }],
        ['im.user.get', { ID: 999_999 }],
        ['im.user.get', { ID: 6 }],
      ],
      options: { isHaltOnError: false },
    })) as Result<{ id: number }[]>;
    assert.deepEqual(
      response.getData()?.map((user) => user.id),
      [7, 6],
    );
  });

  it('understands an error', async () => {
    const failed = await outcomeOf(call('im.dialog.messages.get', { DIALOG_ID: 'nonsense' }));
    assert.equal(failed.code, 'DIALOG_ID_EMPTY');
    assert.equal(failed.status, 400);
  });

  it('understands that its webhook is not valid any more', async () => {
    portal.revokeWebhook();
    const failed = await outcomeOf(call('im.recent.list', {}));
    assert.equal(failed.code, 'INVALID_CREDENTIALS');
  });

  it('waits when the portal has had too many requests, and comes through', async () => {
    await portal.stop();
    await start({ rate: { capacity: 3, leakPerSecond: 4 } });
    const pages = await Promise.all(Array.from({ length: 5 }, () => call('im.counters.get', {})));
    assert.ok(pages.every((page) => page.isSuccess));
    const refused = portal.calls.filter((one) => one.error === 'QUERY_LIMIT_EXCEEDED');
    assert.ok(refused.length > 0);
    assert.ok(refused.every((one) => one.status === 503));
  });

  it('reads the time budget of a method', async () => {
    portal.spendOperating(portal.mainUserId, 'im.counters.get', 12.5);
    await call('im.counters.get', {});
    const { operatingStats } = sdk.getHttpClient(ApiVersion.v2).getStats();
    assert.ok((operatingStats['im.counters.get'] ?? 0) >= 12.5, JSON.stringify(operatingStats));
  });

  describe('when the connection drops after the portal has done its work', () => {
    it('sends the message three times over', async () => {
      portal.faults.add('im.message.add', { kind: 'drop', when: 'after' }, 2);
      assert.ok((await call('im.message.add', { DIALOG_ID: '7', MESSAGE: 'Only once, please' })).isSuccess);
      assert.equal(copiesOf('Only once, please'), 3);
    });

    it('sends it once where the portal knows it by its TEMPLATE_ID', async () => {
      portal.faults.add('im.message.add', { kind: 'drop', when: 'after' }, 2);
      const sent = await call('im.message.add', {
        DIALOG_ID: '7',
        MESSAGE: 'Only once, please',
        TEMPLATE_ID: '5f0c4d3e-8a51-4a7b-9c0d-2e6f7a8b9c01',
      });
      assert.ok(sent.isSuccess);
      assert.equal(portal.calls.filter((one) => one.method === 'im.message.add').length, 3);
      assert.equal(copiesOf('Only once, please'), 1);
    });
  });

  it('sends once when the connection drops before the portal has done anything', async () => {
    portal.faults.add('im.message.add', { kind: 'drop', when: 'before' }, 2);
    assert.ok((await call('im.message.add', { DIALOG_ID: '7', MESSAGE: 'Hello' })).isSuccess);
    assert.equal(portal.calls.filter((one) => one.method === 'im.message.add').length, 3);
    assert.equal(copiesOf('Hello'), 1);
  });

  function call<T>(method: string, params: Readonly<Record<string, unknown>>): Promise<AjaxResult<T>> {
    return sdk.actions.v2.call.make<T>({ method, params });
  }

  function copiesOf(text: string): number {
    return portal.world.privateChat(1, 7).messages.filter((message) => message.text === text).length;
  }
});

/** Its constructor takes no options of the transport, so trust goes in afterwards. */
function clientOf(portal: Portal): B24Hook {
  const sdk = B24Hook.fromWebhookUrl(portal.webhookUrl(), { restrictionParams: HURRIED });
  const { defaults } = sdk.getHttpClient(ApiVersion.v2).ajaxClient;
  defaults.httpsAgent = new Agent({ ca: certificate.cert });
  defaults.proxy = false;
  return sdk;
}

function resultOf<T>(answer: AjaxResult<T>): T {
  assert.ok(answer.isSuccess, answer.getErrorMessages().join('; '));
  const data = answer.getData();
  assert.ok(data);
  return data.result;
}

/** The SDK throws some errors and returns others. */
async function outcomeOf(
  answer: Promise<AjaxResult>,
): Promise<{ readonly code: string; readonly status: number }> {
  try {
    const [error] = (await answer).getErrors();
    assert.ok(error instanceof AjaxError);
    return error;
  } catch (error) {
    assert.ok(error instanceof AjaxError);
    return error;
  }
}
