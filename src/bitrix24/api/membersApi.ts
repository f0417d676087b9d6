import type { DialogId } from '../../model/dialogId.ts';
import type { User } from '../../model/user.ts';
import type { CallOptions } from '../rest/callOptions.ts';
import type { PortalClient } from '../rest/portalClient.ts';
import { userDecoder } from './userDecoder.ts';
import { type DecodeContext, decodeRows, decodeWhole, list } from './wire.ts';

const LIST = 'im.dialog.users.list';
const PAGE_SIZE = 50;

export interface MembersPage {
  readonly users: readonly User[];
  /** `undefined` where the portal does not say. */
  readonly total: number | undefined;
  /** Where the next page begins; `undefined` after the last. */
  readonly next: number | undefined;
}

/** Who is in a dialog (api-facts 3.3). */
export class MembersApi {
  readonly #client: PortalClient;
  readonly #context: DecodeContext;

  constructor(client: PortalClient, context: DecodeContext) {
    this.#client = client;
    this.#context = context;
  }

  async page(dialogId: DialogId, offset: number, options?: CallOptions): Promise<MembersPage> {
    const params = { DIALOG_ID: dialogId, LIMIT: PAGE_SIZE, OFFSET: offset };
    const { result, total, next } = await this.#client.call(LIST, params, options);
    const rows = decodeWhole(list, result, LIST);
    return {
      users: decodeRows(userDecoder, rows, 'member', this.#context.logger),
      total,
      // A page that leads no further is the last, whatever it says.
      next: next !== undefined && next > offset && rows.length > 0 ? next : undefined,
    };
  }
}
