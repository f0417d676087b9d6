import { type Disposable, DisposableStore } from '../../base/disposable.ts';
import { Emitter, type Event } from '../../base/emitter.ts';
import type { Clock, FileFolder, Logger } from '../../base/ports.ts';
import type { Connection } from '../connection.ts';
import type { Leadership } from '../leadership.ts';
import type { Attention } from '../pollSchedule.ts';
import type { Tick } from '../ticker.ts';
import { Audience, type Call } from './audience.ts';
import { type Bulletin, decodeBulletin, encodeBulletin } from './bulletin.ts';
import { Lease } from './lease.ts';
import type { WindowLabel } from './leaseFile.ts';
import type { News } from './news.ts';
import { NewsFeed } from './newsFeed.ts';
import { NewsFollower } from './newsFollower.ts';
import { NewsPublisher } from './newsPublisher.ts';
import { WindowBoard } from './windowBoard.ts';
import type { WindowReport } from './windowReport.ts';

// What the disk's own notices miss is seen within this time.
const PULSE_MS = 1_000;

/** `undecided`: nobody seems to lead, and it is too early to take the lead. */
export type Role = 'leading' | 'following' | 'undecided';

/** This window, as the group needs to know it. */
export interface Member {
  report(): Omit<WindowReport, 'wishes'>;
  take(news: News): Promise<void>;
  /** Tells own doings that nothing from the portal has confirmed; another value for other doings. */
  unconfirmed(): number | undefined;
  wantsWhole(): boolean;
  /** Asks the portal itself. */
  fetch(): void;
}

/** The windows of one account: one asks the portal, and writes for the others what it said. */
export class WindowGroup implements Disposable {
  readonly #clock: Clock;
  readonly #lease: Lease;
  readonly #board: WindowBoard;
  readonly #feed: NewsFeed;
  readonly #publisher: NewsPublisher;
  readonly #audience: Audience;
  readonly #logger: Logger;
  readonly #store = new DisposableStore();
  readonly #roleChanged = new Emitter<Role>();
  readonly #audienceChanged = new Emitter<void>();
  readonly #heard = new Emitter<Bulletin>();
  #member: Member | undefined;
  #follower: NewsFollower | undefined;
  #bulletin: Bulletin | undefined;
  #role: Role = 'undecided';
  #confirmedFor: number | undefined;
  #announced = '';
  #isStarted = false;
  #timer: Disposable | undefined;
  #closed: Promise<void> = Promise.resolve();

  /** `folder` is the account's own; `label` tells this window from the others. */
  constructor(folder: FileFolder, clock: Clock, logger: Logger, label?: WindowLabel) {
    this.#clock = clock;
    this.#logger = logger;
    this.#lease = new Lease(folder.subfolder('lease'), clock, logger, label);
    this.#board = new WindowBoard(folder.subfolder('windows'), clock, this.#lease.windowId);
    this.#feed = new NewsFeed(folder.subfolder('news'));
    this.#publisher = new NewsPublisher(this.#feed, logger);
    this.#audience = new Audience(this.#board);
  }

  get leadership(): Leadership {
    return this.#lease;
  }

  get windowId(): string {
    return this.#lease.windowId;
  }

  get role(): Role {
    return this.#role;
  }

  get onDidChangeRole(): Event<Role> {
    return this.#roleChanged.event;
  }

  /** The window that asks the portal, this one perhaps; `undefined` where none is known to. */
  get holder(): WindowLabel | undefined {
    return this.#lease.holder;
  }

  /** While leading: another window shows or wants something else. */
  get onDidChangeAudience(): Event<void> {
    return this.#audienceChanged.event;
  }

  /** While following: what the window that leads says of the connection. */
  get onDidHear(): Event<Bulletin> {
    return this.#heard.event;
  }

  /** What the other windows show; none while this one does not lead. */
  get attention(): readonly Attention[] {
    return this.#role === 'leading' ? this.#audience.attention : [];
  }

  /** How many windows follow this one. */
  get audienceSize(): number {
    return this.attention.length;
  }

  /** Whether another window waits for a tick. */
  get isAwaited(): boolean {
    return this.#role === 'leading' && this.#audience.isWaiting;
  }

  /** Resolves once the role is known, as far as it can be at a first look. */
  async start(member: Member): Promise<void> {
    if (this.#isStarted || this.#store.isDisposed) return;
    this.#isStarted = true;
    this.#member = member;
    this.#follower = this.#store.add(
      new NewsFollower(this.#feed, this.#clock, this.#logger, (news) => member.take(news)),
    );
    this.#store.add(this.#lease.onDidChange(() => void this.#noteRole()));
    this.#store.add(this.#lease.onDidHear((message) => this.#hear(message)));
    this.#store.add(this.#board.onDidChange(() => this.#audienceChanged.fire()));
    this.#store.add(this.#feed.watch(() => void this.#follow()));
    this.#store.add(this.#board.watch(() => void this.#lead()));
    await this.#lease.start();
    await this.#noteRole();
    this.#pulse();
  }

  /** This window shows something else, or has done something. */
  noteChange(): void {
    void this.#follow();
  }

  /** What a tick that begins now shall do for the others. */
  call(): Call {
    return this.#audience.call();
  }

  /** Writes for the others what a tick brought, as long as this window leads. */
  async tell(tick: Tick, call: Call): Promise<void> {
    if (!this.#lease.isLeading) return;
    const isTold = await this.#publisher.publish(tick, call);
    if (isTold) this.#audience.noteTold(tick);
    this.#audience.noteServed(call.wishes);
  }

  /** Says how the last tick ended. */
  announce(connection: Connection, lastSyncAt: number | undefined): void {
    if (this.#role !== 'leading') return;
    if (connection.kind === 'failing') this.#audience.noteFailed();
    const bulletin = {
      connection,
      lastSyncAt,
      news: this.#publisher.latest,
      answered: this.#audience.answered,
    };
    // Only the time has changed: that can wait for the next beat.
    const isUrgent = encodeBulletin({ ...bulletin, lastSyncAt: 0 }) !== this.#announced;
    this.#announced = encodeBulletin({ ...bulletin, lastSyncAt: 0 });
    this.#lease.tell(encodeBulletin(bulletin), isUrgent);
  }

  /** While following: asks for a tick. Resolves to false where nobody makes one. */
  async ask(): Promise<boolean> {
    if (this.#role !== 'following' || this.#follower === undefined) return false;
    this.#follower.wishForTick();
    const answer = this.#follower.untilAnswered();
    void this.#follow();
    return answer;
  }

  /** Resolves once nothing more is written. */
  get closed(): Promise<void> {
    return this.#closed;
  }

  dispose(): void {
    if (this.#store.isDisposed) return;
    this.#timer?.dispose();
    this.#store.dispose();
    this.#lease.dispose();
    this.#board.dispose();
    this.#roleChanged.dispose();
    this.#audienceChanged.dispose();
    this.#heard.dispose();
    this.#closed = this.#leave();
  }

  async #leave(): Promise<void> {
    await this.#lease.closed;
    await this.#board.withdraw().catch(() => undefined);
  }

  #pulse(): void {
    if (this.#store.isDisposed) return;
    this.#timer = this.#clock.schedule(() => {
      void this.#noteRole();
      void (this.#role === 'leading' ? this.#lead() : this.#follow());
      this.#pulse();
    }, PULSE_MS);
  }

  async #noteRole(): Promise<void> {
    const before = this.#role;
    this.#role = this.#lease.isLeading ? 'leading' : this.#lease.hasHolder ? 'following' : 'undecided';
    const role = this.#role;
    if (role === before || this.#store.isDisposed) return;
    if (role === 'leading') {
      this.#follower?.giveUp();
      this.#publisher.reset();
      // The first tick serves all who are there.
      await this.#board.withdraw().catch(() => undefined);
      await this.#lead();
    }
    if (role === 'following' && before !== 'following') this.#follower?.begin();
    if (role === 'following') void this.#follow();
    if (!this.#store.isDisposed && this.#role === role) this.#roleChanged.fire(role);
  }

  async #lead(): Promise<void> {
    if (this.#role !== 'leading' || this.#store.isDisposed) return;
    // What cannot be read now is read with the next pulse.
    await this.#board.look().catch(() => undefined);
  }

  async #follow(): Promise<void> {
    const [member, follower] = [this.#member, this.#follower];
    if (this.#role !== 'following' || member === undefined || follower === undefined) return;
    await follower.look();
    if (this.#role !== 'following' || this.#store.isDisposed) return;
    const unconfirmed = member.unconfirmed();
    if (unconfirmed !== undefined && unconfirmed !== this.#confirmedFor) {
      this.#confirmedFor = unconfirmed;
      follower.wishForList();
    }
    if (member.wantsWhole()) follower.wishForWhole();
    // The window that leads gives nothing, though the portal answers it: better a request too many than none.
    if (follower.isStuck && this.#bulletin?.connection.kind !== 'failing') {
      follower.forgetWhole();
      member.fetch();
    }
    this.#settle();
    await this.#board.report({ ...member.report(), wishes: follower.wishes }).catch(() => undefined);
  }

  #hear(message: string): void {
    const bulletin = decodeBulletin(message);
    if (bulletin === undefined) return;
    this.#bulletin = bulletin;
    if (this.#role === 'leading') return;
    this.#heard.fire(bulletin);
    void this.#follow();
  }

  /** Whoever waits has been answered once the news of that tick are here, too. */
  #settle(): void {
    const answered = this.#bulletin?.answered.get(this.windowId);
    if (answered === undefined || this.#follower === undefined) return;
    if (this.#follower.applied >= (this.#bulletin?.news ?? 0)) this.#follower.noteAnswered(answered);
  }
}
