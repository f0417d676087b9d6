// The rows of the box that finds people and chats.
import * as vscode from 'vscode';
import type { FoundDepartment } from '../../bitrix24/api/searchApi.ts';
import type { FoundDialog } from '../../messenger/find/foundDialogs.ts';
import type { Ranked } from '../../messenger/find/finder.ts';
import type { PhraseResult } from '../../messenger/find/phraseSearch.ts';
import type { Session } from '../../messenger/session.ts';
import { type DialogId, parseDialogId } from '../../model/dialogId.ts';
import { accountNameIfSeveral } from '../accountName.ts';
import { kindIcon, kindName } from '../dialogs/dialogItem.ts';
import { errorText } from '../errorText.ts';

const { t } = vscode.l10n;

const LOCAL_LIMIT = 50;

export interface PickedDialog {
  readonly session: Session;
  readonly dialogId: DialogId;
  readonly title: string;
}

export interface FoundItem extends vscode.QuickPickItem {
  /** What it stays when other rows come. */
  readonly key?: string;
  readonly place?: PickedDialog;
  readonly department?: { readonly session: Session; readonly found: FoundDepartment };
}

export type ButtonsOf = (place: PickedDialog, found: FoundDialog) => readonly vscode.QuickInputButton[];

/** What is known here, of all accounts in one order; the preferred dialog before it where nothing is typed. */
export function localHits(
  sessions: readonly Session[],
  text: string,
  preferred: { readonly session: Session; readonly dialogId: DialogId } | undefined,
): readonly (Ranked & { readonly session: Session })[] {
  const rankOf = (session: Session, { found, score }: Ranked): number =>
    text.trim() === '' && preferred?.session === session && preferred.dialogId === found.dialogId
      ? Number.POSITIVE_INFINITY
      : score;
  return sessions
    .flatMap((session) =>
      session.find.local
        .find(text, LOCAL_LIMIT)
        .map((hit) => ({ ...hit, score: rankOf(session, hit), session })),
    )
    .sort((a, b) => b.score - a.score)
    .slice(0, LOCAL_LIMIT);
}

/** Hits of the portals that are not known here follow those that are, and never come before them. */
export class FoundItems {
  readonly #sessions: readonly Session[];
  readonly #buttonsOf: ButtonsOf;

  constructor(sessions: readonly Session[], buttonsOf: ButtonsOf) {
    this.#sessions = sessions;
    this.#buttonsOf = buttonsOf;
  }

  all(
    text: string,
    local: ReturnType<typeof localHits>,
    results: ReadonlyMap<Session, PhraseResult>,
  ): readonly FoundItem[] {
    const items = local.map(({ session, found }) => this.person(session, found));
    const shown = new Set(items.map(({ key }) => key));
    for (const session of this.#sessions) {
      const typed = this.#typedId(session, text);
      if (typed !== undefined && !shown.has(typed.key)) items.push(typed);
    }
    for (const [session, result] of results) items.push(...this.#ofPortal(session, result, shown));
    return items;
  }

  person(session: Session, found: FoundDialog): FoundItem {
    const place = { session, dialogId: found.dialogId, title: found.title };
    const facts = [
      found.unread > 0 ? t('{0} unread', found.unread) : '',
      found.detail || kindName(found.kind),
      accountNameIfSeveral(session, this.#sessions),
    ];
    return {
      key: keyOf(session, found.dialogId),
      label: `$(${kindIcon(found.kind)}) ${found.title}`,
      description: facts.filter(Boolean).join(' · '),
      // The hits are found by rules of their own, which VS Code's filter would undo.
      alwaysShow: true,
      buttons: this.#buttonsOf(place, found),
      place,
    };
  }

  trouble(session: Session, error: unknown): FoundItem {
    const account = accountNameIfSeveral(session, this.#sessions);
    return {
      label: `$(warning) ${errorText(error)}`,
      alwaysShow: true,
      ...(account !== undefined && { description: account }),
    };
  }

  #ofPortal(
    session: Session,
    { dialogs, departments, error }: PhraseResult,
    shown: ReadonlySet<unknown>,
  ): FoundItem[] {
    const account = accountNameIfSeveral(session, this.#sessions);
    const people = new Map(dialogs.map((found) => [found.dialogId, found]));
    const items = [...people.values()]
      .map((found) => this.person(session, found))
      .filter(({ key }) => !shown.has(key));
    for (const found of new Map(departments.map((each) => [each.id, each])).values()) {
      items.push({
        key: keyOf(session, `department${found.id}`),
        label: `$(organization) ${found.name}`,
        description: [found.fullName === found.name ? '' : found.fullName, t('department'), account]
          .filter(Boolean)
          .join(' · '),
        alwaysShow: true,
        department: { session, found },
      });
    }
    if (items.length > 0) {
      const label = account === undefined ? t('On the portal') : t('On {0}', account);
      items.unshift({ label, kind: vscode.QuickPickItemKind.Separator });
    }
    if (error !== undefined) items.push(this.trouble(session, error));
    return items;
  }

  #typedId(session: Session, text: string): FoundItem | undefined {
    const typed = text.trim();
    const dialogId = /^(?:\d+|(?:chat|sg)\d+)$/i.test(typed) ? parseDialogId(typed) : undefined;
    if (dialogId === undefined) return undefined;
    const account = accountNameIfSeveral(session, this.#sessions);
    return {
      key: keyOf(session, dialogId),
      label: `$(arrow-right) ${dialogId}`,
      description: [t('dialog ID'), account].filter(Boolean).join(' · '),
      alwaysShow: true,
      place: { session, dialogId, title: dialogId },
    };
  }
}

function keyOf(session: Session, what: string): string {
  return `${session.account.id}/${what}`;
}
