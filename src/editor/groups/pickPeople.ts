import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposable.ts';
import type { FoundDialog } from '../../messenger/find/foundDialogs.ts';
import { mergeFound } from '../../messenger/find/foundDialogs.ts';
import type { Session } from '../../messenger/session.ts';
import { type DialogId, userIdOfDialog } from '../../model/dialogId.ts';
import { Cancelled } from '../commands/commandRegistry.ts';
import { kindIcon } from '../dialogs/dialogItem.ts';
import { systemClock } from '../hostPorts.ts';

const { t } = vscode.l10n;
const MOST_SHOWN = 50;
// Nobody takes a tick back as fast as that, but VS Code does, where new rows meet a tick that is on its way.
const TICK_HOLDS_MS = 250;

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
    const ticked = new Map<DialogId, number>();

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
      const peopleIds = people.map(({ dialogId }) => dialogId).join();
      if (peopleIds === shownIds) return;
      shownIds = peopleIds;
      box.items = people.map(personItem);
      if (isMany) tickChosen();
    };
    const tickChosen = (): void => {
      const ids = new Set(chosen.map(({ dialogId }) => dialogId));
      box.selectedItems = box.items.filter((item) => ids.has(item.found.dialogId));
    };
    const follow = (items: readonly PersonItem[]): void => {
      const now = systemClock.monotonic();
      const present = items.map(({ found }) => found);
      const isPresent = new Set(present.map(({ dialogId }) => dialogId));
      const lost = chosen.filter(
        ({ dialogId }) =>
          !isPresent.has(dialogId) && now - (ticked.get(dialogId) ?? -Infinity) < TICK_HOLDS_MS,
      );
      for (const { dialogId } of present)
        if (!chosen.some((each) => each.dialogId === dialogId)) ticked.set(dialogId, now);
      chosen = [...present, ...lost];
      if (lost.length > 0) tickChosen();
    };

    box.title = title;
    box.placeholder = t('Name of a person');
    box.canSelectMany = isMany;
    // What was chosen so far is not lost to a glance elsewhere.
    box.ignoreFocusOut = isMany;
    Object.assign(box, { sortByLabel: false });
    store.add(search.onDidChange(show));
    if (isMany) store.add(box.onDidChangeSelection(follow));
    store.add(
      box.onDidChangeValue((value) => {
        search.become(value);
        show();
      }),
    );
    store.add(
      box.onDidAccept(() => {
        const accepted = isMany ? chosen : box.selectedItems.map(({ found }) => found);
        const userIds = accepted.flatMap(({ dialogId }) => userIdOfDialog(dialogId) ?? []);
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
