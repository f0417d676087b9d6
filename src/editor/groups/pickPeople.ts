import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposable.ts';
import type { FoundDialog } from '../../messenger/find/foundDialogs.ts';
import { mergeFound } from '../../messenger/find/foundDialogs.ts';
import type { Session } from '../../messenger/session.ts';
import { userIdOfDialog } from '../../model/dialogId.ts';
import { Cancelled } from '../commands/commandRegistry.ts';
import { kindIcon } from '../dialogs/dialogItem.ts';

const { t } = vscode.l10n;
const MOST_SHOWN = 50;

interface PersonItem extends vscode.QuickPickItem {
  readonly found: FoundDialog;
}

/**
 * Lets the person choose people of the portal, those who are known here at once. Rejects with Cancelled when the box is
 * closed. `excluded` are there already.
 */
export function pickPeople(
  session: Session,
  title: string,
  { isMany, excluded = [] }: { readonly isMany: boolean; readonly excluded?: readonly number[] },
): Promise<readonly number[]> {
  return new Promise((resolve, reject) => {
    const store = new DisposableStore();
    const box = store.add(vscode.window.createQuickPick<PersonItem>());
    const search = store.add(session.find.onPortal());
    const isOut = new Set([session.ownId, ...excluded]);
    let chosen: readonly FoundDialog[] = [];
    let shownIds = '';

    const isPerson = ({ dialogId }: FoundDialog): boolean => {
      const userId = userIdOfDialog(dialogId);
      return userId !== undefined && !isOut.has(userId);
    };
    const show = (): void => {
      const local = session.find.local.find(box.value, MOST_SHOWN * 4).map(({ found }) => found);
      const found = mergeFound(local, search.result.dialogs).filter(isPerson).slice(0, MOST_SHOWN);
      // Who is chosen stays in sight, or VS Code would drop the choice.
      const people = mergeFound(chosen, found);
      box.busy = search.result.isBusy;
      // New rows take back a tick that is on its way from VS Code at that moment.
      const peopleIds = people.map(({ dialogId }) => dialogId).join();
      if (peopleIds === shownIds) return;
      shownIds = peopleIds;
      const items = people.map(personItem);
      const ids = new Set(chosen.map(({ dialogId }) => dialogId));
      box.items = items;
      if (isMany) box.selectedItems = items.filter((item) => ids.has(item.found.dialogId));
    };

    box.title = title;
    box.placeholder = t('Name of a person');
    box.canSelectMany = isMany;
    // What was chosen so far is not lost to a glance elsewhere.
    box.ignoreFocusOut = isMany;
    Object.assign(box, { sortByLabel: false });
    store.add(search.onDidChange(show));
    store.add(
      box.onDidChangeSelection((items) => {
        chosen = items.map(({ found }) => found);
      }),
    );
    store.add(
      box.onDidChangeValue((value) => {
        search.become(value);
        show();
      }),
    );
    store.add(
      box.onDidAccept(() => {
        const userIds = box.selectedItems.flatMap(({ found }) => userIdOfDialog(found.dialogId) ?? []);
        if (userIds.length === 0) return;
        resolve(userIds);
        box.hide();
      }),
    );
    store.add(
      box.onDidHide(() => {
        store.dispose();
        reject(new Cancelled());
      }),
    );
    box.show();
    show();
  });
}

function personItem(found: FoundDialog): PersonItem {
  return {
    label: `$(${kindIcon(found.kind)}) ${found.title}`,
    description: found.detail,
    alwaysShow: true,
    found,
  };
}
