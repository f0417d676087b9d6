import * as vscode from 'vscode';
import { DisposableStore } from '../base/disposable.ts';
import { type FoundDialog, foundPerson } from '../messenger/find/foundDialogs.ts';
import type { PhraseSearch } from '../messenger/find/phraseSearch.ts';
import type { Session } from '../messenger/session.ts';
import type { DialogId } from '../model/dialogId.ts';
import { nameRank } from '../model/nameMatch.ts';
import { Cancelled, showError } from './commands/commandRegistry.ts';
import { type FoundItem, FoundItems, localHits, type PickedDialog } from './find/foundItems.ts';

const { t } = vscode.l10n;

export type { PickedDialog } from './find/foundItems.ts';

/** What else can be done with a dialog that was found. */
export interface PickAction {
  readonly button: vscode.QuickInputButton;
  readonly isFor: (found: FoundDialog) => boolean;
  /** Whether the box has done its work then. */
  readonly closes: boolean;
  readonly run: (place: PickedDialog) => Promise<void>;
}

export interface PickOptions {
  readonly title: string;
  readonly query?: string;
  /** Stands first: the dialog whose tab has the focus is the likeliest one. */
  readonly preferred?: { readonly session: Session; readonly dialogId: DialogId } | undefined;
  readonly actions?: readonly PickAction[];
}

/**
 * Lets the person pick a dialog of these accounts: those of the lists and people who were seen at once, then whatever
 * people, chats and departments the portals find. Rejects with Cancelled when the box is closed.
 */
export function pickDialog(sessions: readonly Session[], options: PickOptions): Promise<PickedDialog> {
  return new Promise((resolve, reject) => {
    const box = vscode.window.createQuickPick<FoundItem>();
    new DialogBox(box, sessions, options, resolve, () => reject(new Cancelled())).open();
  });
}

class DialogBox {
  readonly #sessions: readonly Session[];
  readonly #options: PickOptions;
  readonly #onPick: (place: PickedDialog) => void;
  readonly #onHide: () => void;
  readonly #store = new DisposableStore();
  readonly #lifetime = new AbortController();
  readonly #box: vscode.QuickPick<FoundItem>;
  readonly #items: FoundItems;
  // In the order in which they have something to show: what is there already stays where it is.
  readonly #searches = new Map<Session, PhraseSearch>();
  #local: ReturnType<typeof localHits> = [];
  #department: { readonly items: readonly FoundItem[]; readonly phrase: string } | undefined;
  #isRunning = false;

  /** Owns `box` from here on. */
  constructor(
    box: vscode.QuickPick<FoundItem>,
    sessions: readonly Session[],
    options: PickOptions,
    onPick: (place: PickedDialog) => void,
    onHide: () => void,
  ) {
    this.#sessions = sessions;
    this.#options = options;
    this.#onPick = onPick;
    this.#onHide = onHide;
    this.#box = this.#store.add(box);
    const actions = options.actions ?? [];
    this.#items = new FoundItems(sessions, (_, found) =>
      actions.filter(({ isFor }) => isFor(found)).map(({ button }) => button),
    );
  }

  open(): void {
    const box = this.#box;
    box.title = this.#options.title;
    box.placeholder = t('Name of a person or a chat, or a dialog ID such as chat97');
    box.matchOnDescription = true;
    box.value = this.#options.query ?? '';
    // Not declared, but kept by VS Code: its own order by the label's letters would undo the one that was made.
    Object.assign(box, { sortByLabel: false });
    for (const session of this.#sessions) {
      const search = this.#store.add(session.find.onPortal());
      this.#searches.set(session, search);
      this.#store.add(search.onDidChange(() => this.#noteAnswer(session, search)));
    }
    this.#store.add(box.onDidChangeValue(() => this.#noteText()));
    this.#store.add(box.onDidAccept(() => void this.#accept()));
    this.#store.add(box.onDidTriggerButton(() => this.#leaveDepartment()));
    this.#store.add(box.onDidTriggerItemButton(({ item, button }) => void this.#act(item, button)));
    this.#store.add(
      box.onDidHide(() => {
        this.#lifetime.abort();
        this.#store.dispose();
        this.#onHide();
      }),
    );
    box.show();
    this.#noteText();
    this.#warm();
  }

  /** Names are made ready while the person reads, so that the first letter is answered at once. */
  #warm(): void {
    const timer = setTimeout(() => {
      if (this.#sessions.some((session) => session.find.local.warm())) this.#warm();
    });
    this.#lifetime.signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
  }

  #noteText(): void {
    const text = this.#box.value;
    if (this.#department === undefined) {
      this.#local = localHits(this.#sessions, text, this.#options.preferred);
      for (const search of this.#searches.values()) search.become(text);
    }
    this.#show();
  }

  #noteAnswer(session: Session, search: PhraseSearch): void {
    this.#searches.delete(session);
    this.#searches.set(session, search);
    if (this.#department === undefined) this.#show(true);
  }

  /** `isSame`: whether it answers the same text, so that the place in the list is kept. */
  #show(isSame = false): void {
    const box = this.#box;
    const activeKey = isSame ? box.activeItems[0]?.key : undefined;
    const results = new Map([...this.#searches].map(([session, search]) => [session, search.result]));
    const items =
      this.#department === undefined
        ? this.#items.all(box.value, this.#local, results)
        : this.#department.items.filter(
            ({ place }) => place === undefined || nameRank(place.title, box.value) !== undefined,
          );
    box.keepScrollPosition = isSame;
    box.items = items;
    box.busy = this.#isRunning || [...results.values()].some(({ isBusy }) => isBusy);
    const active = activeKey === undefined ? undefined : items.find(({ key }) => key === activeKey);
    if (active !== undefined) box.activeItems = [active];
  }

  async #accept(): Promise<void> {
    const [picked] = this.#box.selectedItems;
    if (picked?.place !== undefined) {
      this.#onPick(picked.place);
      this.#box.hide();
    } else if (picked?.department !== undefined) {
      await this.#enterDepartment(picked.department);
    }
  }

  async #enterDepartment({ session, found }: NonNullable<FoundItem['department']>): Promise<void> {
    const box = this.#box;
    const { signal } = this.#lifetime;
    const phrase = box.value;
    this.#isRunning = true;
    this.#show(true);
    const people = await session.find.employees(found.id, signal).then(
      (users) => users.map((user) => this.#items.person(session, foundPerson(user))),
      (error: unknown) => [this.#items.trouble(session, error)],
    );
    if (signal.aborted) return;
    this.#isRunning = false;
    // The person has gone on writing meanwhile.
    if (box.value !== phrase) return this.#show(true);
    this.#department = { items: people, phrase };
    box.title = t('People of {0}', found.fullName);
    box.buttons = [vscode.QuickInputButtons.Back];
    box.value = '';
    this.#show();
  }

  #leaveDepartment(): void {
    if (this.#department === undefined) return;
    this.#box.title = this.#options.title;
    this.#box.buttons = [];
    this.#box.value = this.#department.phrase;
    this.#department = undefined;
    this.#noteText();
  }

  async #act({ place }: FoundItem, button: vscode.QuickInputButton): Promise<void> {
    const action = this.#options.actions?.find((each) => each.button === button);
    if (place === undefined || action === undefined) return;
    if (action.closes) this.#box.hide();
    await action.run(place).catch(showError);
    if (this.#lifetime.signal.aborted || this.#department !== undefined) return;
    this.#local = localHits(this.#sessions, this.#box.value, this.#options.preferred);
    this.#show(true);
  }
}
