// The contract between the extension and a page, in three kinds of message:
// a request (page to extension, answered), a command (page to extension, not answered), a notification (extension to
// page, pushed). Both ends are typed by one contract, so a missing handler is a compile error.

export interface Contract {
  readonly requests: Readonly<Record<string, { readonly params: unknown; readonly result: unknown }>>;
  readonly commands: Readonly<Record<string, unknown>>;
  readonly notifications: Readonly<Record<string, unknown>>;
}

export type RequestHandlers<C extends Contract> = {
  readonly [K in keyof C['requests']]: (
    params: C['requests'][K]['params'],
  ) => Promise<C['requests'][K]['result']>;
};

export type CommandHandlers<C extends Contract> = {
  readonly [K in keyof C['commands']]: (params: C['commands'][K]) => void;
};

export type NotificationHandlers<C extends Contract> = {
  readonly [K in keyof C['notifications']]: (params: C['notifications'][K]) => void;
};

/** What a page posts. `params` is untrusted on arrival: the extension decodes it. */
export type PageMessage =
  | { readonly kind: 'request'; readonly id: number; readonly name: string; readonly params: unknown }
  | { readonly kind: 'command'; readonly name: string; readonly params: unknown };

/** What the extension posts. A failed request carries a sentence fit to show a person. */
export type ExtensionMessage =
  | { readonly kind: 'answer'; readonly id: number; readonly ok: true; readonly result: unknown }
  | { readonly kind: 'answer'; readonly id: number; readonly ok: false; readonly message: string }
  | { readonly kind: 'notification'; readonly name: string; readonly params: unknown };
