import * as vscode from 'vscode';
import { DisposableStore } from '../base/disposable.ts';
import type { Dialog } from '../model/dialog.ts';
import { type DialogId, parseDialogId } from '../model/dialogId.ts';
import {
  findInList,
  type FoundDialog,
  foundOf,
  mergeFound,
  SHORTEST_PHRASE,
} from '../messenger/dialogSearch.ts';
import type { Session } from '../messenger/session.ts';
import { Cancelled } from './commands/commandRegistry.ts';
import { kindIcon, kindName } from './dialogs/dialogRow.ts';
import { errorText } from './errorText.ts';

const { t } = vscode.l10n;

// Long enough for a word to be typed, short enough not to be felt.
const SETTLE_MS = 200;
const LOCAL_LIMIT = 50;

interface DialogPick extends vscode.QuickPickItem {
  readonly dialogId?: DialogId;
}

/**
 * Lets the person pick a dialog: those of the list at once, then whatever people and chats the portal finds. Rejects
 * with Cancelled when the box is closed.
 */
export function pickDialog(
  session: Session,
  title: string,
  query = '',
  preferred?: DialogId,
): Promise<{ readonly dialogId: DialogId; readonly title: string }> {
  return new Promise((resolve, reject) => {
    const store = new DisposableStore();
    const picker = store.add(vscode.window.createQuickPick<DialogPick>());
    let search: AbortController | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;

    const show = (phrase: string, remote: readonly FoundDialog[], trouble?: string): void => {
      const local =
        phrase === ''
          ? preferredFirst(session.dialogs.dialogs, preferred).slice(0, LOCAL_LIMIT).map(foundOf)
          : findInList(session.dialogs.dialogs, phrase, LOCAL_LIMIT);
      picker.items = itemsOf(session, phrase, local, mergeFound(local, remote), trouble);
    };

    const searchPortal = async (phrase: string): Promise<void> => {
      search?.abort();
      const current = new AbortController();
      search = current;
      picker.busy = true;
      try {
        const found = await session.portal.search(phrase, current.signal);
        if (!current.signal.aborted) show(phrase, found);
      } catch (error) {
        if (!current.signal.aborted) show(phrase, [], errorText(error));
      } finally {
        if (search === current) picker.busy = false;
      }
    };

    const onValue = (value: string): void => {
      const phrase = value.trim();
      search?.abort();
      clearTimeout(timer);
      picker.busy = false;
      show(phrase, []);
      if ([...phrase].length < SHORTEST_PHRASE) return;
      picker.busy = true;
      timer = setTimeout(() => void searchPortal(phrase), SETTLE_MS);
    };

    picker.title = title;
    picker.placeholder = t('Name of a person or a chat, or a dialog ID such as chat97');
    picker.matchOnDescription = true;
    picker.value = query;
    store.add(picker.onDidChangeValue(onValue));
    store.add(
      picker.onDidAccept(() => {
        const [picked] = picker.selectedItems;
        if (picked?.dialogId === undefined) return;
        resolve({ dialogId: picked.dialogId, title: picked.label.replace(/^\$\([\w-]+\) /, '') });
        picker.hide();
      }),
    );
    store.add(
      picker.onDidHide(() => {
        search?.abort();
        clearTimeout(timer);
        store.dispose();
        reject(new Cancelled());
      }),
    );
    picker.show();
    onValue(query);
  });
}

/** The dialog whose tab has the focus is the likeliest one. */
function preferredFirst(dialogs: readonly Dialog[], preferred: DialogId | undefined): readonly Dialog[] {
  const first = dialogs.find((dialog) => dialog.id === preferred);
  return first === undefined ? dialogs : [first, ...dialogs.filter((dialog) => dialog !== first)];
}

function itemsOf(
  session: Session,
  phrase: string,
  local: readonly FoundDialog[],
  found: readonly FoundDialog[],
  trouble: string | undefined,
): DialogPick[] {
  const items = found.map(pickOf);
  const typed = /^(?:\d+|(?:chat|sg)\d+)$/i.test(phrase) ? parseDialogId(phrase) : undefined;
  if (typed !== undefined && session.dialogs.get(typed) === undefined) {
    items.push({
      label: `$(arrow-right) ${typed}`,
      description: t('dialog ID'),
      alwaysShow: true,
      dialogId: typed,
    });
  }
  if (found.length > local.length) {
    items.splice(local.length, 0, { label: t('On the portal'), kind: vscode.QuickPickItemKind.Separator });
  }
  if (trouble !== undefined) items.push({ label: `$(warning) ${trouble}`, alwaysShow: true });
  return items;
}

function pickOf(found: FoundDialog): DialogPick {
  return {
    label: `$(${kindIcon(found.kind)}) ${found.title}`,
    description: [found.unread > 0 ? t('{0} unread', found.unread) : '', found.detail || kindName(found.kind)]
      .filter(Boolean)
      .join(' · '),
    // The hits are found without accents and by the portal's own rules, which VS Code's filter would undo.
    alwaysShow: true,
    dialogId: found.dialogId,
  };
}
