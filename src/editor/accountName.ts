import { portalName } from '../messenger/account.ts';
import type { Session } from '../messenger/session.ts';

/** What tells one account from the others: its portal, with the person where two are signed in there. */
export function accountName({ account }: Session, all: readonly Session[]): string {
  const portal = portalName(account);
  const isOnlyOne = all.every(
    (other) => other.account.id === account.id || portalName(other.account) !== portal,
  );
  return isOnlyOne ? portal : `${account.userName} (${portal})`;
}

/** As `accountName`; `undefined` where there is nothing to tell apart. */
export function accountNameIfSeveral(session: Session, all: readonly Session[]): string | undefined {
  return all.length > 1 ? accountName(session, all) : undefined;
}
