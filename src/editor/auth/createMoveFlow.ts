import type { FileFolder, Logger } from '../../base/ports.ts';
import { TokenServer } from '../../bitrix24/auth/tokenServer.ts';
import type { Redactor } from '../../bitrix24/rest/redaction.ts';
import type { AccountStore } from '../../messenger/accountStore.ts';
import { accountAfterMove, findMove } from '../../messenger/portalMove.ts';
import type { SessionStore } from '../../messenger/sessionStore.ts';
import { TokenKeeper } from '../../messenger/tokenKeeper.ts';
import { accountFetch } from '../accountFetch.ts';
import { systemClock } from '../hostPorts.ts';
import { MoveFlow } from './moveFlow.ts';
import { signInPorts } from './signInPorts.ts';

export interface MoveHost {
  readonly sessions: SessionStore;
  readonly accounts: AccountStore;
  /** Holds one subfolder for each account. */
  readonly folder: FileFolder;
  readonly logger: Logger;
  readonly redactor: Redactor;
}

/** A portal's move as this host follows it; loaded when a portal has moved. */
export function createMoveFlow({ sessions, accounts, folder, logger, redactor }: MoveHost): MoveFlow {
  return new MoveFlow(sessions, accounts, {
    find: (account, signal) => findMove(account, signInPorts(logger), signal),
    check: async (account, to, signal) => {
      const { credential } = account;
      if (credential.kind === 'webhook') {
        return accountAfterMove(account, to, { ...signInPorts(logger), keeper: undefined }, signal);
      }
      const server = new TokenServer(accountFetch(account.networkClient), systemClock);
      const ports = { accounts, server, folder: folder.subfolder(account.id), clock: systemClock, logger };
      const keeper = new TokenKeeper(account, credential, ports, (secret) => redactor.add(secret));
      return accountAfterMove(account, to, { ...signInPorts(logger), keeper }, signal);
    },
  });
}
