import type * as vscode from 'vscode';
import * as v from 'valibot';
import type { CommandHandlers, Contract, ExtensionMessage, RequestHandlers } from '../../protocol/channel.ts';

const common = { account: v.optional(v.string()), name: v.string(), params: v.unknown() };
const Envelope = v.variant('kind', [
  v.object({ kind: v.literal('request'), id: v.number(), ...common }),
  v.object({ kind: v.literal('command'), ...common }),
]);

/** Decodes what a page posts: one schema per message, complete by type. */
export type Schemas<C extends Contract> = {
  readonly requests: {
    readonly [K in keyof C['requests']]: v.GenericSchema<unknown, C['requests'][K]['params']>;
  };
  readonly commands: { readonly [K in keyof C['commands']]: v.GenericSchema<unknown, C['commands'][K]> };
};

/** The extension's end of a page's contract. What does not decode is dropped with a note. */
export class PageChannel<C extends Contract> implements vscode.Disposable {
  readonly #webview: vscode.Webview;
  readonly #accountId: string;
  readonly #schemas: Schemas<C>;
  readonly #requests: RequestHandlers<C>;
  readonly #commands: CommandHandlers<C>;
  readonly #onFault: (message: string) => void;
  readonly #errorText: (error: unknown) => string;
  readonly #subscription: vscode.Disposable;

  /** A webview may change hands: what a page of another account posts late is nothing of this one. */
  constructor(
    webview: vscode.Webview,
    accountId: string,
    schemas: Schemas<C>,
    handlers: { readonly requests: RequestHandlers<C>; readonly commands: CommandHandlers<C> },
    onFault: (message: string) => void,
    errorText: (error: unknown) => string,
  ) {
    this.#webview = webview;
    this.#accountId = accountId;
    this.#schemas = schemas;
    this.#requests = handlers.requests;
    this.#commands = handlers.commands;
    this.#onFault = onFault;
    this.#errorText = errorText;
    this.#subscription = webview.onDidReceiveMessage((message: unknown) => void this.#receive(message));
  }

  notify<K extends keyof C['notifications'] & string>(name: K, params: C['notifications'][K]): void {
    this.#post({ kind: 'notification', name, params });
  }

  dispose(): void {
    this.#subscription.dispose();
  }

  async #receive(message: unknown): Promise<void> {
    const envelope = v.safeParse(Envelope, message);
    if (!envelope.success) {
      this.#onFault('The page posted something that is no message');
      return;
    }
    const { account, name, params } = envelope.output;
    if (account !== this.#accountId) return;
    if (envelope.output.kind === 'command') {
      this.#runCommand(name, params);
      return;
    }
    const { id } = envelope.output;
    try {
      this.#post({ kind: 'answer', id, ok: true, result: await this.#answer(name, params) });
    } catch (error) {
      this.#post({ kind: 'answer', id, ok: false, message: this.#errorText(error) });
    }
  }

  #runCommand<K extends keyof C['commands'] & string>(name: string, params: unknown): void {
    const key = ownKey<K>(this.#commands, name);
    const decoded = key === undefined ? undefined : decode(this.#schemas.commands[key], params);
    if (key === undefined || !decoded?.ok) {
      this.#onFault(`The page posted a command that does not decode: ${name.slice(0, 40)}`);
      return;
    }
    this.#commands[key](decoded.value);
  }

  async #answer<K extends keyof C['requests'] & string>(name: string, params: unknown): Promise<unknown> {
    const key = ownKey<K>(this.#requests, name);
    const decoded = key === undefined ? undefined : decode(this.#schemas.requests[key], params);
    if (key === undefined || !decoded?.ok) {
      this.#onFault(`The page asked something that does not decode: ${name.slice(0, 40)}`);
      throw new Error('malformed request');
    }
    return this.#requests[key](decoded.value);
  }

  #post(message: ExtensionMessage): void {
    void this.#webview.postMessage({ ...message, account: this.#accountId });
  }
}

function decode<T>(
  schema: v.GenericSchema<unknown, T>,
  params: unknown,
): { readonly ok: true; readonly value: T } | { readonly ok: false } {
  const decoded = v.safeParse(schema, params);
  return decoded.success ? { ok: true, value: decoded.output } : { ok: false };
}

function ownKey<K extends string>(handlers: object, name: string): K | undefined {
  return Object.hasOwn(handlers, name) ? (name as K) : undefined;
}
