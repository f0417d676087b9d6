import type { Disposable } from '../base/disposable.ts';
import type { Logger } from '../base/ports.ts';
import { BotApi } from '../bitrix24/api/botApi.ts';
import { countersCommand, decodeCounters } from '../bitrix24/api/countersApi.ts';
import { decodeDialogDetails, DialogApi, dialogGetCommand } from '../bitrix24/api/dialogApi.ts';
import { decodeEvents, EventsApi, eventsCommand, subscribeCommand } from '../bitrix24/api/eventsApi.ts';
import { DialogMarksApi } from '../bitrix24/api/dialogMarksApi.ts';
import { MembersApi } from '../bitrix24/api/membersApi.ts';
import { MessageActionsApi } from '../bitrix24/api/messageActionsApi.ts';
import { MessageSearchApi } from '../bitrix24/api/messageSearchApi.ts';
import {
  decodeMessageId,
  decodeMessages,
  messageAddCommand,
  type MessageAnswer,
  MessagesApi,
  messagesCommand,
  type MessageWindow,
} from '../bitrix24/api/messagesApi.ts';
import { PersonApi } from '../bitrix24/api/personApi.ts';
import { PictureApi } from '../bitrix24/api/pictureApi.ts';
import { decodeRecentPage, recentListCommand, type RecentPage } from '../bitrix24/api/recentApi.ts';
import { SearchApi } from '../bitrix24/api/searchApi.ts';
import { decodeUserList, UserApi, userListCommand } from '../bitrix24/api/userApi.ts';
import { FileApi } from '../bitrix24/api/fileApi.ts';
import type { DecodeContext } from '../bitrix24/api/wire.ts';
import type { Command } from '../bitrix24/rest/batch.ts';
import type { Lane } from '../bitrix24/rest/laneGate.ts';
import type { PortalClient } from '../bitrix24/rest/portalClient.ts';
import type { DialogDetails } from '../model/dialogDetails.ts';
import { type DialogId, userIdOfDialog } from '../model/dialogId.ts';
import type { Message, ReadResult } from '../model/message.ts';
import type { SendFiles } from './files/outgoingFileStore.ts';
import type { OutgoingMessage } from '../model/outgoingMessage.ts';
import { ReplyLinks } from '../model/replyLinks.ts';
import type { User } from '../model/user.ts';
import { type Part, part, valueOf } from './answerPart.ts';
import { decodeLooks, lookCommands } from './dialogLook.ts';
import { PortalSearch } from './find/portalSearch.ts';
import type { Outgoing } from './outgoing.ts';
import type { TickAnswer, TickRequest } from './tickRequest.ts';
import { WritingPortal } from './writingPortal.ts';

const PAGE_SIZE = 50;
// Of 480 that a method has in ten minutes (api-facts 1.5): what people open and scroll through needs the rest.
const TIME_FOR_PAGES_S = 120;

export type ThreadPageAnswer = MessageAnswer;

export interface ReadBack {
  /** The newest messages, and those after the one that was known before. Ascending. */
  readonly messages: readonly Message[];
  /** The portal's clock, milliseconds since 1970; `undefined` where it does not tell. */
  readonly portalNow: number | undefined;
  /** Where to look on, if what was looked for is not here. */
  readonly continueAfter: number | undefined;
}

export interface OpenedThread {
  readonly details: DialogDetails;
  readonly page: MessageAnswer['page'];
  /** The pages before the messages that were named; none where one of them failed. */
  readonly below: readonly MessageAnswer['page'][];
  readonly users: readonly User[];
  /** When the other one of a private dialog was last there. */
  readonly peerSeenAt: number | undefined;
}

/** What the product asks of one portal, each thing in one request where one will do. Failures are PortalErrors. */
export class Portal implements Disposable {
  readonly ownId: number;
  readonly client: PortalClient;
  readonly #context: DecodeContext;
  readonly dialogApi: DialogApi;
  readonly marks: DialogMarksApi;
  readonly writing: WritingPortal;
  readonly search: PortalSearch;
  readonly actions: MessageActionsApi;
  readonly messageSearch: MessageSearchApi;
  readonly members: MembersApi;
  readonly events: EventsApi;
  readonly replies = new ReplyLinks();
  readonly files: FileApi;
  readonly pictures: PictureApi;
  readonly bots: BotApi;
  readonly persons: PersonApi;
  readonly #messages: MessagesApi;
  readonly #users: UserApi;

  #sendFiles: SendFiles | undefined;

  /** Owns the client from here on. */
  constructor(client: PortalClient, ownId: number, logger: Logger) {
    this.client = client;
    this.ownId = ownId;
    this.#context = { ownUserId: ownId, logger, replies: this.replies };
    this.dialogApi = new DialogApi(client, this.#context);
    this.marks = new DialogMarksApi(client);
    this.actions = new MessageActionsApi(client);
    this.messageSearch = new MessageSearchApi(client, this.#context);
    this.members = new MembersApi(client, this.#context);
    this.events = new EventsApi(client);
    this.files = new FileApi(client);
    this.pictures = new PictureApi(client);
    this.bots = new BotApi(client);
    this.persons = new PersonApi(client);
    this.#messages = new MessagesApi(client, this.#context);
    this.#users = new UserApi(client, this.#context);
    this.search = new PortalSearch(client, this.#context);
    this.writing = new WritingPortal(this.dialogApi, this.#messages, new SearchApi(client, this.#context));
  }

  /** Whether pages of messages have cost the portal so little that every tick may bring whole ones. */
  get hasTimeForPages(): boolean {
    const { method } = messagesCommand('', { kind: 'newest' }, PAGE_SIZE);
    const spent = this.client.stats().budgets.find((budget) => budget.method === method);
    return (spent?.operatingS ?? 0) < TIME_FOR_PAGES_S;
  }

  /** How messages with files go; their bytes are kept elsewhere. */
  sendFilesBy(send: SendFiles): void {
    this.#sendFiles = send;
  }

  /** The newest of everything that is looked at. Rejects only where the request as a whole failed. */
  async tick(request: TickRequest, lane: Lane, signal: AbortSignal): Promise<TickAnswer> {
    const recent = { offset: 0, limit: request.recentLimit };
    const { window, threads, looks, events } = request;
    const commands: Record<string, Command> = {
      // First, so that whatever else is read here is no older than they are.
      ...(events?.isSubscribing === true ? { subscribe: subscribeCommand() } : {}),
      ...(events === undefined ? {} : { events: eventsCommand(events.offset) }),
      recent: recentListCommand(recent),
      counters: countersCommand(),
      ...(window === undefined ? {} : { window: recentListCommand(window) }),
      ...Object.fromEntries(
        threads.map(({ dialogId, afterId }) => [
          `thread_${dialogId}`,
          messagesCommand(dialogId, windowAfter(afterId), PAGE_SIZE),
        ]),
      ),
      ...lookCommands(looks),
    };
    const answer = await this.client.batch(commands, { lane, signal });
    // They know what answers what, which the pages below do not.
    const happened = events && part(answer['events'], (result) => decodeEvents(result, this.#context));
    const counters = part(answer['counters'], decodeCounters);
    const windowPart =
      window && part(answer['window'], (result) => decodeRecentPage(result, window, this.#context));
    return {
      events: happened,
      recent: part(answer['recent'], (result) => decodeRecentPage(result, recent, this.#context)),
      window: windowPart?.ok ? windowPart.value : undefined,
      counters: counters.ok ? counters.value : undefined,
      threads: new Map(
        threads.map(({ dialogId }) => [
          dialogId,
          part(answer[`thread_${dialogId}`], (result) => decodeMessages(result, PAGE_SIZE, this.#context)),
        ]),
      ),
      looks: decodeLooks(answer, looks, this.#context),
    };
  }

  /** Further pages of the list; ends early where the portal has no more. */
  async recentPages(
    offset: number,
    limit: number,
    count: number,
    signal: AbortSignal,
  ): Promise<readonly RecentPage[]> {
    const windows = Array.from({ length: count }, (_, index) => ({ offset: offset + index * limit, limit }));
    const commands = Object.fromEntries(
      windows.map((window, index) => [`p${index}`, recentListCommand(window)]),
    );
    const answer = await this.client.batch(commands, {
      lane: 'person',
      signal,
    });
    const pages: RecentPage[] = [];
    for (const [index, window] of windows.entries()) {
      const page = decodeRecentPage(valueOf(answer[`p${index}`]), window, this.#context);
      pages.push(page);
      if (!page.hasMore) break;
    }
    return pages;
  }

  /**
   * What a dialog is, its newest messages, and who the other one of a private dialog is; of what is known already, the
   * pages that stand before `knownIds`.
   */
  async openThread(
    dialogId: DialogId,
    knownIds: readonly number[],
    signal: AbortSignal,
  ): Promise<OpenedThread> {
    const peerId = userIdOfDialog(dialogId);
    const commands: Record<string, Command> = {
      details: dialogGetCommand(dialogId),
      page: messagesCommand(dialogId, { kind: 'newest' }, PAGE_SIZE),
      ...(peerId === undefined ? {} : { peer: userListCommand([peerId]) }),
      ...Object.fromEntries(
        knownIds.map((id, index) => [
          `below${index}`,
          messagesCommand(dialogId, { kind: 'before', id }, PAGE_SIZE),
        ]),
      ),
    };
    const answer = await this.client.batch(commands, { lane: 'person', signal });
    const details = decodeDialogDetails(valueOf(answer['details']), dialogId, this.#context);
    let newest = decodeMessages(valueOf(answer['page']), PAGE_SIZE, this.#context);
    // That the page is the newest one is how portals behave, not what is documented (api-facts 3.3).
    if ((newest.page.messages.at(-1)?.id ?? 0) < details.lastMessageId) {
      newest = await this.before(dialogId, details.lastMessageId + 1, PAGE_SIZE, signal);
    }
    const peer = answer['peer'];
    const peers = peer?.ok ? decodeUserList(peer.result, this.#context) : [];
    const found = knownIds.flatMap((_, index) => {
      const below = part(answer[`below${index}`], (given) => decodeMessages(given, PAGE_SIZE, this.#context));
      return below.ok ? below.value : [];
    });
    const below = found.length === knownIds.length ? found.map((each) => each.page) : [];
    const users = [...peers, ...found.flatMap((each) => each.users), ...newest.users];
    return { details, page: newest.page, below, users, peerSeenAt: peers[0]?.lastActivityAt };
  }

  newest(dialogId: DialogId, lane: Lane, signal: AbortSignal): Promise<MessageAnswer> {
    return this.#messages.newest(dialogId, PAGE_SIZE, { lane, signal });
  }

  before(dialogId: DialogId, id: number, limit: number, signal: AbortSignal): Promise<MessageAnswer> {
    return this.#messages.before(dialogId, id, limit, { lane: 'person', signal });
  }

  /** The page that ends with this message and the one that begins after it, in one request. */
  async around(
    dialogId: DialogId,
    id: number,
    limit: number,
    signal: AbortSignal,
  ): Promise<{ readonly before: MessageAnswer; readonly after: MessageAnswer }> {
    const { before, after } = await this.client.batch(
      {
        before: messagesCommand(dialogId, { kind: 'before', id: id + 1 }, limit),
        after: messagesCommand(dialogId, { kind: 'after', id }, limit),
      },
      { lane: 'person', signal },
    );
    return {
      before: decodeMessages(valueOf(before), limit, this.#context),
      after: decodeMessages(valueOf(after), limit, this.#context),
    };
  }

  after(dialogId: DialogId, id: number, limit: number, signal: AbortSignal): Promise<MessageAnswer> {
    return this.#messages.after(dialogId, id, limit, { lane: 'visible', signal });
  }

  /** `undefined` where nothing was left to read. */
  read(
    dialogId: DialogId,
    messageId: number | undefined,
    lane: Lane,
    signal: AbortSignal,
  ): Promise<ReadResult | undefined> {
    return this.dialogApi.read(dialogId, messageId, { lane, signal });
  }

  /** Once; whoever calls decides about a repeat. */
  send(outgoing: Outgoing, signal: AbortSignal): Promise<number> {
    const { files } = outgoing.content;
    if (files !== undefined && this.#sendFiles !== undefined) {
      return this.#sendFiles(outgoing, files, signal);
    }
    return this.#messages.send(messageOf(outgoing), { lane: 'person', signal });
  }

  /**
   * Several in one request, in order, as far as the first that fails; those behind it come back as not executed. For
   * portals that keep uuids. Rejects where the request as a whole failed.
   */
  async sendBulk(items: readonly Outgoing[], signal: AbortSignal): Promise<readonly Part<number>[]> {
    const commands = Object.fromEntries(
      items.map((item, index) => [`m${index}`, messageAddCommand(messageOf(item))]),
    );
    const answer = await this.client.batch(commands, { lane: 'visible', halt: true, signal });
    return items.map((_, index) => part(answer[`m${index}`], decodeMessageId));
  }

  /** Looks for what a send whose answer was lost has left behind: one request. */
  async readBack(dialogId: DialogId, afterId: number, signal: AbortSignal): Promise<ReadBack> {
    const commands: Record<string, Command> = {
      newest: messagesCommand(dialogId, { kind: 'newest' }, PAGE_SIZE),
      time: { method: 'server.time' },
      ...(afterId > 0 ? { since: messagesCommand(dialogId, { kind: 'after', id: afterId }, PAGE_SIZE) } : {}),
    };
    const answer = await this.client.batch(commands, { lane: 'person', signal });
    const { page: newest } = decodeMessages(valueOf(answer['newest']), PAGE_SIZE, this.#context);
    const since =
      afterId > 0 ? decodeMessages(valueOf(answer['since']), PAGE_SIZE, this.#context).page : undefined;
    const known = new Map(
      [...(since?.messages ?? []), ...newest.messages].map((message) => [message.id, message]),
    );
    const time = answer['time'];
    const portalNow = time?.ok && typeof time.result === 'string' ? Date.parse(time.result) : Number.NaN;
    return {
      messages: [...known.values()].sort((a, b) => a.id - b.id),
      portalNow: Number.isNaN(portalNow) ? undefined : portalNow,
      continueAfter: since?.isLast === false ? since.messages.at(-1)?.id : undefined,
    };
  }

  users(userIds: readonly number[], signal: AbortSignal): Promise<readonly User[]> {
    return this.#users.list(userIds, { lane: 'visible', signal });
  }

  dispose(): void {
    this.client.dispose();
  }
}

function messageOf({ content, uuid }: Outgoing): OutgoingMessage {
  const { kind: _kind, isSystem, ...rest } = content;
  return { ...rest, isSystem: isSystem || undefined, uuid };
}

function windowAfter(afterId: number | undefined): MessageWindow {
  return afterId === undefined ? { kind: 'newest' } : { kind: 'after', id: afterId };
}
