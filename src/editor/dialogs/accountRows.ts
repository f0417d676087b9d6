// One account's part of the list; loaded when there is an account.
import { type Disposable, DisposableStore } from '../../base/disposable.ts';
import type { Clock } from '../../base/ports.ts';
import type { ListOptions } from '../../messenger/list/arrangement.ts';
import { ShownList } from '../../messenger/list/shownList.ts';
import type { Session } from '../../messenger/session.ts';
import { type DialogId, userIdOfDialog } from '../../model/dialogId.ts';
import type { Section } from '../../model/section.ts';
import type { User } from '../../model/user.ts';
import type { DialogRow, SectionRow } from './dialogRow.ts';
import { PresenceWatch } from './presenceWatch.ts';

/** The rows of an account, each the same object for as long as it stands for the same thing: VS Code goes by that. */
export class AccountRows implements Disposable {
  readonly list: ShownList;
  readonly #session: Session;
  readonly #presence: PresenceWatch;
  readonly #onChange: (rows: readonly DialogRow[] | 'all') => void;
  readonly #store = new DisposableStore();
  readonly #dialogs = new Map<DialogId, DialogRow>();
  readonly #sections = new Map<Section, SectionRow>();

  /** `onChange` is told the rows that are to be drawn anew, or that all of the account's are. */
  constructor(
    session: Session,
    clock: Clock,
    options: ListOptions,
    onChange: (rows: readonly DialogRow[] | 'all') => void,
  ) {
    this.#session = session;
    this.#onChange = onChange;
    this.list = this.#store.add(new ShownList(session.dialogs, clock, options));
    this.#presence = this.#store.add(
      new PresenceWatch(
        clock,
        (dialogId) => this.peerOf(dialogId),
        (dialogIds) => this.#refresh([], dialogIds),
      ),
    );
  }

  start(): void {
    this.list.start();
    this.#presence.start();
    this.#store.add(
      this.list.onDidChange(({ dialogIds, sections, isRebuilt }) => {
        if (isRebuilt) {
          this.#forgetGone();
          this.#onChange('all');
        } else this.#refresh(sections, dialogIds);
      }),
    );
    this.#store.add(this.#session.users.onDidChange((userIds) => this.#refresh([], userIds.map(String))));
  }

  /** The sections, or all dialogs where there are none. */
  get top(): readonly DialogRow[] {
    const { dialogs } = this.#session;
    const rows = this.list.groups.flatMap(({ section, dialogIds }) =>
      section === undefined ? this.#dialogRows(dialogIds) : this.#sectionRow(section),
    );
    if (!dialogs.hasMore) return rows;
    return [...rows, { kind: 'more', accountId: this.#session.account.id, shown: dialogs.dialogs.length }];
  }

  rowsOf(section: Section): readonly DialogRow[] {
    return this.#dialogRows(this.list.rowsOf(section));
  }

  /** The section a dialog stands in; `undefined` in a flat list. */
  sectionOf(dialogId: DialogId): SectionRow | undefined {
    const group = this.list.groups.find(({ dialogIds }) => dialogIds.includes(dialogId));
    return group?.section === undefined ? undefined : this.#sectionRow(group.section);
  }

  peerOf(dialogId: DialogId): User | undefined {
    const userId = userIdOfDialog(dialogId);
    return userId === undefined ? undefined : this.#session.users.get(userId);
  }

  /** Whose row is being drawn. */
  noteDrawn(dialogId: DialogId, peer: User | undefined): void {
    if (peer !== undefined) this.#presence.noteShown(dialogId, peer);
  }

  dispose(): void {
    this.#store.dispose();
  }

  /** What comes back later is drawn as new. */
  #forgetGone(): void {
    for (const dialogId of this.#dialogs.keys()) {
      if (this.#session.dialogs.get(dialogId) === undefined) this.#dialogs.delete(dialogId);
    }
  }

  #refresh(sections: readonly Section[], dialogIds: readonly DialogId[]): void {
    const rows = [
      ...sections.map((section) => this.#sectionRow(section)),
      ...dialogIds.flatMap((dialogId) => this.#dialogs.get(dialogId) ?? []),
    ];
    if (rows.length > 0) this.#onChange(rows);
  }

  #sectionRow(section: Section): SectionRow {
    const row = this.#sections.get(section) ?? {
      kind: 'section',
      accountId: this.#session.account.id,
      section,
    };
    this.#sections.set(section, row);
    return row;
  }

  #dialogRows(dialogIds: readonly DialogId[]): readonly DialogRow[] {
    return this.list.dialogsOf(dialogIds).map((dialog): DialogRow => {
      const accountId = this.#session.account.id;
      const row = this.#dialogs.get(dialog.id) ?? { kind: 'dialog', accountId, dialog };
      this.#dialogs.set(dialog.id, row);
      return row;
    });
  }
}
