// Signing in on Bitrix24's own page, in a real browser, from a real VS Code.
import { strict as assert } from 'node:assert';
import { readdir, readFile } from 'node:fs/promises';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { join, resolve } from 'node:path';
import { after, afterEach, before, describe, it } from 'mocha';
import type { Page } from 'playwright-core';
import { leadStraightTo, openedPage } from '../../host/openedPage.ts';
import { openWorkbench, type Workbench } from '../../host/workbench.ts';
import { PASSWORD } from '../../portal/oauth/authorisePages.ts';
import { type Portal, startPortal } from '../../portal/portal.ts';
import { seeds } from '../../portal/seeds/index.ts';

const root = resolve(import.meta.dirname, '../../..');
const RETURN = 'http://127.0.0.1:28924/bitrix24/';
const application = { clientId: 'local.6a1b2c3d.0001', clientSecret: 'applicationsecret0001' };
const OWN_ID = 1;

describe('signing in in the browser', () => {
  let portal: Portal;
  let workbench: Workbench;
  let browser: Page | undefined;

  before(async () => {
    portal = await startPortal({
      seed: seeds.paper,
      oauth: {
        applications: [{ ...application, redirectUri: RETURN, scopes: ['im', 'user'] }],
        accessSeconds: 3,
      },
    });
    const me = portal.world.users.get(OWN_ID);
    assert.ok(me);
    me.email = 'me@example.com';
    me.phones = { personal_mobile: '+84900000001' };
    workbench = await openWorkbench({ extensionPath: root, folder: join(root, 'test', 'host', 'workspace') });
    await leadStraightTo(workbench, () => portal.url);
  });
  afterEach(async () => {
    await browser?.close();
    browser = undefined;
  });
  after(async () => {
    await workbench?.close();
    await portal?.stop();
  });

  async function openedBy(action: () => Promise<void>): Promise<Page> {
    browser = await openedPage(workbench, action);
    return browser;
  }

  async function startSignIn(): Promise<void> {
    await workbench.runCommand('Bitrix24: Sign In');
    await workbench.quickInput.answer(portal.url);
    await workbench.quickInput.pick('In the browser');
  }

  it('asks for the application once, and says where to make it and with what', async () => {
    await startSignIn();
    await workbench.page.getByText('Handler path:').waitFor();
    for (const name of ['where applications are made', 'Copy the handler path', 'Copy the permissions'])
      await workbench.page.getByRole('button', { name }).waitFor();
    await workbench.quickInput.answer('no id!');
    await workbench.page.getByText('This is no application ID').waitFor();
    await workbench.quickInput.answer(application.clientId);
    await workbench.page.getByText('2 of 2').waitFor();
  });

  it('says so where the key is wrong, and asks again', async () => {
    const page = await openedBy(() => workbench.quickInput.answer('wrongwrongwrong'));
    await page.getByLabel('Phone or e-mail').fill('me@example.com');
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('back in VS Code').waitFor();
    await workbench.page.getByText('does not know this application').first().waitFor();
    await workbench.quickInput.answer(application.clientId);
    await workbench.page.getByText('2 of 2').waitFor();
  });

  it('signs in by the session that the browser has, or by phone', async () => {
    const page = await openedBy(() => workbench.quickInput.answer(application.clientSecret));
    await page.getByText('back in VS Code').waitFor();
    await workbench.page.getByText('Signed in to Bitrix24 as').first().waitFor();
    await workbench.page.getByRole('treeitem').filter({ hasText: 'Trung, Tài' }).waitFor();
  });

  it('renews by itself when the token has expired', async () => {
    const renewed = portal.waitForCall(
      ({ method }) =>
        method === 'im.recent.list' &&
        portal.oauth.server.requests.some((request) => request.grantType === 'refresh_token'),
      { timeoutMs: 30_000 },
    );
    await renewed;
    assert.ok(
      portal.oauth.server.requests.every(({ outcome }) => outcome === 'OK' || outcome === 'invalid_client'),
    );
  });

  it('takes the address from the clipboard where the browser finds no way back', async () => {
    await workbench.page.context().clearCookies();
    // Another program has the port that the return address names.
    const squatter = createServer((_request, response) => response.end('Nothing here'));
    squatter.listen(Number(new URL(RETURN).port), '127.0.0.1');
    await once(squatter, 'listening');
    await workbench.runCommand('Bitrix24: Sign In');
    await workbench.quickInput.answer(portal.url);
    const page = await openedBy(() => workbench.quickInput.pick('In the browser'));
    await page.getByLabel('Phone or e-mail').fill('+84900000001');
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('Nothing here').waitFor();
    const address = page.url();
    await workbench.quickInput.answer(address.replace(/state=[^&]*/, 'state=forged'));
    await workbench.page.getByText('belongs to another sign-in').waitFor();
    await workbench.quickInput.answer(address);
    await workbench.page.getByText('Signed in to Bitrix24 as').first().waitFor();
    squatter.close();
  });

  it('by QR code: the phone scans, the page goes on', async () => {
    await workbench.page.context().clearCookies();
    await workbench.runCommand('Bitrix24: Sign In');
    await workbench.quickInput.answer(portal.url);
    const page = await openedBy(() => workbench.quickInput.pick('In the browser'));
    await page.getByRole('link', { name: 'QR code' }).click();
    await page.getByText('Scan with the Bitrix24 app').waitFor();
    portal.oauth.scanQr(OWN_ID);
    await page.getByText('back in VS Code').waitFor();
    await workbench.page.getByText('Signed in to Bitrix24 as').first().waitFor();
  });

  it('leaves every secret, of the browser’s way and of a webhook, in secret storage alone', async () => {
    const code = new URL(portal.webhookUrl()).pathname.split('/')[3] ?? '';
    await workbench.page.bringToFront();
    await workbench.page.getByRole('treeitem').filter({ hasText: 'Trung, Tài' }).click();
    const thread = await workbench.webview('Trung, Tài');
    await thread.getByRole('log', { name: 'Messages' }).waitFor();
    const threadText = await thread.locator('html').innerHTML();
    // From here on only the webhook is let in.
    portal.oauth.revokeAllOf(OWN_ID);
    const revokedAt = Date.now();
    const asked = portal.waitForCall(
      ({ method, status, at }) => method === 'im.recent.list' && status === 200 && at > revokedAt,
      { timeoutMs: 30_000 },
    );
    await workbench.runCommand('Bitrix24: Sign In');
    await workbench.quickInput.answer(portal.webhookUrl());
    await asked;

    const secrets = [application.clientSecret, code, ...portal.oauth.issued];
    assert.ok(secrets.length > 5 && secrets.every((secret) => secret.length > 8));
    const texts = [
      ...(await textsBelow(workbench.dataFolder)),
      { path: 'window', text: await workbench.page.content() },
      { path: 'thread', text: threadText },
      { path: 'console', text: workbench.logs.join('\n') },
    ];
    for (const secret of secrets) {
      const found = texts.filter(({ text }) => text.includes(secret)).map(({ path }) => path);
      assert.deepEqual(found, []);
    }
  });
});

async function textsBelow(
  folder: string,
): Promise<readonly { readonly path: string; readonly text: string }[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(files.map(async (path) => ({ path, text: await readFile(path, 'latin1') })));
}
