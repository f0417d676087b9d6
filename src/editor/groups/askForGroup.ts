import * as vscode from 'vscode';
import type { NewGroup } from '../../bitrix24/api/chatApi.ts';
import type { Session } from '../../messenger/session.ts';
import { Cancelled } from '../commands/commandRegistry.ts';
import { askText } from '../textBox.ts';
import { pickPeople } from './pickPeople.ts';

const { t } = vscode.l10n;
const LONGEST_TITLE = 255;

/** People, title, open or closed, in this order. Rejects with Cancelled where the person thinks better of it. */
export async function askForGroup(session: Session): Promise<NewGroup> {
  const userIds = await pickPeople(session, t('New group: people (1 of 3)'), { isMany: true });
  const title = await askForTitle(t('New group: name (2 of 3)'), '');
  const closed = { label: t('Closed'), detail: t('Only who is added can find it.') };
  const open = { label: t('Open'), detail: t('Everybody on the portal can find it and come in.') };
  const kind = await vscode.window.showQuickPick([closed, open], {
    title: t('New group: who may come in (3 of 3)'),
  });
  if (kind === undefined) throw new Cancelled();
  return { title, userIds, isOpen: kind === open };
}

export async function askForTitle(title: string, value: string): Promise<string> {
  const answer = await askText({
    title,
    prompt: t('Name of the group'),
    value,
    check: (text) => {
      if (text.trim() === '') return t('Give the group a name.');
      if (text.trim().length <= LONGEST_TITLE) return undefined;
      return t('Bitrix24 takes {0} characters. Shorten the name.', LONGEST_TITLE);
    },
  });
  return answer.trim();
}

/** Whether those who are added may read what was written before. */
export async function askForHistory(): Promise<boolean> {
  const hidden = { label: t('From now on'), detail: t('What was written before stays hidden from them.') };
  const shown = { label: t('With the history'), detail: t('They can read everything.') };
  const chosen = await vscode.window.showQuickPick([hidden, shown], {
    title: t('What may they read?'),
  });
  if (chosen === undefined) throw new Cancelled();
  return chosen === shown;
}
