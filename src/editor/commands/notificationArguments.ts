// What other programs and keybindings hand to the commands about notifications.
import * as vscode from 'vscode';
import * as v from 'valibot';
import { type SettableStatus, settableStatuses } from '../../bitrix24/api/statusApi.ts';
import type { DialogMode } from '../../messenger/notifications/notificationRules.ts';
import { ShownError } from '../errorText.ts';

/** `usual`: the dialog goes by the general rule. */
export type ModeChoice = DialogMode | 'usual';

export const modeChoices = ['usual', 'all', 'mentions', 'none'] as const;

const WithMode = v.object({ mode: v.picklist(modeChoices) });
const Status = v.picklist(settableStatuses);
const StatusOfAccount = v.object({ status: Status, accountId: v.optional(v.string()) });

/** `undefined` where no mode is given: a row of the list, or a dialog alone. */
export function readNotificationMode(argument: unknown): ModeChoice | undefined {
  if (typeof argument !== 'object' || argument === null || !('mode' in argument)) return undefined;
  const parsed = v.safeParse(WithMode, argument);
  if (parsed.success) return parsed.output.mode;
  throw new ShownError(
    vscode.l10n.t('The mode is one of these: {0}. Check the argument.', modeChoices.join(', ')),
  );
}

export interface StatusArgument {
  /** `undefined` where the person is to be asked. */
  readonly status: SettableStatus | undefined;
  /** All accounts where none is named. */
  readonly accountId: string | undefined;
}

/** A status, `{ status, accountId }`, or nothing. */
export function readStatus(argument: unknown): StatusArgument {
  if (argument === undefined) return { status: undefined, accountId: undefined };
  const status = v.safeParse(Status, argument);
  if (status.success) return { status: status.output, accountId: undefined };
  const ofAccount = v.safeParse(StatusOfAccount, argument);
  if (ofAccount.success) return { ...ofAccount.output, accountId: ofAccount.output.accountId };
  throw new ShownError(
    vscode.l10n.t('The status is one of these: {0}. Check the argument.', settableStatuses.join(', ')),
  );
}
