import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposable.ts';
import { isRecord } from '../../base/isRecord.ts';
import type { Logger } from '../../base/ports.ts';
import { isPortalError } from '../../bitrix24/rest/portalError.ts';
import { type DialogId, parseDialogId } from '../../model/dialogId.ts';
import { MessengerError } from '../../messenger/messengerError.ts';
import type { Session } from '../../messenger/session.ts';
import type { SessionStore } from '../../messenger/sessionStore.ts';
import { accountNameIfSeveral } from '../accountName.ts';
import type { OpenDialog } from './threadHandlers.ts';
import type { ThreadPanel } from './threadPanel.ts';

const PANEL_TYPE = 'bitrix24.thread';

export interface OpenOptions {
  readonly messageId: number | undefined;
  readonly isBeside: boolean;
}

/** A dialog of an account: the same id is another dialog for another account. */
export interface AccountDialog {
  readonly session: Session;
  readonly dialogId: DialogId;
}

interface OpenPanel extends AccountDialog {
  readonly panel: ThreadPanel;
}

/** All thread panels of the window: one per dialog of an account, gone with its session. */
export class ThreadPanels implements vscode.Disposable {
  readonly #sessions: SessionStore;
  readonly #extensionUri: vscode.Uri;
  readonly #logger: Logger;
  readonly #panels = new Set<OpenPanel>();
  readonly #store = new DisposableStore();

  constructor(sessions: SessionStore, extensionUri: vscode.Uri, logger: Logger) {
    this.#sessions = sessions;
    this.#extensionUri = extensionUri;
    this.#logger = logger;
    this.#store.add(sessions.onDidChange(() => this.#follow()));
    this.#store.add(
      vscode.window.registerWebviewPanelSerializer(PANEL_TYPE, {
        deserializeWebviewPanel: async (panel, state: unknown) => this.#restore(panel, state),
      }),
    );
  }

  /** The dialog of the tab that has the focus. */
  get active(): AccountDialog | undefined {
    for (const open of this.#panels) if (open.panel.isActive) return open;
    return undefined;
  }

  /** Rejects, and leaves no tab behind, where the portal has no such dialog or does not open it to this person. */
  async open(session: Session, dialogId: DialogId, { messageId, isBeside }: OpenOptions): Promise<void> {
    const known = this.#find(session, dialogId);
    const panel = known ?? (await this.#create(session, dialogId, isBeside));
    if (known !== undefined) known.reveal(isBeside);
    panel.page.focusComposer();
    await panel.page.thread.open();
    const { load } = panel.page.thread;
    if (load.kind === 'failed' && isPortalError(load.error) && load.error.kind === 'rejected') {
      if (known === undefined) panel.dispose();
      throw load.error;
    }
    if (messageId === undefined || (await panel.page.reveal(messageId))) return;
    void vscode.window.showInformationMessage(
      vscode.l10n.t('This message was deleted, is hidden from you, or stands in another dialog.'),
    );
  }

  dispose(): void {
    this.#store.dispose();
    for (const { panel } of [...this.#panels]) panel.dispose();
    this.#panels.clear();
  }

  #find(session: Session, dialogId: DialogId): ThreadPanel | undefined {
    for (const open of this.#panels) {
      if (open.session === session && open.dialogId === dialogId) return open.panel;
    }
    return undefined;
  }

  async #create(session: Session, dialogId: DialogId, isBeside: boolean): Promise<ThreadPanel> {
    const title = this.#titleOf(session, session.dialogs.get(dialogId)?.title ?? dialogId);
    const column = isBeside ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active;
    return this.#adopt(session, dialogId, vscode.window.createWebviewPanel(PANEL_TYPE, title, column));
  }

  /** The page and all it needs are loaded with the first thread. */
  async #adopt(session: Session, dialogId: DialogId, panel: vscode.WebviewPanel): Promise<ThreadPanel> {
    const { createThreadPanel } = await import('./createThreadPanel.ts');
    // Signed out, or opened by another click, while the page was being loaded.
    const isCurrent = this.#sessions.has(session);
    const rival = this.#find(session, dialogId);
    if (!isCurrent || rival !== undefined) panel.dispose();
    if (!isCurrent) throw new MessengerError({ kind: 'signedOut' });
    if (rival !== undefined) return rival;
    const open: OpenDialog = (target, messageId, portal) => {
      const owner = portal === undefined ? session : this.#sessions.require(portal);
      return this.open(owner, target, { messageId, isBeside: false });
    };
    const created = createThreadPanel(
      panel,
      this.#extensionUri,
      session,
      dialogId,
      open,
      this.#logger,
      (title) => this.#titleOf(session, title),
      () => this.#panels.delete(entry),
    );
    const entry: OpenPanel = { session, dialogId, panel: created };
    this.#panels.add(entry);
    return created;
  }

  /** After a reload of the window the tab comes back with its dialog. */
  async #restore(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const place = placeOf(state);
    await this.#sessions.restored();
    // Versions that knew one account kept none.
    const session =
      place?.accountId === undefined ? this.#sessions.default : this.#sessions.find(place.accountId);
    const isOpen =
      session !== undefined && place !== undefined && this.#find(session, place.dialogId) !== undefined;
    if (place === undefined || session === undefined || isOpen) {
      panel.dispose();
      return;
    }
    await this.#adopt(session, place.dialogId, panel);
  }

  #follow(): void {
    for (const open of [...this.#panels]) {
      const successor = this.#sessions.find(open.session.account.id);
      if (successor === open.session) open.panel.rename();
      else if (successor === undefined) open.panel.dispose();
      else this.#handOver(open, successor);
    }
  }

  /** Signed in again, or moved with its portal: the tab stays where it is, and shows what the new session has. */
  #handOver(open: OpenPanel, successor: Session): void {
    this.#panels.delete(open);
    // Whoever signs out meanwhile has closed the tab.
    this.#adopt(successor, open.dialogId, open.panel.release()).catch(() => undefined);
  }

  /** With several accounts the tab says whose dialog it is. */
  #titleOf(session: Session, title: string): string {
    const account = accountNameIfSeveral(session, this.#sessions.all);
    return account === undefined ? title : `${title} · ${account}`;
  }
}

/** What the page kept for its restoration. */
function placeOf(
  state: unknown,
): { readonly dialogId: DialogId; readonly accountId: string | undefined } | undefined {
  if (!isRecord(state)) return undefined;
  const dialogId = parseDialogId(state['dialogId']);
  const { accountId } = state;
  if (dialogId === undefined) return undefined;
  return { dialogId, accountId: typeof accountId === 'string' ? accountId : undefined };
}
