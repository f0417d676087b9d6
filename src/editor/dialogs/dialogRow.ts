import { isRecord } from '../../base/isRecord.ts';
import type { Dialog } from '../../model/dialog.ts';
import type { Section } from '../../model/section.ts';

/** What a row of the tree stands for. */
export type DialogRow =
  | AccountRow
  /** What is to be said of the account's list. */
  | { readonly kind: 'notice'; readonly accountId: string }
  | SectionRow
  | { readonly kind: 'dialog'; readonly accountId: string; readonly dialog: Dialog }
  | MoreRow;

export interface AccountRow {
  readonly kind: 'account';
  readonly accountId: string;
}

export interface SectionRow {
  readonly kind: 'section';
  readonly accountId: string;
  readonly section: Section;
}

export interface MoreRow {
  readonly kind: 'more';
  readonly accountId: string;
  readonly shown: number;
}

/** Of the addresses that carry what a row's decoration needs. */
export const ROW_SCHEME = 'bitrix24-dialog';

const ROW_KINDS: ReadonlySet<unknown> = new Set<DialogRow['kind']>([
  'account',
  'notice',
  'section',
  'dialog',
  'more',
]);

/** Whether a command was handed a row of the tree. */
export function isDialogRow(value: unknown): boolean {
  return isRecord(value) && ROW_KINDS.has(value['kind']) && 'accountId' in value;
}

export function isAccountRow(value: unknown): value is AccountRow {
  return isRecord(value) && value['kind'] === 'account' && typeof value['accountId'] === 'string';
}
