// The rows that head a part of the list; loaded when the list is shown in sections.
import * as vscode from 'vscode';
import { assertNever } from '../../base/assertNever.ts';
import { countOf } from '../../messenger/list/arrangement.ts';
import type { Dialog } from '../../model/dialog.ts';
import type { Section } from '../../model/section.ts';
import type { SectionRow } from './dialogRow.ts';

const { t } = vscode.l10n;

export function sectionItem({ accountId, section }: SectionRow, dialogs: readonly Dialog[]): vscode.TreeItem {
  const name = sectionName(section);
  const item = new vscode.TreeItem(name, vscode.TreeItemCollapsibleState.Expanded);
  const { unread, muted } = countOf(dialogs);
  const words = [
    unread > 0 ? t('{0} unread', unread) : '',
    muted > 0 ? t('{0} unread in muted chats', muted) : '',
  ].filter(Boolean);
  // Two accounts have sections of the same name.
  item.id = `section:${accountId}:${section}`;
  item.description = [unread > 0 ? `(${unread})` : '', muted > 0 ? t('{0} muted', muted) : '']
    .filter(Boolean)
    .join(' ');
  item.contextValue = 'section';
  item.tooltip = [name, ...words].join('\n');
  item.accessibilityInformation = { label: [name, ...words].join(', ') };
  return item;
}

export function sectionName(section: Section): string {
  switch (section) {
    case 'pinned':
      return t('Pinned dialogs');
    case 'unread':
      return t('Unread dialogs');
    case 'people':
      return t('People');
    case 'chats':
      return t('Chats');
    case 'channels':
      return t('Channels');
    case 'collabs':
      return t('Collabs');
    case 'lines':
      return t('Open lines');
    case 'tasks':
      return t('Tasks’ chats');
    case 'bots':
      return t('Bots and AI');
    default:
      return assertNever(section);
  }
}
