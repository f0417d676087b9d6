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
import { accountNameIfSeveral } from './accountName.ts';
import { Cancelled } from './commands/commandRegistry.ts';
import { kindIcon, kindName } from './dialogs/dialogRow.ts';
import { errorText } from './errorText.ts';

const { t } = vscode.l10n;

// Long enough for a word to be typed, short enough not to be felt.
const SETTLE_MS = 200;
const LOCAL_LIMIT = 50;

interface DialogPick extends vscode.QuickPickItem {
  readonly place?: PickedDialog;
}

export interface PickedDialog {
  readonly session: Session;
  readonly dialogId: DialogId;
  readonly title: string;
}

export interface PickOptions {
  readonly title: string;
  readonly query?: string;
  /** Stands first: the dialog whose tab has the focus is the likeliest one. */
  readonly preferred?: { readonly session: Session; readonly dialogId: DialogId } | undefined;
}

/** What one account has for a phrase. */
interface Finding {
  readonly session: Session;
  readonly remote: readonly FoundDialog[];
  readonly trouble: string | undefined;
}

/**
 * Lets the person pick a dialog of these accounts: those of the lists at once, then whatever people and chats the portals
 * find. Rejects with Cancelled when the box is closed.
 */
export function pickDialog(
  given: readonly Session[],
  { title, query = '', preferred }: PickOptions,
): Promise<PickedDialog> {
  const sessions = given.toSorted(
    (a, b) => Number(b === preferred?.session) - Number(a === preferred?.session),
  );
  return new Promise((resolve, reject) => {
    const store = new DisposableStore();
    const picker = store.add(vscode.window.createQuickPick<DialogPick>());
    let search: AbortController | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;

    const show = (phrase: string, findings: readonly Finding[]): void => {
      picker.items = findings.flatMap((finding) => itemsOf(finding, sessions, phrase, preferred));
    };

    const searchPortals = async (phrase: string): Promise<void> => {
      search?.abort();
      const current = new AbortController();
      search = current;
      picker.busy = true;
      let findings = nothingFound(sessions);
      const searchOne = async (session: Session): Promise<void> => {
        const found = await findIn(session, phrase, current.signal);
        if (current.signal.aborted) return;
        findings = findings.map((finding) => (finding.session === session ? found : finding));
        show(phrase, findings);
      };
      await Promise.all(sessions.map(searchOne));
      if (search === current) picker.busy = false;
    };

    const onValue = (value: string): void => {
      const phrase = value.trim();
      search?.abort();
      clearTimeout(timer);
      picker.busy = false;
      show(phrase, nothingFound(sessions));
      if ([...phrase].length < SHORTEST_PHRASE) return;
      picker.busy = true;
      timer = setTimeout(() => void searchPortals(phrase), SETTLE_MS);
    };

    picker.title = title;
    picker.placeholder = t('Name of a person or a chat, or a dialog ID such as chat97');
    picker.matchOnDescription = true;
    picker.value = query;
    store.add(picker.onDidChangeValue(onValue));
    store.add(
      picker.onDidAccept(() => {
        const picked = picker.selectedItems[0]?.place;
        if (picked === undefined) return;
        resolve(picked);
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

function nothingFound(sessions: readonly Session[]): readonly Finding[] {
  return sessions.map((session) => ({ session, remote: [], trouble: undefined }));
}

async function findIn(session: Session, phrase: string, signal: AbortSignal): Promise<Finding> {
  try {
    return { session, remote: await session.portal.search(phrase, signal), trouble: undefined };
  } catch (error) {
    return { session, remote: [], trouble: errorText(error) };
  }
}

function itemsOf(
  { session, remote, trouble }: Finding,
  all: readonly Session[],
  phrase: string,
  preferred: PickOptions['preferred'],
): readonly DialogPick[] {
  const { dialogs } = session.dialogs;
  // Each account has its share, so that none is crowded out.
  const limit = Math.ceil(LOCAL_LIMIT / all.length);
  const first = preferred?.session === session ? preferred.dialogId : undefined;
  const local =
    phrase === ''
      ? preferredFirst(dialogs, first).slice(0, limit).map(foundOf)
      : findInList(dialogs, phrase, limit);
  const found = mergeFound(local, remote);
  const account = accountNameIfSeveral(session, all);
  const items = found.map((each) => pickOf(each, session, account));
  const typed = /^(?:\d+|(?:chat|sg)\d+)$/i.test(phrase) ? parseDialogId(phrase) : undefined;
  if (typed !== undefined && session.dialogs.get(typed) === undefined) {
    items.push({
      label: `$(arrow-right) ${typed}`,
      description: [t('dialog ID'), account].filter(Boolean).join(' · '),
      alwaysShow: true,
      place: { session, dialogId: typed, title: typed },
    });
  }
  if (found.length > local.length) {
    const separator = account === undefined ? t('On the portal') : t('On {0}', account);
    items.splice(local.length, 0, { label: separator, kind: vscode.QuickPickItemKind.Separator });
  }
  if (trouble !== undefined) {
    items.push({
      label: `$(warning) ${trouble}`,
      alwaysShow: true,
      ...(account && { description: account }),
    });
  }
  return items;
}

function preferredFirst(dialogs: readonly Dialog[], preferred: DialogId | undefined): readonly Dialog[] {
  const first = dialogs.find((dialog) => dialog.id === preferred);
  return first === undefined ? dialogs : [first, ...dialogs.filter((dialog) => dialog !== first)];
}

function pickOf(found: FoundDialog, session: Session, account: string | undefined): DialogPick {
  return {
    label: `$(${kindIcon(found.kind)}) ${found.title}`,
    description: [
      found.unread > 0 ? t('{0} unread', found.unread) : '',
      found.detail || kindName(found.kind),
      account,
    ]
      .filter(Boolean)
      .join(' · '),
    // The hits are found without accents and by the portal's own rules, which VS Code's filter would undo.
    alwaysShow: true,
    place: { session, dialogId: found.dialogId, title: found.title },
  };
}
