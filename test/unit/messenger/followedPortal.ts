// A session that follows a portal on which others act.
import type { Session } from '../../../src/messenger/session.ts';
import type { Thread } from '../../../src/messenger/thread.ts';
import type { ManualClock } from '../../portal/manualClock.ts';
import type { Features } from '../../portal/methods/call.ts';
import type { Portal } from '../../portal/portal.ts';
import { ids, startFixture } from '../../portal/portalFixture.ts';
import type { World } from '../../portal/world.ts';
import { makeSession, type SessionFixture } from './sessionFixture.ts';

interface FollowedPortalOptions {
  /** What the portal has before it starts. */
  readonly furnish?: (world: World) => void;
  readonly features?: Partial<Features>;
  /** How many messages the group holds, all of them read. */
  readonly messages?: number;
  /** Whether the session reads the portal's events. */
  readonly events?: boolean;
  /** Timers of the session up to this length cost no time; its usual ones where absent. */
  readonly skipUpToMs?: number;
}

export class FollowedPortal {
  readonly portal: Portal;
  readonly world: World;
  readonly portalClock: ManualClock;
  readonly session: Session;
  /** The session's own. */
  readonly clock: SessionFixture['clock'];

  private constructor(portal: Portal, portalClock: ManualClock, { session, clock }: SessionFixture) {
    this.portal = portal;
    this.world = portal.world;
    this.portalClock = portalClock;
    this.session = session;
    this.clock = clock;
  }

  /** The session has had its first tick, and the portal’s calls are counted from here. */
  static async start(given: FollowedPortalOptions = {}): Promise<FollowedPortal> {
    const { furnish, features = {}, messages = 0, events = false, ...time } = given;
    const { portal, world, clock } = await startFixture({ features }, furnish);
    fillChat(world, clock, ids.group, messages);
    if (messages > 0) world.readAll(ids.me, ids.group);
    const fixture = makeSession(portal, time);
    fixture.session.events.setWanted(events);
    await fixture.session.refresh();
    portal.clearCalls();
    return new FollowedPortal(portal, clock, fixture);
  }

  async stop(): Promise<void> {
    this.session.dispose();
    await this.portal.stop();
  }

  /** Somebody writes, a second after whatever was before. */
  async post(author: number, dialogId: string | number, text = 'news'): Promise<number> {
    this.portalClock.advance(1_000);
    return this.portal.as(author).post(dialogId, text);
  }

  /** A colleague writes `count` messages, a second apart. */
  fill(chatId: number, count: number): void {
    fillChat(this.world, this.portalClock, chatId, count);
  }

  /** The ids of all messages that the portal has in a chat. */
  stored(chatId: number = ids.group): readonly number[] {
    return this.world.chat(chatId).messages.map((message) => message.id);
  }

  async tick(times = 1): Promise<void> {
    for (let count = 0; count < times; count += 1) await this.session.refresh();
  }
}

/** The ids of the messages that a thread shows. */
export function shown(thread: Thread): readonly number[] {
  return thread.shown.messages.map((message) => message.id);
}

function fillChat(world: World, clock: ManualClock, chatId: number, count: number): void {
  for (let index = 0; index < count; index += 1) {
    clock.advance(1_000);
    world.post({ chat: chatId, author: ids.tai, text: `#${index}` });
  }
}
