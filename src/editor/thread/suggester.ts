import * as vscode from 'vscode';
import { botCommands } from '../../messenger/botCommands.ts';
import type { Session } from '../../messenger/session.ts';
import type { Thread } from '../../messenger/thread.ts';
import { userIdOfDialog } from '../../model/dialogId.ts';
import { foldName, nameRank } from '../../model/nameMatch.ts';
import type { User } from '../../model/user.ts';
import type { Suggestion, SuggestionSource } from '../../protocol/composer.ts';

const { t } = vscode.l10n;
const MOST = 20;

/** What completes a word in the composer of one thread. */
export class Suggester {
  readonly #session: Session;
  readonly #thread: Thread;
  #search: AbortController | undefined;

  constructor(session: Session, thread: Thread) {
    this.#session = session;
    this.#thread = thread;
  }

  /** Where the portal does not answer there is nothing to suggest. */
  async suggest(source: SuggestionSource, query: string): Promise<readonly Suggestion[]> {
    switch (source) {
      case 'people':
        return this.#people(query);
      case 'portal':
        return this.#portal(query);
      case 'commands':
        return this.#commands(query);
      case 'emoji': {
        const { findEmoji } = await import('./emoji.ts');
        return findEmoji(query, vscode.env.language, MOST);
      }
    }
  }

  /** Who wrote last comes first; where the members cannot be had, those who wrote are known. */
  async #people(query: string): Promise<readonly Suggestion[]> {
    const { dialogId, timeline } = this.#thread;
    const members = await this.#session.people.members(dialogId).catch(() => []);
    const lastWrote = new Map(timeline.messages.map(({ authorId, id }) => [authorId, id]));
    const users = new Map(members.map((user) => [user.id, user]));
    for (const authorId of lastWrote.keys()) {
      const author = users.has(authorId) ? undefined : this.#session.users.get(authorId);
      if (author !== undefined) users.set(authorId, author);
    }
    const found = ranked(
      [...users.values()],
      query,
      this.#session.ownId,
      (user) => lastWrote.get(user.id) ?? 0,
    );
    const everyone = userIdOfDialog(dialogId) === undefined ? this.#everyone(query) : [];
    return [...everyone, ...found.map((user) => this.#suggestionOf(user))].slice(0, MOST);
  }

  async #portal(query: string): Promise<readonly Suggestion[]> {
    this.#search?.abort();
    const search = new AbortController();
    this.#search = search;
    const found = await this.#session.people.find(query, search.signal).catch(() => []);
    return found
      .filter(({ id }) => id !== this.#session.ownId)
      .slice(0, MOST)
      .map((user) => this.#suggestionOf(user));
  }

  #suggestionOf({ id, name, position, color, avatarUrl }: User): Suggestion {
    const face = this.#session.faces.refOf(avatarUrl);
    return {
      id: String(id),
      label: name,
      detail: position ?? '',
      ...(color === undefined ? {} : { color }),
      ...(face === undefined ? {} : { face }),
      insert: `@${name}`,
      mention: { userId: id, name },
    };
  }

  /** The whole dialog hears of it, so that it has to be asked for by name. */
  #everyone(query: string): readonly Suggestion[] {
    const name = t('everyone');
    const isMeant =
      query !== '' && [name, 'all', 'everyone'].some((word) => nameRank(word, query) !== undefined);
    if (!isMeant) return [];
    return [
      {
        id: 'all',
        label: `@${name}`,
        detail: t('Notifies everybody in this dialog'),
        insert: `@${name}`,
        mention: { userId: 'all', name },
      },
    ];
  }

  #commands(query: string): readonly Suggestion[] {
    const isBot = (userId: number): boolean => this.#session.users.get(userId)?.isBot === true;
    const wanted = foldName(query);
    return botCommands(this.#thread.timeline.messages, isBot)
      .filter(({ name }) => foldName(name).startsWith(wanted))
      .slice(0, MOST)
      .map(({ name, title }) => ({ id: name, label: `/${name}`, detail: title, insert: `/${name}` }));
  }
}

function ranked(
  users: readonly User[],
  query: string,
  ownId: number,
  newness: (user: User) => number,
): readonly User[] {
  return users
    .flatMap((user) => {
      const rank = nameRank(user.name, query);
      return rank === undefined || user.id === ownId || !user.isActive ? [] : [{ user, rank }];
    })
    .sort(
      (a, b) =>
        a.rank - b.rank || newness(b.user) - newness(a.user) || a.user.name.localeCompare(b.user.name),
    )
    .map(({ user }) => user);
}
