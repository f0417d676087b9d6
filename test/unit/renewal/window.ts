// One window of several, as a process of its own: it finds its token expired when it is told to, and says how it went.
import type { Clock } from '../../../src/base/ports.ts';
import { oauthEndpoint } from '../../../src/bitrix24/auth/oauthEndpoint.ts';
import { TokenServer } from '../../../src/bitrix24/auth/tokenServer.ts';
import { createPortalClient } from '../../../src/bitrix24/rest/portalClient.ts';
import { builtInFetch } from '../../../src/editor/builtInFetch.ts';
import { DiskFolder } from '../../../src/editor/diskFolder.ts';
import { AccountStore } from '../../../src/messenger/accountStore.ts';
import { TokenKeeper } from '../../../src/messenger/tokenKeeper.ts';
import { SilentLogger } from '../silentLogger.ts';
import { folderSecrets } from './folderSecrets.ts';

const CALLS = 3;

const [folderPath = '', accountId = ''] = process.argv.slice(2);
const disk = new DiskFolder(folderPath);
const clock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  schedule: (action, delayMs) => {
    const timer = setTimeout(action, delayMs);
    return { dispose: () => clearTimeout(timer) };
  },
};
const logger = new SilentLogger();
const accounts = new AccountStore(folderSecrets(disk.subfolder('keyring')), logger);
const account = await accounts.read(accountId);
if (account?.credential.kind !== 'oauth') throw new Error('There is no such account');
const ports = { accounts, server: new TokenServer(builtInFetch, clock), folder: disk, clock, logger };
const keeper = new TokenKeeper(account, account.credential, ports, () => undefined);
const client = createPortalClient({
  endpoint: oauthEndpoint(account.portal, keeper),
  fetch: builtInFetch,
  clock,
  logger,
});

process.once('message', () => {
  void Promise.all(Array.from({ length: CALLS }, () => client.call('profile'))).then(
    () => process.send?.('done', () => process.disconnect()),
    (error: unknown) => process.send?.(String(error), () => process.disconnect()),
  );
});
process.send?.('ready');
