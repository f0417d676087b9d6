import type { Disposable } from '../../base/disposable.ts';
import { Emitter, type Event } from '../../base/emitter.ts';
import { SingleFlight } from '../../base/singleFlight.ts';
import type { NoticesApi } from '../../bitrix24/api/noticesApi.ts';
import type { Notice, NoticeCursor, NoticePage } from '../../model/notice.ts';
import { MessengerError } from '../messengerError.ts';
import type { UserDirectory } from '../userDirectory.ts';

const MOST_NOTICES = 1_000;

export type NoticesLoad =
  | { readonly kind: 'none' }
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed'; readonly error: unknown };

/**
 * Bitrix24's notifications: the count comes with every tick, the list is asked for while somebody looks at it. What a
 * person does shows at once, and goes back where the portal refuses it.
 */
export class NoticeStore implements Disposable {
  readonly #api: NoticesApi;
  readonly #users: UserDirectory;
  readonly #changed = new Emitter<void>();
  readonly #loads = new SingleFlight<void>();
  readonly #lifetime = new AbortController();
  #notices: readonly Notice[] = [];
  #next: NoticeCursor | undefined;
  #load: NoticesLoad = { kind: 'none' };
  #unread = 0;
  #isWatched = false;
  #doings = 0;
  #underWay = 0;
  #modules: ReadonlyMap<string, string> | undefined;

  constructor(api: NoticesApi, users: UserDirectory) {
    this.#api = api;
    this.#users = users;
  }

  get onDidChange(): Event<void> {
    return this.#changed.event;
  }

  /** Those that wait for a decision first, then the rest, each the newest first. */
  get notices(): readonly Notice[] {
    return this.#notices;
  }

  get load(): NoticesLoad {
    return this.#load;
  }

  get hasMore(): boolean {
    return this.#next !== undefined;
  }

  /** As `im.counters.get` counts them, corrected by what the person has done since. */
  get unread(): number {
    return this.#unread;
  }

  get(noticeId: number): Notice | undefined {
    return this.#notices.find(({ id }) => id === noticeId);
  }

  /** While watched the list follows the count; otherwise nothing is asked. */
  setWatched(isWatched: boolean): void {
    if (this.#isWatched === isWatched) return;
    this.#isWatched = isWatched;
    if (isWatched) void this.refresh().catch(() => undefined);
  }

  /** A tick has counted. */
  noteCount(unread: number): void {
    // What was counted while something is being done may or may not know of it.
    if (unread === this.#unread || this.#underWay > 0) return;
    this.#unread = unread;
    this.#changed.fire();
    if (this.#isWatched) void this.refresh().catch(() => undefined);
  }

  /** Asks for the newest page; rejects with the portal's error. */
  refresh(): Promise<void> {
    return this.#loads.run('newest', async () => {
      const before = this.#doings;
      try {
        const page = await this.#api.get(undefined, this.#options());
        if (this.#lifetime.signal.aborted) return;
        this.#users.learn(page.users);
        this.#load = { kind: 'ready' };
        // What the person did meanwhile is not in the answer.
        if (before === this.#doings) this.#takeNewest(page);
      } catch (error) {
        if (!this.#lifetime.signal.aborted) this.#load = { kind: 'failed', error };
        throw error;
      } finally {
        this.#changed.fire();
      }
    });
  }

  loadMore(): Promise<void> {
    return this.#loads.run('more', async () => {
      const cursor = this.#next;
      if (cursor === undefined) return;
      const page = await this.#api.get(cursor, this.#options());
      if (cursor !== this.#next || this.#lifetime.signal.aborted) return;
      this.#users.learn(page.users);
      const known = new Set(this.#notices.map(({ id }) => id));
      const further = page.notices.filter(({ id }) => !known.has(id));
      const notices = [...this.#notices, ...further].slice(0, MOST_NOTICES);
      // A portal that gives the same page again has no more.
      this.#next = further.length === 0 || notices.length >= MOST_NOTICES ? undefined : page.next;
      this.#show(notices);
    });
  }

  /** The names of the parts of Bitrix24 that notify; without an answer their ids have to do. */
  async modules(): Promise<ReadonlyMap<string, string>> {
    this.#modules ??= await this.#api.modules(this.#options()).catch(() => undefined);
    return this.#modules ?? new Map<string, string>();
  }

  /** What waits for a decision counts as unread until it is made, whatever is marked. */
  async mark(noticeId: number, isRead: boolean): Promise<void> {
    const notice = this.get(noticeId);
    if (notice?.kind === 'confirm' || notice?.isRead === isRead) return;
    await this.#do(
      (each) => (each.id === noticeId ? { ...each, isRead } : each),
      isRead ? -1 : 1,
      () => this.#api.mark(noticeId, isRead, this.#options()),
    );
  }

  async readAll(): Promise<void> {
    const waiting = this.#notices.filter(({ kind }) => kind === 'confirm').length;
    await this.#do(
      (each) => (each.kind === 'confirm' ? each : { ...each, isRead: true }),
      Math.min(0, waiting - this.#unread),
      () => this.#api.readAll(this.#options()),
    );
  }

  /** Presses a button. Gives what the portal says to it; rejects where it took no decision, and the notification stays. */
  async confirm(noticeId: number, value: string): Promise<string> {
    return this.#do(
      (each) => (each.id === noticeId ? undefined : each),
      this.#shareOf(noticeId),
      async () => taken(await this.#api.confirm(noticeId, value, this.#options())),
    );
  }

  /** Gives what the portal says to it; rejects where it took no answer. */
  async answer(noticeId: number, text: string): Promise<string> {
    return this.#do(
      (each) => (each.id === noticeId ? { ...each, isRead: true } : each),
      this.#shareOf(noticeId),
      async () => taken(await this.#api.answer(noticeId, text, this.#options())),
    );
  }

  async delete(noticeId: number): Promise<void> {
    await this.#do(
      (each) => (each.id === noticeId ? undefined : each),
      this.#shareOf(noticeId),
      async () => {
        // What is gone already is as it was wanted.
        await this.#api.delete(noticeId, this.#options());
      },
    );
  }

  dispose(): void {
    this.#lifetime.abort();
    this.#changed.dispose();
  }

  /** Further pages stay where they join on, so that the list does not shrink under whoever reads it. */
  #takeNewest({ notices, next }: NoticePage): void {
    const given = new Set(notices.map(({ id }) => id));
    const last = notices.at(-1);
    const joins = next !== undefined && this.#notices.some(({ id }) => given.has(id));
    const further =
      joins && last?.kind !== 'confirm'
        ? this.#notices.filter(
            ({ id, kind, date }) => !given.has(id) && kind !== 'confirm' && date <= (last?.date ?? 0),
          )
        : [];
    this.#notices = [...notices, ...further];
    if (further.length === 0) this.#next = next;
  }

  /** Shows the change, then makes it; a failure brings back what the portal has. */
  async #do<T>(
    change: (notice: Notice) => Notice | undefined,
    difference: number,
    call: () => Promise<T>,
  ): Promise<T> {
    const [before, unread] = [this.#notices, this.#unread];
    const doing = ++this.#doings;
    this.#unread = Math.max(0, unread + difference);
    this.#show(before.flatMap((notice) => change(notice) ?? []));
    this.#underWay += 1;
    try {
      return await call();
    } catch (error) {
      if (doing === this.#doings) {
        this.#unread = unread;
        this.#show(before);
      } else if (!this.#lifetime.signal.aborted) {
        // What was done since stands on it; only the portal knows how things are.
        void this.refresh().catch(() => undefined);
      }
      throw error;
    } finally {
      this.#underWay -= 1;
    }
  }

  #shareOf(noticeId: number): number {
    return this.get(noticeId)?.isRead === false ? -1 : 0;
  }

  #show(notices: readonly Notice[]): void {
    this.#notices = notices;
    this.#changed.fire();
  }

  #options(): { readonly lane: 'person'; readonly signal: AbortSignal } {
    return { lane: 'person', signal: this.#lifetime.signal };
  }
}

/** `false` instead of sentences: decided elsewhere, or no longer there. */
function taken(reply: string | undefined): string {
  if (reply === undefined) throw new MessengerError({ kind: 'refused' });
  return reply;
}
