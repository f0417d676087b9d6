import * as vscode from 'vscode';
import type { NewsItem } from '../../messenger/notifications/newsItem.ts';
import type { Session } from '../../messenger/session.ts';
import { formatCount, formatMoment } from '../format.ts';
import { readSettings } from '../settings.ts';
import { newsLine } from './toastText.ts';

const { t } = vscode.l10n;

interface MissedRow extends vscode.QuickPickItem {
  readonly item?: NewsItem;
}

/** Shows what was missed, the newest first; `undefined` where nothing was picked. A button takes one off the list. */
export function pickMissed(
  session: Session,
  items: readonly NewsItem[] = session.inbox.missed.items,
): Promise<NewsItem | undefined> {
  return new Promise((resolve) => {
    const box = vscode.window.createQuickPick<MissedRow>();
    const drop = { iconPath: new vscode.ThemeIcon('close'), tooltip: t('Take off this list') };
    const clear = { iconPath: new vscode.ThemeIcon('clear-all'), tooltip: t('Clear this list') };
    const show = (shown: readonly NewsItem[]): void => {
      box.items =
        shown.length === 0
          ? [{ label: t('Nothing was missed') }]
          : shown.toReversed().map((item) => ({ ...rowOf(item), item, buttons: [drop] }));
    };
    let shown = items;
    box.title = t('Missed messages');
    box.placeholder = t('Enter opens the dialog');
    box.matchOnDescription = true;
    box.matchOnDetail = true;
    box.buttons = [clear];
    show(shown);
    box.onDidTriggerItemButton(({ item: { item } }) => {
      if (item === undefined) return;
      session.inbox.missed.remove(item.dialogId);
      shown = shown.filter((other) => other !== item);
      show(shown);
    });
    box.onDidTriggerButton(() => {
      session.inbox.missed.clear();
      box.hide();
    });
    box.onDidAccept(() => {
      resolve(box.activeItems[0]?.item);
      box.hide();
    });
    box.onDidHide(() => {
      box.dispose();
      resolve(undefined);
    });
    box.show();
  });
}

function rowOf(item: NewsItem): MissedRow {
  const { title, count, isNamed, date } = item;
  return {
    label: `$(${isNamed ? 'mention' : 'comment-discussion'}) ${title}`,
    description: [count > 1 ? `(${formatCount(count)})` : '', formatMoment(date, Date.now())]
      .filter(Boolean)
      .join(' '),
    detail: newsLine(item, readSettings().notifications.hidesText),
  };
}
