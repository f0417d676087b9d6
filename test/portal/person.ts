import type { Principal } from './methods/call.ts';
import type { Dispatcher } from './rest/dispatcher.ts';
import type { PhpMap } from './rest/phpValue.ts';

/** Somebody else on the portal, acting by the same methods as a REST client; a refusal rejects with RestError. */
export class Person {
  readonly #dispatcher: Dispatcher;
  readonly #principal: Principal;

  constructor(dispatcher: Dispatcher, principal: Principal) {
    this.#dispatcher = dispatcher;
    this.#principal = principal;
  }

  /** Any method, by its name. */
  async call(method: string, params: PhpMap = {}): Promise<unknown> {
    const answer = await this.#dispatcher.run(this.#principal, this.#dispatcher.require(method), params);
    return answer.result;
  }

  /** @returns the message id */
  async post(dialogId: string | number, text: string, extra: PhpMap = {}): Promise<number> {
    return Number(await this.call('im.message.add', { DIALOG_ID: dialogId, MESSAGE: text, ...extra }));
  }

  /** Up to the message, or to the end. */
  async read(dialogId: string | number, messageId?: number): Promise<void> {
    const upTo = messageId === undefined ? {} : { MESSAGE_ID: messageId };
    await this.call('im.dialog.read', { DIALOG_ID: dialogId, ...upTo });
  }

  async edit(messageId: number, text: string): Promise<void> {
    await this.call('im.message.update', { MESSAGE_ID: messageId, MESSAGE: text });
  }

  async delete(messageId: number): Promise<void> {
    await this.call('im.message.delete', { MESSAGE_ID: messageId });
  }

  async like(messageId: number, action: 'auto' | 'plus' | 'minus' = 'auto'): Promise<void> {
    await this.call('im.message.like', { MESSAGE_ID: messageId, ACTION: action });
  }
}
