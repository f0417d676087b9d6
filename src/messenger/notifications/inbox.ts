import { type Disposable, DisposableStore } from '../../base/disposable.ts';
import type { Clock, FileFolder, Logger } from '../../base/ports.ts';
import { NoticesApi } from '../../bitrix24/api/noticesApi.ts';
import { StatusApi } from '../../bitrix24/api/statusApi.ts';
import type { DialogStore } from '../dialogStore.ts';
import { NoticeStore } from '../notices/noticeStore.ts';
import type { Portal } from '../portal.ts';
import type { UserDirectory } from '../userDirectory.ts';
import type { WindowAttention } from '../windowAttention.ts';
import type { WindowGroup } from '../windows/windowGroup.ts';
import { DialogRules } from './dialogRules.ts';
import { MissedList } from './missedList.ts';
import { NewsReader } from './newsReader.ts';
import { Notifier } from './notifier.ts';
import { OwnStatus } from './ownStatus.ts';
import { isTellingWindow } from './tellingWindow.ts';

export interface InboxPorts {
  readonly clock: Clock;
  readonly logger: Logger;
  /** The account's own. */
  readonly folder: FileFolder;
  /** The account's other windows; absent where there can be none. */
  readonly group?: WindowGroup | undefined;
}

/** What reaches out for the person's attention, and what the person has said about that. */
export class Inbox implements Disposable {
  readonly dialogRules: DialogRules;
  readonly missed: MissedList;
  readonly status: OwnStatus;
  readonly notifier: Notifier;
  readonly notices: NoticeStore;
  readonly #dialogs: DialogStore;
  readonly #store = new DisposableStore();

  /** `mayKeep`: whether texts of messages may be kept on disk. */
  constructor(
    portal: Portal,
    { dialogs, users }: { readonly dialogs: DialogStore; readonly users: UserDirectory },
    attention: WindowAttention,
    mayKeep: () => boolean,
    { clock, logger, folder, group }: InboxPorts,
  ) {
    this.#dialogs = dialogs;
    const own = folder.subfolder('notifications');
    this.dialogRules = this.#store.add(new DialogRules(own, logger));
    this.missed = this.#store.add(new MissedList(own, mayKeep, logger));
    this.status = this.#store.add(new OwnStatus(new StatusApi(portal.client), clock));
    const context = { ownUserId: portal.ownId, logger };
    this.notices = this.#store.add(new NoticeStore(new NoticesApi(portal.client, context), users));
    this.notifier = this.#store.add(
      new Notifier(
        portal.ownId,
        {
          dialogs,
          reader: new NewsReader(portal.client, portal.ownId, logger),
          status: this.status,
          dialogRules: this.dialogRules,
          missed: this.missed,
        },
        {
          isTelling: () => isTellingWindow(attention.current, group),
          isOnScreen: (dialogId) => attention.visibleThreads.includes(dialogId),
        },
        clock,
        logger,
      ),
    );
  }

  start(): void {
    this.notifier.start();
    this.#store.add(this.#dialogs.onDidCount(({ notifications }) => this.notices.noteCount(notifications)));
    void this.dialogRules.start();
    void this.missed.start();
  }

  /** Resolves once nothing more is written. */
  async settled(): Promise<void> {
    await Promise.all([this.missed.settled(), this.dialogRules.settled()]);
  }

  dispose(): void {
    this.#store.dispose();
  }
}
