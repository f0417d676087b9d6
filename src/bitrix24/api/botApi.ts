import type { CallOptions } from '../rest/callOptions.ts';
import type { PortalClient } from '../rest/portalClient.ts';

export interface BotCommand {
  /** The message whose button was pressed. */
  readonly messageId: number;
  readonly botId: number;
  /** Without a slash. */
  readonly command: string;
  readonly params: string;
}

/** Pressing what a bot offers (api-facts 3.4, 4.3). What happens then is the bot's business. */
export class BotApi {
  readonly #client: PortalClient;

  constructor(client: PortalClient) {
    this.#client = client;
  }

  async press({ messageId, botId, command, params }: BotCommand, options?: CallOptions): Promise<void> {
    await this.#client.call(
      'im.message.command',
      { MESSAGE_ID: messageId, BOT_ID: botId, COMMAND: command, COMMAND_PARAMS: params },
      options,
    );
  }
}
