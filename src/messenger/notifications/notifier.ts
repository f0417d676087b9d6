import { type Disposable, DisposableStore } from '../../base/disposable.ts';
import { Emitter, type Event } from '../../base/emitter.ts';
import type { Clock, Logger } from '../../base/ports.ts';
import { isPortalError } from '../../bitrix24/rest/portalError.ts';
import { type DialogId, userIdOfDialog } from '../../model/dialogId.ts';
import type { DialogChange, DialogStore } from '../dialogStore.ts';
import { ArrivalFinder, type FoundArrival } from './arrivalFinder.ts';
import type { DialogRules } from './dialogRules.ts';
import { isUnread, type MissedList } from './missedList.ts';
import { mergeNews, type NewsItem } from './newsItem.ts';
import { newsItemOf } from './newsItemOf.ts';
import type { NewsReader, ReadNews } from './newsReader.ts';
import {
  type Arrival,
  type Circumstances,
  holdReason,
  type Verdict,
  verdictOn,
} from './notificationPolicy.ts';
import { type NotificationRules, usualRules } from './notificationRules.ts';
import type { OwnStatus } from './ownStatus.ts';

// What comes at the same moment is told together.
const SETTLE_MS = 700;
// While something is held: whether it may be told now.
const RELEASE_CHECK_MS = 30_000;
const STATUS_AGE_MS = 60_000;
const MOST_HELD = 500;

/** What the person is told at once: what has just come, or, as a digest, what was held back. */
export interface Telling {
  readonly isDigest: boolean;
  /** At least one. */
  readonly items: readonly NewsItem[];
}

/** This window, as telling depends on it. */
export interface NotifyingWindow {
  /** Of several windows one tells. */
  isTelling(): boolean;
  isOnScreen(dialogId: DialogId): boolean;
}

const noNews: ReadNews = { messages: new Map(), users: [], status: undefined };

/** Finds what came into the list, asks the policy, and tells it, now or later. Whoever listens shows it. */
export class Notifier implements Disposable {
  readonly #dialogs: DialogStore;
  readonly #finder: ArrivalFinder;
  readonly #reader: NewsReader;
  readonly #status: OwnStatus;
  readonly #dialogRules: DialogRules;
  readonly #missed: MissedList;
  readonly #window: NotifyingWindow;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #ownId: number;
  readonly #told = new Emitter<Telling>();
  readonly #store = new DisposableStore();
  readonly #lifetime = new AbortController();
  #rules: NotificationRules = usualRules;
  #isDebugging = false;
  #arrivals: readonly FoundArrival[] = [];
  #held: readonly NewsItem[] = [];
  #settling: Disposable | undefined;
  #waiting: Disposable | undefined;
  #isDeciding = false;

  constructor(
    ownId: number,
    parts: {
      readonly dialogs: DialogStore;
      readonly reader: NewsReader;
      readonly status: OwnStatus;
      readonly dialogRules: DialogRules;
      readonly missed: MissedList;
    },
    window: NotifyingWindow,
    clock: Clock,
    logger: Logger,
  ) {
    this.#ownId = ownId;
    this.#dialogs = parts.dialogs;
    this.#finder = new ArrivalFinder(ownId);
    this.#reader = parts.reader;
    this.#status = parts.status;
    this.#dialogRules = parts.dialogRules;
    this.#missed = parts.missed;
    this.#window = window;
    this.#clock = clock;
    this.#logger = logger;
  }

  get onDidTell(): Event<Telling> {
    return this.#told.event;
  }

  get rules(): NotificationRules {
    return this.#rules;
  }

  /** Whether all that came so far is decided. */
  get isIdle(): boolean {
    return this.#settling === undefined && !this.#isDeciding;
  }

  /** From here on what comes is told; to be called before the list is filled. */
  start(): void {
    this.#store.add(this.#dialogs.onDidChange((change) => this.#noteChange(change)));
    this.#store.add(this.#status.onDidChange(() => this.#release()));
  }

  setRules(rules: NotificationRules): void {
    this.#rules = rules;
    this.#release();
  }

  setDebugging(isDebugging: boolean): void {
    if (isDebugging === this.#isDebugging) return;
    this.#isDebugging = isDebugging;
    this.#release();
  }

  dispose(): void {
    this.#lifetime.abort();
    this.#settling?.dispose();
    this.#waiting?.dispose();
    this.#store.dispose();
    this.#told.dispose();
  }

  #noteChange({ changed, isReordered }: DialogChange): void {
    const rows = isReordered
      ? this.#dialogs.dialogs
      : changed.flatMap((dialogId) => this.#dialogs.get(dialogId) ?? []);
    const found = this.#finder.find(rows, this.#dialogs.isLoaded);
    // Until the portal has answered, the list may be older than what was missed.
    if (this.#dialogs.isLoaded) this.#missed.prune((dialogId) => this.#dialogs.get(dialogId));
    if (found.length === 0 || !this.#window.isTelling()) return;
    this.#arrivals = [...this.#arrivals, ...found].slice(-MOST_HELD);
    this.#settle();
  }

  #settle(): void {
    if (this.#settling !== undefined || this.#isDeciding || this.#lifetime.signal.aborted) return;
    this.#settling = this.#clock.schedule(() => {
      this.#settling = undefined;
      void this.#decide();
    }, SETTLE_MS);
  }

  async #decide(): Promise<void> {
    this.#isDeciding = true;
    const candidates = await this.#candidates();
    const news = candidates.length === 0 ? noNews : await this.#read(candidates);
    this.#isDeciding = false;
    if (this.#lifetime.signal.aborted) return;
    const decided = candidates.flatMap((found) => {
      const item = newsItemOf(found, news, this.#ownId, this.#rules.keywords);
      const verdict = verdictOn(this.#arrivalOf(found, item.isNamed), this.#rules, this.#circumstances());
      return verdict === 'nothing' ? [] : [{ item, verdict }];
    });
    this.#tell(decided);
    if (this.#arrivals.length > 0) this.#settle();
  }

  /** What may be told, as far as the list shows it. What another window or an earlier run has told is old. */
  async #candidates(): Promise<readonly FoundArrival[]> {
    const arrivals = this.#arrivals;
    this.#arrivals = [];
    const candidates: FoundArrival[] = [];
    for (const found of arrivals) {
      const { dialog, isFromBefore } = found;
      const arrival = this.#arrivalOf(found, true);
      if (verdictOn(arrival, this.#rules, this.#circumstances()) === 'nothing') continue;
      if (isFromBefore && (await this.#missed.knows(dialog.id, dialog.lastMessage?.id ?? 0))) continue;
      candidates.push(found);
    }
    return candidates;
  }

  #tell(decided: readonly { readonly item: NewsItem; readonly verdict: Verdict }[]): void {
    this.#missed.add(decided.map(({ item }) => item));
    const now = decided.filter(({ verdict }) => verdict === 'tell').map(({ item }) => item);
    const later = decided.filter(({ verdict }) => verdict === 'hold').map(({ item }) => item);
    this.#held = mergeNews([...this.#held, ...later]).slice(-MOST_HELD);
    if (this.#held.length > 0 && now.length > 0 && this.#holdReason() === undefined) {
      // What came as the rest ended belongs to what came during it.
      this.#held = mergeNews([...this.#held, ...now]);
    } else if (now.length > 0) this.#told.fire({ isDigest: false, items: mergeNews(now) });
    this.#release();
  }

  /** What was held is told once nothing stands against it, as far as it is still unread. */
  #release(): void {
    this.#waiting?.dispose();
    this.#waiting = undefined;
    this.#held = this.#held.filter((item) => isUnread(item, this.#dialogs.get(item.dialogId)));
    // What has just come is told together with it, once that is decided.
    if (this.#held.length === 0 || !this.isIdle || this.#lifetime.signal.aborted) return;
    if (this.#holdReason() !== undefined) {
      this.#waiting = this.#clock.schedule(() => void this.#askAndRelease(), RELEASE_CHECK_MS);
      return;
    }
    const items = this.#held;
    this.#held = [];
    this.#told.fire({ isDigest: true, items });
  }

  /** The status may have been changed on the phone. */
  async #askAndRelease(): Promise<void> {
    const isAsked = this.#status.current === 'dnd' && this.#status.isOlderThan(STATUS_AGE_MS);
    // Where the portal is out of reach, the next look tells.
    if (isAsked) await this.#status.refresh().catch(() => undefined);
    if (!this.#lifetime.signal.aborted) this.#release();
  }

  /** Only what the decision or the words depend on, and nothing where the portal is out of reach. */
  async #read(candidates: readonly FoundArrival[]): Promise<ReadNews> {
    const unclear = candidates.filter((found) => this.#isUnclear(found));
    const wantsStatus = this.#status.isOlderThan(STATUS_AGE_MS);
    if (unclear.length === 0 && !wantsStatus) return noNews;
    try {
      const dialogs = unclear.map(({ dialog, afterId }) => ({ dialogId: dialog.id, afterId }));
      const news = await this.#reader.read({ dialogs, wantsStatus }, this.#lifetime.signal);
      if (news.status !== undefined && !this.#lifetime.signal.aborted) {
        this.#status.noteHeard(news.status.value);
      }
      return news;
    } catch (error) {
      this.#logger.debug('New messages could not be looked at', {
        error: isPortalError(error) ? error.code : 'unknown',
      });
      return noNews;
    }
  }

  /** Whether it depends on the words of the messages, which the list does not have. */
  #isUnclear(found: FoundArrival): boolean {
    const circumstances = this.#circumstances();
    const isNamed = verdictOn(this.#arrivalOf(found, true), this.#rules, circumstances);
    return isNamed !== verdictOn(this.#arrivalOf(found, false), this.#rules, circumstances);
  }

  #arrivalOf({ dialog, isFromBefore }: FoundArrival, isNamed: boolean): Arrival {
    // What happened since it came: read on the phone, opened here, muted.
    const now = this.#dialogs.get(dialog.id) ?? dialog;
    return {
      isOwn: now.lastMessage?.authorId === this.#ownId,
      isRead: now.unread === 0 || now.lastReadId >= (dialog.lastMessage?.id ?? 0),
      isOnScreen: this.#window.isOnScreen(dialog.id),
      isDirect: userIdOfDialog(dialog.id) !== undefined,
      isMuted: now.isMuted,
      isNamed,
      isFromBefore,
      dialogMode: this.#dialogRules.of(dialog.id),
    };
  }

  #holdReason(): ReturnType<typeof holdReason> {
    return holdReason(this.#rules, this.#circumstances());
  }

  #circumstances(): Circumstances {
    return { now: this.#clock.now(), isDebugging: this.#isDebugging, status: this.#status.current };
  }
}
