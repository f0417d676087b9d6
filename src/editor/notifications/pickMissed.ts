import * as vscode from 'vscode';
import type { NewsItem } from '../../messenger/notifications/newsItem.ts';
import type { Session } from '../../messenger/session.ts';
import { accountNameIfSeveral } from '../accountName.ts';
import { formatCount, formatMoment } from '../format.ts';
import { readSettings } from '../settings.ts';
import { newsLine } from './toastText.ts';

const { t } = vscode.l10n;

/** A message that was missed, and whose. */
export interface Missed {
  readonly session: Session;
  readonly item: NewsItem;
}

interface MissedRow extends vscode.QuickPickItem {
  readonly missed?: Missed;
}

/** Of all accounts, the newest last. */
export function missedOf(sessions: readonly Session[]): readonly Missed[] {
  return sessions
    .flatMap((session) => session.inbox.missed.items.map((item) => ({ session, item })))
    .toSorted((a, b) => a.item.date - b.item.date);
}

/**
 * Shows what was missed, the newest first; `undefined` where nothing was picked. A button takes one off the list. With
 * several accounts each row says whose it is.
 */
export function pickMissed(
  accounts: readonly Session[],
  all: readonly Missed[],
): Promise<Missed | undefined> {
  return new Promise((resolve) => {
    const box = vscode.window.createQuickPick<MissedRow>();
    const drop = { iconPath: new vscode.ThemeIcon('close'), tooltip: t('Take off this list') };
    const clear = { iconPath: new vscode.ThemeIcon('clear-all'), tooltip: t('Clear this list') };
    const show = (): void => {
      box.items =
        shown.length === 0
          ? [{ label: t('Nothing was missed') }]
          : shown.toReversed().map((missed) => ({ ...rowOf(missed, accounts), missed, buttons: [drop] }));
    };
    let shown = all;
    box.title = t('Missed messages');
    box.placeholder = t('Enter opens the dialog');
    box.matchOnDescription = true;
    box.matchOnDetail = true;
    box.buttons = [clear];
    show();
    box.onDidTriggerItemButton(({ item: { missed } }) => {
      if (missed === undefined) return;
      missed.session.inbox.missed.remove(missed.item.dialogId);
      shown = shown.filter((other) => other !== missed);
      show();
    });
    box.onDidTriggerButton(() => {
      for (const session of new Set(all.map((missed) => missed.session))) session.inbox.missed.clear();
      box.hide();
    });
    box.onDidAccept(() => {
      resolve(box.activeItems[0]?.missed);
      box.hide();
    });
    box.onDidHide(() => {
      box.dispose();
      resolve(undefined);
    });
    box.show();
  });
}

function rowOf({ session, item }: Missed, accounts: readonly Session[]): MissedRow {
  const { title, count, isNamed, date } = item;
  return {
    label: `$(${isNamed ? 'mention' : 'comment-discussion'}) ${title}`,
    description: [
      count > 1 ? `(${formatCount(count)})` : '',
      formatMoment(date, Date.now()),
      accountNameIfSeveral(session, accounts),
    ]
      .filter(Boolean)
      .join(' '),
    detail: newsLine(item, readSettings().notifications.hidesText),
  };
}
