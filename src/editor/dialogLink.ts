import * as vscode from 'vscode';
import { type DialogId, parseDialogId } from '../model/dialogId.ts';

const EXTENSION_ID = 'b24-community.bitrix24-messenger';

export interface LinkedPlace {
  readonly dialogId: DialogId;
  readonly messageId: number | undefined;
}

/** The address that opens a dialog, or a message in it, in whoever's VS Code follows it; on the portal it names, if any. */
export function dialogLink({ dialogId, messageId }: LinkedPlace, portal?: string): string {
  const path = messageId === undefined ? dialogId : `${dialogId}/${messageId}`;
  const query = portal === undefined ? '' : `?${new URLSearchParams({ portal }).toString()}`;
  return `${vscode.env.uriScheme}://${EXTENSION_ID}/dialog/${path}${query}`;
}

/** `/dialog/chat97` or `/dialog/chat97/4711`; `undefined` for any other path. */
export function readDialogLink(path: string): LinkedPlace | undefined {
  const [, dialog, message] = /^\/dialog\/([^/]+)(?:\/(\d{1,15}))?\/?$/.exec(path) ?? [];
  const dialogId = parseDialogId(dialog);
  if (dialogId === undefined) return undefined;
  const messageId = message === undefined ? undefined : Number(message);
  return messageId === 0 ? undefined : { dialogId, messageId };
}

/** The portal that a link names; `undefined` where it names none, which leads to the default account. */
export function readLinkedPortal(query: string): string | undefined {
  const portal = new URLSearchParams(query).get('portal')?.trim().toLowerCase();
  return portal === '' ? undefined : portal;
}
