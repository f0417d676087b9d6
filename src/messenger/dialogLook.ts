import { decodeDialogDetails, dialogGetCommand } from '../bitrix24/api/dialogApi.ts';
import { decodeUserList, userListCommand } from '../bitrix24/api/userApi.ts';
import type { DecodeContext } from '../bitrix24/api/wire.ts';
import type { BatchItem, Command } from '../bitrix24/rest/batch.ts';
import type { DialogDetails } from '../model/dialogDetails.ts';
import { type DialogId, userIdOfDialog } from '../model/dialogId.ts';
import type { User } from '../model/user.ts';
import { part } from './answerPart.ts';

/** What an open dialog is at the moment: how far its members have read, how many they are, who may write. */
export interface DialogLook {
  readonly details: DialogDetails;
  /** The other one of a private dialog, where the portal shows them. */
  readonly peer: User | undefined;
}

/** To go along with a request that is made anyway. */
export function lookCommands(dialogIds: readonly DialogId[]): Record<string, Command> {
  const peerIds = dialogIds.flatMap((dialogId) => userIdOfDialog(dialogId) ?? []);
  return {
    ...Object.fromEntries(dialogIds.map((dialogId) => [`look_${dialogId}`, dialogGetCommand(dialogId)])),
    ...(peerIds.length > 0 ? { peers: userListCommand(peerIds) } : {}),
  };
}

/** Leaves out what failed: it is asked for again soon, and a dialog that is closed to this person shows by its messages. */
export function decodeLooks(
  answer: Readonly<Record<string, BatchItem>>,
  dialogIds: readonly DialogId[],
  context: DecodeContext,
): readonly DialogLook[] {
  const peers = part(answer['peers'], (result) => decodeUserList(result, context));
  return dialogIds.flatMap((dialogId): readonly DialogLook[] => {
    const details = part(answer[`look_${dialogId}`], (given) =>
      decodeDialogDetails(given, dialogId, context),
    );
    if (!details.ok) return [];
    const peerId = userIdOfDialog(dialogId);
    return [
      { details: details.value, peer: peers.ok ? peers.value.find(({ id }) => id === peerId) : undefined },
    ];
  });
}
