// A portal that was renamed: where it says it is, and whether that is the same portal.
import {
  isLoopback,
  type PortalAddress,
  portalAddress,
  readPortalAddress,
  webhookEndpoint,
} from '../bitrix24/auth/webhookUrl.ts';
import type { PortalEndpoint } from '../bitrix24/rest/portalEndpoint.ts';
import { isPortalError } from '../bitrix24/rest/portalError.ts';
import type { Account } from './account.ts';
import { MessengerError } from './messengerError.ts';
import { freshEndpoint } from './oauthSignIn.ts';
import { probeEitherWay, type SignInPorts } from './signIn.ts';
import type { TokenKeeper } from './tokenKeeper.ts';

/** The address that a person is asked about; `undefined` where an error names none that a sign-in may go to. */
export function moveOf(from: PortalAddress, error: unknown): PortalAddress | undefined {
  if (!isPortalError(error) || error.kind !== 'moved' || error.movedTo === undefined) return undefined;
  const read = readPortalAddress(error.movedTo);
  if (!read.ok) return undefined;
  const isThisMachine = (portal: PortalAddress): boolean => isLoopback(new URL(portal.origin).hostname);
  // A portal in the world does not move onto this computer.
  return isThisMachine(read.portal) && !isThisMachine(from) ? undefined : read.portal;
}

/** Asks the portal at the address that is known, where the sign-in has been before. */
export async function findMove(
  account: Account,
  ports: SignInPorts,
  signal: AbortSignal,
): Promise<PortalAddress | undefined> {
  try {
    await probeEitherWay(endpointAt(account, account.portal), ports, signal);
    return undefined;
  } catch (error) {
    const to = moveOf(account.portal, error);
    if (to === undefined) throw error;
    return to;
  }
}

/**
 * The account at its portal's new address, for a person who has agreed to it: only now the sign-in goes there. With OAuth
 * the token server, asked by `keeper`, has to name the same portal at this address first. Nothing is stored but renewed
 * tokens.
 */
export async function accountAfterMove(
  account: Account,
  to: PortalAddress,
  ports: SignInPorts & { readonly keeper: Pick<TokenKeeper, 'locate'> | undefined },
  signal: AbortSignal,
): Promise<Account> {
  const moved = { ...(await confirmed(account, to, ports.keeper)), portal: to };
  const { probe, networkClient } = await probeEitherWay(endpointAt(moved, to), ports, signal);
  if (probe.userId !== account.userId) throw new MessengerError({ kind: 'otherPortal' });
  return { ...moved, networkClient };
}

async function confirmed(
  account: Account,
  to: PortalAddress,
  keeper: Pick<TokenKeeper, 'locate'> | undefined,
): Promise<Account> {
  const { credential } = account;
  if (credential.kind === 'webhook' || keeper === undefined) return account;
  const { grant, portal } = await keeper.locate();
  const isSamePortal = grant.memberId === credential.grant.memberId || credential.grant.memberId === '';
  const isThere = portal === undefined || portalAddress(portal) === portalAddress(to);
  if (!isSamePortal || !isThere) throw new MessengerError({ kind: 'otherPortal' });
  return { ...account, credential: { ...credential, grant } };
}

/** As the tokens are now: an expired one is refused like any other, which tells no address. */
function endpointAt({ credential, userId }: Account, portal: PortalAddress): PortalEndpoint {
  if (credential.kind === 'webhook') return webhookEndpoint({ ...portal, userId, code: credential.code });
  return freshEndpoint(portal, credential.grant);
}
