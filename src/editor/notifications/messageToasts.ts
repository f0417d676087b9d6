import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable.ts';
import type { DialogId } from '../../model/dialogId.ts';
import { isUnread } from '../../messenger/notifications/missedList.ts';
import { mergeNews, type NewsItem } from '../../messenger/notifications/newsItem.ts';
import type { Telling } from '../../messenger/notifications/notifier.ts';
import type { Session } from '../../messenger/session.ts';
import { showError } from '../commands/commandRegistry.ts';
import { systemClock } from '../hostPorts.ts';
import { readSettings } from '../settings.ts';
import { pickMissed } from './pickMissed.ts';
import { replyTo } from './replyTo.ts';
import { toastText } from './toastText.ts';

const { t } = vscode.l10n;

// VS Code moves a toast to the bell after 15 seconds in which its window had the focus, and tells nobody.
const GONE_AFTER_MS = 16_000;

export type OpenNews = (session: Session, dialogId: DialogId, messageId: number | undefined) => Promise<void>;

/** Shows what one account's notifier tells: one toast at a time, what comes meanwhile together in the next. */
export class MessageToasts implements vscode.Disposable {
  readonly #session: Session;
  readonly #open: OpenNews;
  readonly #accountName: () => string | undefined;
  readonly #store = new DisposableStore();
  #waiting: readonly NewsItem[] = [];
  #isDigest = false;
  /** Ends the watch over the toast on screen; `undefined` while there is none. */
  #shown: Disposable | undefined;

  /** `accountName`: what tells the account from others, where there are any. */
  constructor(session: Session, open: OpenNews, accountName: () => string | undefined) {
    this.#session = session;
    this.#open = open;
    this.#accountName = accountName;
    this.#store.add(session.inbox.notifier.onDidTell((telling) => this.#tell(telling)));
  }

  dispose(): void {
    this.#store.dispose();
    this.#shown?.dispose();
  }

  #tell({ items, isDigest }: Telling): void {
    this.#waiting = mergeNews([...this.#waiting, ...items]);
    this.#isDigest ||= isDigest;
    this.#next();
  }

  #next(): void {
    if (this.#shown !== undefined || this.#store.isDisposed) return;
    const items = this.#waiting.filter((item) => this.#isUnread(item));
    const isDigest = this.#isDigest;
    this.#waiting = [];
    this.#isDigest = false;
    if (items.length > 0) void this.#show(items, isDigest).catch(showError);
  }

  async #show(items: readonly NewsItem[], isDigest: boolean): Promise<void> {
    const watch = new DisposableStore();
    this.#shown = watch;
    const end = (): void => {
      if (this.#shown !== watch) return;
      watch.dispose();
      this.#shown = undefined;
      this.#next();
    };
    watchOver(watch, end);
    const { hidesText } = readSettings().notifications;
    const text = toastText(items, { isDigest, hidesText, account: this.#accountName() });
    const [only] = items;
    const isOne = items.length === 1 && only !== undefined;
    const [open, reply, mute, show] = [t('Open'), t('Reply'), t('Mute'), t('Show')];
    const actions = isOne ? [open, reply, mute] : [show];
    const chosen = await vscode.window.showInformationMessage(text, ...actions);
    end();
    if (this.#store.isDisposed || chosen === undefined) return;
    if (chosen === show) {
      const session = this.#session;
      const all = items.map((item) => ({ session, item }));
      const picked = await pickMissed([session], all);
      if (picked !== undefined) await this.#open(session, picked.item.dialogId, picked.item.messageId);
    } else if (isOne) {
      if (chosen === open) await this.#open(this.#session, only.dialogId, only.messageId);
      if (chosen === reply) await replyTo(this.#session, only);
      if (chosen === mute) await this.#mute(only);
    }
  }

  /** In this editor: nobody's phone falls silent by it. */
  async #mute({ dialogId, title }: NewsItem): Promise<void> {
    await this.#session.inbox.dialogRules.set(dialogId, 'none');
    vscode.window.setStatusBarMessage(
      `$(bell-slash) ${t('“{0}” is muted in this editor. Its context menu takes that back.', title)}`,
      8_000,
    );
  }

  #isUnread(item: NewsItem): boolean {
    return isUnread(item, this.#session.dialogs.get(item.dialogId));
  }
}

/** Calls back once VS Code has moved the toast to the bell: then another one may come. */
function watchOver(store: DisposableStore, onGone: () => void): void {
  const wait = (): void => {
    store.add(systemClock.schedule(check, GONE_AFTER_MS));
  };
  const check = (): void => {
    if (vscode.window.state.focused) {
      onGone();
      return;
    }
    // Without the focus the toast stays, and its time begins when somebody comes back.
    const back = store.add(
      vscode.window.onDidChangeWindowState(({ focused }) => {
        if (!focused) return;
        back.dispose();
        wait();
      }),
    );
  };
  wait();
}
