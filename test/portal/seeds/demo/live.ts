// The team goes on living while the demo runs: talks continue by themselves, and whoever is written to answers.
import { readFileSync } from 'node:fs';
import { DisposableStore, type Disposable } from '../../../../src/base/disposable.ts';
import type { Clock } from '../../../../src/base/ports.ts';
import { seededRandom } from '../../idSource.ts';
import type { MessageRecord } from '../../records.ts';
import type { LiveScript } from '../../seed.ts';
import type { World } from '../../world.ts';
import { SECOND_MS } from '../time.ts';
import { answerOf, rebuild } from './answers.ts';
import { cardParams } from './cards.ts';
import { idOf, ME } from './people.ts';
import { parseTalks, type TalkEntry } from './talkScript.ts';
import { wordingOf } from './wording.ts';

/** A demo that is left open overnight must not fill itself up. */
const MAX_POSTS = 300;
const MAX_ANSWERS = 200;
const FIRST_DELAY_MS = 8 * SECOND_MS;

/** @param chatIds of the demo's dialogs, by the names that the talks use */
export function liveTeam(chatIds: ReadonlyMap<string, number>): LiveScript {
  return { start: (world, clock) => new LiveTeam(world, clock, chatIds).start() };
}

class LiveTeam implements Disposable {
  readonly #world: World;
  readonly #clock: Clock;
  readonly #chatIds: ReadonlyMap<string, number>;
  readonly #random = seededRandom(8);
  readonly #waits = new DisposableStore();
  #lines: readonly { readonly chatId: number; readonly entry: TalkEntry }[] = [];
  #posts = 0;
  #answers = 0;

  constructor(world: World, clock: Clock, chatIds: ReadonlyMap<string, number>) {
    this.#world = world;
    this.#clock = clock;
    this.#chatIds = chatIds;
  }

  start(): this {
    const talks = parseTalks(readFileSync(new URL('talk/live.talk', import.meta.url), 'utf8'));
    this.#lines = talks.flatMap((talk) =>
      talk.parts.flatMap((part) =>
        part.entries.map((entry) => ({ chatId: this.#chatIds.get(talk.dialogId) ?? 0, entry })),
      ),
    );
    this.#waits.add(
      this.#world.onDidChange((change) => {
        if (change.kind === 'posted' && change.message.authorId === idOf(ME)) this.#answer(change.message);
        if (change.kind === 'command') this.#build(change.message.chatId, change.botId);
      }),
    );
    this.#after(FIRST_DELAY_MS, () => this.#goOn());
    return this;
  }

  dispose(): void {
    this.#waits.dispose();
  }

  #goOn(): void {
    const line = this.#lines[this.#posts % this.#lines.length];
    if (line === undefined || this.#posts >= MAX_POSTS) return;
    this.#posts += 1;
    const { chatId, entry } = line;
    if (entry.author !== 'system') {
      const chat = this.#world.chat(chatId);
      const text = wordingOf(entry.text, this.#world, chat, () => undefined);
      const params = cardParams(entry.attach, entry.buttons);
      this.#world.post({
        chat: chatId,
        author: idOf(entry.author),
        text,
        params,
        likes: entry.likes.map(idOf),
      });
    }
    this.#after((15 + this.#random() * 25) * SECOND_MS, () => this.#goOn());
  }

  /** Somebody of the dialog reads what was written, and often answers or likes it. */
  #answer(message: MessageRecord): void {
    if (this.#answers >= MAX_ANSWERS) return;
    const chat = this.#world.chat(message.chatId);
    const isPrivate = chat.messageType === 'P';
    const others = [...chat.members.keys()].filter((id) => {
      const { isActive, isBot } = this.#world.user(id);
      return id !== message.authorId && isActive && (isPrivate || !isBot);
    });
    const userId = others[Math.floor(this.#random() * others.length)];
    if (userId === undefined || (!isPrivate && this.#random() < 0.35)) return;
    this.#answers += 1;
    this.#after((2 + this.#random() * 2) * SECOND_MS, () => {
      if (!message.isDeleted) this.#world.readAll(userId, chat.id);
    });
    this.#after((5 + this.#random() * 6) * SECOND_MS, () => {
      if (message.isDeleted) return;
      if (!this.#world.user(userId).isBot && this.#random() < 0.25)
        this.#world.setLike(message.id, userId, true);
      else
        this.#world.post({ chat: chat.id, author: userId, ...answerOf(userId, message.text, this.#random) });
    });
  }

  #build(chat: number, author: number): void {
    if (this.#answers >= MAX_ANSWERS) return;
    this.#answers += 1;
    this.#after(SECOND_MS, () => this.#world.post({ chat, author, ...rebuild.started }));
    this.#after(9 * SECOND_MS, () => this.#world.post({ chat, author, ...rebuild.passed }));
  }

  #after(delayMs: number, action: () => void): void {
    this.#waits.add(this.#clock.schedule(action, delayMs));
  }
}
