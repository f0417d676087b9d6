import * as vscode from 'vscode';
import { type SettableStatus, settableStatuses } from '../../bitrix24/api/statusApi.ts';

const { t } = vscode.l10n;

export function ownStatusText(status: SettableStatus): string {
  switch (status) {
    case 'online':
      return t('Online');
    case 'dnd':
      return t('Do not disturb');
    case 'away':
      return t('Away');
    case 'break':
      return t('On a break');
  }
}

/** The codicon. */
export function ownStatusIcon(status: SettableStatus): string {
  switch (status) {
    case 'online':
      return 'circle-large-filled';
    case 'dnd':
      return 'circle-slash';
    case 'away':
      return 'clock';
    case 'break':
      return 'coffee';
  }
}

/** Empty where the status is not known, or one that people cannot set. */
export function ownStatusLine(status: string | undefined): string {
  const known = settableStatuses.find((each) => each === status);
  return known === undefined ? '' : t('Your status: {0}', ownStatusText(known));
}
