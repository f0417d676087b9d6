import type { Logger } from '../../base/ports.ts';
import { decodeMessages, messagesCommand } from '../../bitrix24/api/messagesApi.ts';
import { decodeStatus, statusCommand } from '../../bitrix24/api/statusApi.ts';
import type { DecodeContext } from '../../bitrix24/api/wire.ts';
import type { Command } from '../../bitrix24/rest/batch.ts';
import type { PortalClient } from '../../bitrix24/rest/portalClient.ts';
import type { DialogId } from '../../model/dialogId.ts';
import type { Message } from '../../model/message.ts';
import type { User } from '../../model/user.ts';
import { part } from '../answerPart.ts';

const PAGE_SIZE = 50;
// Beside the status a batch holds as many; what goes beyond is told by the list's own line.
const MOST_DIALOGS = 20;

export interface NewsRequest {
  readonly dialogs: readonly { readonly dialogId: DialogId; readonly afterId: number }[];
  readonly wantsStatus: boolean;
}

export interface ReadNews {
  /** By dialog; one whose page could not be had is missing. */
  readonly messages: ReadonlyMap<DialogId, readonly Message[]>;
  readonly users: readonly User[];
  /** `undefined` where it was not asked for, or could not be had. */
  readonly status: { readonly value: string | undefined } | undefined;
}

/** Asks what the list does not tell: the words of what came, with their mentions, and the person's own status. One request. */
export class NewsReader {
  readonly #client: PortalClient;
  readonly #context: DecodeContext;

  constructor(client: PortalClient, ownUserId: number, logger: Logger) {
    this.#client = client;
    this.#context = { ownUserId, logger };
  }

  /** Rejects where the request as a whole failed. */
  async read({ dialogs, wantsStatus }: NewsRequest, signal: AbortSignal): Promise<ReadNews> {
    const asked = dialogs.slice(0, MOST_DIALOGS);
    const commands: Record<string, Command> = {
      ...(wantsStatus ? { status: statusCommand() } : {}),
      ...Object.fromEntries(
        asked.map(({ dialogId, afterId }) => [
          `news_${dialogId}`,
          messagesCommand(dialogId, { kind: 'after', id: afterId }, PAGE_SIZE),
        ]),
      ),
    };
    const answer = await this.#client.batch(commands, { lane: 'background', signal });
    const status = answer['status'];
    const pages = asked.flatMap(({ dialogId }) => {
      const page = part(answer[`news_${dialogId}`], (result) =>
        decodeMessages(result, PAGE_SIZE, this.#context),
      );
      return page.ok ? [{ dialogId, ...page.value }] : [];
    });
    return {
      messages: new Map(pages.map(({ dialogId, page }) => [dialogId, page.messages])),
      users: pages.flatMap(({ users }) => users),
      status: status?.ok === true ? { value: decodeStatus(status.result) } : undefined,
    };
  }
}
