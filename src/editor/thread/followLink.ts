import { portalAddress } from '../../bitrix24/auth/webhookUrl.ts';
import { portalName } from '../../messenger/account.ts';
import { MessengerError } from '../../messenger/messengerError.ts';
import type { Session } from '../../messenger/session.ts';
import { type DialogId, parseDialogId } from '../../model/dialogId.ts';
import type { LinkTarget } from '../../model/richText.ts';
import { type LinkDoubts, openLink } from './openLink.ts';
import type { OpenDialog } from './threadHandlers.ts';

/** Opens the page of a dialog here, where its portal's account is signed in, and everything else outside VS Code. */
export async function followLink(
  session: Session,
  target: LinkTarget,
  openDialog: OpenDialog,
  doubts: LinkDoubts,
): Promise<void> {
  const page = dialogPage(target, portalAddress(session.account.portal));
  if (page !== undefined) {
    const isHere = page.portal === portalName(session.account);
    try {
      await openDialog(page.dialogId, undefined, isHere ? undefined : page.portal);
      return;
    } catch (error) {
      const isElsewhere = error instanceof MessengerError && error.problem.kind === 'unknownAccount';
      if (!isElsewhere) throw error;
    }
  }
  await openLink(session, target, doubts);
}

/** A dialog in the portal's own web client: `https://portal/online/?IM_DIALOG=chat97`. */
function dialogPage(
  target: LinkTarget,
  here: string,
): { readonly portal: string; readonly dialogId: DialogId } | undefined {
  const address = target.kind === 'url' ? target.url : new URL(target.path, here).href;
  if (!/^https?:/i.test(address) || !URL.canParse(address)) return undefined;
  const { host, pathname, searchParams } = new URL(address);
  const basePath = /^(.*)\/online\/?$/.exec(pathname)?.[1];
  const dialogId = parseDialogId(searchParams.get('IM_DIALOG') ?? undefined);
  return basePath === undefined || dialogId === undefined
    ? undefined
    : { portal: `${host}${basePath}`, dialogId };
}
