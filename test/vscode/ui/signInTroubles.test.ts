// What goes wrong on the way through the browser: each ends with a sentence that helps, and nobody is half signed in.
import { strict as assert } from 'node:assert';
import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { after, afterEach, before, describe, it } from 'mocha';
import type { Page, Route } from 'playwright-core';
import { leadStraightTo, openedPage } from '../../host/openedPage.ts';
import { openWorkbench, type Workbench } from '../../host/workbench.ts';
import { PASSWORD } from '../../portal/oauth/authorisePages.ts';
import { type Portal, startPortal } from '../../portal/portal.ts';
import { seeds } from '../../portal/seeds/index.ts';
import { systemClock } from '../../portal/systemClock.ts';

const root = resolve(import.meta.dirname, '../../..');
const RETURN = 'http://127.0.0.1:28924/bitrix24/';
const application = { clientId: 'local.6a1b2c3d.0001', clientSecret: 'applicationsecret0001' };
const DAY_MS = 86_400_000;
const NOT_AWAITED = 'not awaited here any more';

describe('a sign-in in the browser that goes wrong', () => {
  let portal: Portal;
  let workbench: Workbench;
  let browser: Page | undefined;
  let portalIsAheadMs = 0;

  before(async () => {
    portal = await startPortal({
      seed: seeds.paper,
      clock: { ...systemClock, now: () => systemClock.now() + portalIsAheadMs },
      oauth: { applications: [{ ...application, redirectUri: RETURN, scopes: ['im', 'user'] }] },
    });
    const me = portal.world.users.get(portal.mainUserId);
    assert.ok(me);
    me.email = 'me@example.com';
    workbench = await openWorkbench({ extensionPath: root, folder: join(root, 'test', 'host', 'workspace') });
    await leadStraightTo(workbench, () => portal.url);
  });
  afterEach(async () => {
    await browser?.close();
    browser = undefined;
    await workbench.page.context().unroute('**/oauth/login/**');
    await workbench.page.context().clearCookies();
    portalIsAheadMs = 0;
  });
  after(async () => {
    await workbench?.close();
    await portal?.stop();
  });

  /** Up to Bitrix24's own page. */
  async function start(secret = application.clientSecret): Promise<Page> {
    await workbench.page.bringToFront();
    await workbench.runCommand('Bitrix24: Sign In');
    await workbench.quickInput.answer(portal.url);
    await workbench.quickInput.pick('In the browser');
    await workbench.page.getByText('1 of 2').waitFor();
    await workbench.quickInput.answer(application.clientId);
    await workbench.page.getByText('2 of 2').waitFor();
    browser = await openedPage(workbench, () => workbench.quickInput.answer(secret));
    return browser;
  }

  async function enter(page: Page): Promise<void> {
    await page.getByLabel('Phone or e-mail').fill('me@example.com');
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
  }

  /** What happens between Bitrix24's page and the way back: the browser is led to the address as it is afterwards. */
  async function onTheWayBack(happens: (address: URL) => unknown): Promise<void> {
    const lead = async (route: Route): Promise<void> => {
      const entered = await route.fetch({ maxRedirects: 0 });
      const { location = '', 'set-cookie': cookie = '' } = entered.headers();
      const back = await fetch(new URL(location, portal.url), { headers: { cookie }, redirect: 'manual' });
      const address = new URL(back.headers.get('location') ?? '');
      await happens(address);
      await route.fulfill({ status: 303, headers: { location: address.href } });
    };
    await workbench.page.context().route('**/oauth/login/**', lead, { times: 1 });
  }

  async function changedTo(change: Readonly<Record<string, string | undefined>>): Promise<void> {
    await onTheWayBack(({ searchParams }) => {
      for (const [name, value] of Object.entries(change)) {
        if (value === undefined) searchParams.delete(name);
        else searchParams.set(name, value);
      }
    });
  }

  /** The sentence stands in the box that asks once more; closing it ends the sign-in. */
  async function told(words: string): Promise<void> {
    // A page behind another one is slow to draw.
    await workbench.page.bringToFront();
    await workbench.quickInput.message.filter({ hasText: words }).waitFor();
    await workbench.quickInput.cancel();
    await nobodyIsSignedIn();
  }

  async function nobodyIsSignedIn(): Promise<void> {
    await workbench.quickInput.box.waitFor({ state: 'hidden' });
    await workbench.runCommand('Bitrix24: Focus on Dialogs View');
    await workbench.page.getByRole('button', { name: 'Sign in to Bitrix24' }).waitFor();
    const storage = join(workbench.dataFolder, 'data/User/globalStorage');
    const kept = await readdir(storage, { recursive: true });
    assert.deepEqual(
      kept.filter((path) => path.includes('accounts/')),
      [],
    );
  }

  it('is led to by a walkthrough that opens by itself, once', async () => {
    const step = workbench.page.getByText('Choose a way in');
    await step.waitFor();
    await workbench.runCommand('View: Close All Editors');
    await step.waitFor({ state: 'detached' });
    await workbench.reload();
    await nobodyIsSignedIn();
    assert.equal(await step.count(), 0);
    await workbench.runCommand('Bitrix24: Getting Started');
    await step.waitFor();
    await workbench.runCommand('View: Close All Editors');
  });

  for (const [what, change, words] of [
    ['declined', { code: undefined, error: 'access_denied' }, 'was declined'],
    ['with a foreign token server', { server_domain: 'evil.example' }, 'not Bitrix24’s'],
  ] as const) {
    it(`comes back ${what}`, async () => {
      await changedTo(change);
      await enter(await start());
      await told(words);
    });
  }

  it('has the key wrong', async () => {
    await enter(await start('wrongwrongwrong'));
    await told('does not know this application');
  });

  it('brings a code that somebody else has spent', async () => {
    await onTheWayBack(async (address) => {
      const query = new URLSearchParams({
        grant_type: 'authorization_code',
        client_id: application.clientId,
        client_secret: application.clientSecret,
        code: address.searchParams.get('code') ?? '',
      });
      const { status } = await fetch(`http://${portal.oauth.server.domain}/oauth/token/?${query}`);
      assert.equal(status, 200);
    });
    await enter(await start());
    await told('used already, took too long');
  });

  it('takes longer than a code lives', async () => {
    await onTheWayBack(() => {
      portalIsAheadMs = 31_000;
    });
    await enter(await start());
    await told('used already, took too long');
  });

  it('meets a forged state: the page says so, and the real one is still awaited', async () => {
    await changedTo({ state: 'forged' });
    const page = await start();
    await enter(page);
    await page.getByText(NOT_AWAITED).waitFor();
    await workbench.page.bringToFront();
    await workbench.page.getByText('Waiting for the sign-in in the browser').waitFor();
    await workbench.quickInput.cancel();
    await nobodyIsSignedIn();
  });

  it('ends at a page that is closed: the box says how to go on, and Escape ends it', async () => {
    const page = await start();
    await page.close();
    await workbench.page.getByText('Escape ends the sign-in').waitFor();
    await workbench.quickInput.cancel();
    await nobodyIsSignedIn();
  });

  it('is begun twice: the first leads nowhere, the second works, whatever the clocks say', async () => {
    portalIsAheadMs = 3 * DAY_MS;
    const first = await start();
    const second = await start();
    await enter(first);
    await first.getByText(NOT_AWAITED).waitFor();
    await first.close();
    await second.reload();
    await second.getByText('back in VS Code').waitFor();
    await workbench.page.getByText('Signed in to Bitrix24 as').first().waitFor();
    await workbench.page.getByRole('treeitem').filter({ hasText: 'Trung, Tài' }).waitFor();
  });
});
