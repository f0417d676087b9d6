// The page's end of the contract. Requests wait a bounded time, and only so many of them.
import type { ExtensionMessage, NotificationHandlers, PageMessage } from '../protocol/channel.ts';
import type { ThreadContract } from '../protocol/thread.ts';
import type { HostApi } from './hostApi.ts';

type Requests = ThreadContract['requests'];
type Commands = ThreadContract['commands'];

export type PostCommand = <K extends keyof Commands>(name: K, params: Commands[K]) => void;

/** Rejects with an Error whose message the extension wrote for the person, or '' where no answer came. */
export type AskRequest = <K extends keyof Requests>(
  name: K,
  params: Requests[K]['params'],
) => Promise<Requests[K]['result']>;

// Sending and pressing may wait for a question that the extension asks the person.
const answerTimeMs: Readonly<Record<keyof Requests, number>> = {
  send: 600_000,
  loadOlder: 120_000,
  edit: 120_000,
  editSource: 30_000,
  quoteOf: 30_000,
  loadNewer: 120_000,
  showNewest: 30_000,
  // A large file over a slow line; whoever leaves it ends the wait.
  loadFile: 600_000,
  suggest: 30_000,
  preview: 30_000,
  press: 600_000,
  sendOffered: 600_000,
  person: 120_000,
  showAround: 120_000,
  searchMessages: 120_000,
  members: 120_000,
  takeFile: 30_000,
  takeBytes: 60_000,
};
const maxPending = 50;

interface Pending {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly timer: number;
}

export class ThreadChannel {
  readonly #host: HostApi;
  readonly #account: string | undefined;
  readonly #pending = new Map<number, Pending>();
  #lastId = 0;

  /** What is said is said for this account, and what is heard for another one is nothing. */
  constructor(host: HostApi, account: string | undefined) {
    this.#host = host;
    this.#account = account;
  }

  readonly post: PostCommand = (name, params) => {
    this.#send({ kind: 'command', name, params });
  };

  readonly request: AskRequest = (name, params) => {
    if (this.#pending.size >= maxPending) return Promise.reject(new Error(''));

    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      const timer = window.setTimeout(() => {
        this.#pending.delete(id);
        reject(new Error(''));
      }, answerTimeMs[name]);
      // The answer is typed by the name it was asked under; nothing but the extension can post into this page.
      this.#pending.set(id, { resolve: resolve as (result: unknown) => void, reject, timer });
      this.#send({ kind: 'request', id, name, params });
    });
  };

  /** Starts to listen, for as long as the page lives. What is not of the contract is ignored. */
  listen(handlers: NotificationHandlers<ThreadContract>): void {
    window.addEventListener('message', (event: MessageEvent<unknown>) => {
      const message = readMessage(event.data, this.#account);
      if (message?.kind === 'answer') this.#settle(message);
      else if (message?.kind === 'notification' && Object.hasOwn(handlers, message.name)) {
        const handle = handlers[message.name as keyof typeof handlers] as (params: unknown) => void;
        handle(message.params);
      }
    });
  }

  #settle(answer: ExtensionMessage & { readonly kind: 'answer' }): void {
    const pending = this.#pending.get(answer.id);
    if (!pending) return;

    this.#pending.delete(answer.id);
    window.clearTimeout(pending.timer);
    if (answer.ok) pending.resolve(answer.result);
    else pending.reject(new Error(answer.message));
  }

  #send(message: PageMessage): void {
    this.#host.postMessage(this.#account === undefined ? message : { ...message, account: this.#account });
  }
}

/** The envelope alone is checked: both ends ship together, so what is inside fits the contract. */
function readMessage(data: unknown, account: string | undefined): ExtensionMessage | undefined {
  if (typeof data !== 'object' || data === null || !('kind' in data)) return undefined;
  if (account !== undefined && (!('account' in data) || data.account !== account)) return undefined;
  if (data.kind === 'answer' && 'id' in data && 'ok' in data) return data as ExtensionMessage;
  if (data.kind === 'notification' && 'name' in data && typeof data.name === 'string') {
    return data as ExtensionMessage;
  }
  return undefined;
}
