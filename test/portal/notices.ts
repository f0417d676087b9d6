// Bitrix24's notifications of everybody; each belongs to one person.
import type { Clock } from '../../src/base/ports.ts';
import { IdSource, seededRandom } from './idSource.ts';

/** 1 asks for a decision, 2 comes from a person, 4 from the system (api-facts 3.8). */
export type NoticeType = 1 | 2 | 4;

export type NoticeButton = { readonly TITLE: string; readonly VALUE: string; readonly TYPE: string };

export type NoticeRecord = {
  readonly id: number;
  /** Whom it is for. */
  readonly userId: number;
  /** 0 = the system */
  readonly authorId: number;
  readonly dateMs: number;
  readonly type: NoticeType;
  readonly module: string;
  readonly event: string;
  readonly tag: string;
  readonly subTag: string;
  readonly title: string;
  text: string;
  isRead: boolean;
  readonly buttons: readonly NoticeButton[];
  readonly params: Readonly<Record<string, unknown>> | null;
};

export type NoticeDraft = Pick<NoticeRecord, 'userId' | 'text'> &
  Partial<Omit<NoticeRecord, 'userId' | 'text' | 'isRead'>> & { readonly isRead?: boolean };

/** What came of a button or a quick answer. */
export type NoticeAnswer = { readonly notice: NoticeRecord; readonly value: string };

export class Notices {
  /** In the order they were given. */
  readonly answers: NoticeAnswer[] = [];
  readonly #clock: Clock;
  readonly #ids = new IdSource(1_400, 4, seededRandom(3));
  readonly #all = new Map<number, NoticeRecord>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** One with a tag takes the place of an older one with the same. */
  add(draft: NoticeDraft): NoticeRecord {
    const { tag = '', userId } = draft;
    if (tag !== '') for (const old of this.of(userId)) if (old.tag === tag) this.remove(old.id);
    const notice: NoticeRecord = {
      authorId: 0,
      dateMs: this.#clock.now(),
      type: 4,
      module: 'im',
      event: 'default',
      subTag: '',
      title: '',
      buttons: [],
      params: null,
      isRead: false,
      ...draft,
      tag,
      id: this.#ids.take(draft.id),
    };
    this.#all.set(notice.id, notice);
    return notice;
  }

  /** The newest first. */
  of(userId: number): readonly NoticeRecord[] {
    return [...this.#all.values()]
      .filter((notice) => notice.userId === userId)
      .sort((a, b) => b.dateMs - a.dateMs || b.id - a.id);
  }

  find(userId: number, id: number): NoticeRecord | undefined {
    const notice = this.#all.get(id);
    return notice?.userId === userId ? notice : undefined;
  }

  unreadOf(userId: number): number {
    return this.of(userId).filter(({ isRead }) => !isRead).length;
  }

  remove(id: number): void {
    this.#all.delete(id);
  }
}
