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

/** `undefined` where no mode is given: a row of the list, or a dialog alone. */
export function readNotificationMode(argument: unknown): ModeChoice | undefined {
  if (typeof argument !== 'object' || argument === null || !('mode' in argument)) return undefined;
  const parsed = v.safeParse(WithMode, argument);
  if (parsed.success) return parsed.output.mode;
  throw new ShownError(
    vscode.l10n.t('The mode is one of these: {0}. Check the argument.', modeChoices.join(', ')),
  );
}

/** `undefined` where nothing is given. */
export function readStatus(argument: unknown): SettableStatus | undefined {
  if (argument === undefined) return undefined;
  const parsed = v.safeParse(Status, argument);
  if (parsed.success) return parsed.output;
  throw new ShownError(
    vscode.l10n.t('The status is one of these: {0}. Check the argument.', settableStatuses.join(', ')),
  );
}
