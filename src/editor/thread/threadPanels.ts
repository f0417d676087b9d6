import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposable.ts';
import type { Logger } from '../../base/ports.ts';
import { isPortalError } from '../../bitrix24/rest/portalError.ts';
import { type DialogId, parseDialogId } from '../../model/dialogId.ts';
import { MessengerError } from '../../messenger/messengerError.ts';
import type { Session } from '../../messenger/session.ts';
import type { SessionStore } from '../../messenger/sessionStore.ts';
import type { OpenDialog } from './threadHandlers.ts';
import type { ThreadPanel } from './threadPanel.ts';

const PANEL_TYPE = 'bitrix24.thread';

export interface OpenOptions {
  readonly messageId: number | undefined;
  readonly isBeside: boolean;
}

/** All thread panels of the window: one per dialog, gone with the session. */
export class ThreadPanels implements vscode.Disposable {
  readonly #sessions: SessionStore;
  readonly #extensionUri: vscode.Uri;
  readonly #logger: Logger;
  readonly #panels = new Map<DialogId, ThreadPanel>();
  readonly #store = new DisposableStore();

  constructor(sessions: SessionStore, extensionUri: vscode.Uri, logger: Logger) {
    this.#sessions = sessions;
    this.#extensionUri = extensionUri;
    this.#logger = logger;
    this.#store.add(sessions.onDidChange(() => this.#closeAll()));
    this.#store.add(
      vscode.window.registerWebviewPanelSerializer(PANEL_TYPE, {
        deserializeWebviewPanel: async (panel, state: unknown) => this.#restore(panel, state),
      }),
    );
  }

  /** The dialog of the tab that has the focus. */
  get activeDialogId(): DialogId | undefined {
    for (const [dialogId, panel] of this.#panels) if (panel.isActive) return dialogId;
    return undefined;
  }

  /** Rejects, and leaves no tab behind, where the portal has no such dialog or does not open it to this person. */
  async open(dialogId: DialogId, { messageId, isBeside }: OpenOptions): Promise<void> {
    const session = this.#sessions.require();
    const known = this.#panels.get(dialogId);
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
    this.#closeAll();
  }

  async #create(session: Session, dialogId: DialogId, isBeside: boolean): Promise<ThreadPanel> {
    const title = session.dialogs.get(dialogId)?.title ?? dialogId;
    const column = isBeside ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active;
    return this.#adopt(session, dialogId, vscode.window.createWebviewPanel(PANEL_TYPE, title, column));
  }

  /** The page and all it needs are loaded with the first thread. */
  async #adopt(session: Session, dialogId: DialogId, panel: vscode.WebviewPanel): Promise<ThreadPanel> {
    const { createThreadPanel } = await import('./createThreadPanel.ts');
    // Signed out, or opened by another click, while the page was being loaded.
    const { current } = this.#sessions;
    const isCurrent = current.kind === 'signedIn' && current.session === session;
    const rival = this.#panels.get(dialogId);
    if (!isCurrent || rival !== undefined) panel.dispose();
    if (!isCurrent) throw new MessengerError({ kind: 'signedOut' });
    if (rival !== undefined) return rival;
    const open: OpenDialog = (target, messageId) => this.open(target, { messageId, isBeside: false });
    const created = createThreadPanel(
      panel,
      this.#extensionUri,
      session,
      dialogId,
      open,
      this.#logger,
      () => {
        if (this.#panels.get(dialogId) === created) this.#panels.delete(dialogId);
      },
    );
    this.#panels.set(dialogId, created);
    return created;
  }

  /** After a reload of the window the tab comes back with its dialog. */
  async #restore(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const dialogId = dialogIdOf(state);
    const current =
      this.#sessions.current.kind === 'restoring' ? await this.#sessions.restore() : this.#sessions.current;
    if (dialogId === undefined || current.kind !== 'signedIn' || this.#panels.has(dialogId)) {
      panel.dispose();
      return;
    }
    await this.#adopt(current.session, dialogId, panel);
  }

  #closeAll(): void {
    for (const panel of [...this.#panels.values()]) panel.dispose();
    this.#panels.clear();
  }
}

/** What the page kept for its restoration. */
function dialogIdOf(state: unknown): DialogId | undefined {
  const isRecord = typeof state === 'object' && state !== null && 'dialogId' in state;
  return isRecord ? parseDialogId(state.dialogId) : undefined;
}
