import type { DraftContext } from '../model/draft.ts';
import { parseDialogId } from '../model/dialogId.ts';
import type { ListPlace, ReadyPage } from '../protocol/thread.ts';
import type { HostApi } from './hostApi.ts';
import type { ListPosition } from './listScroller.ts';

/** The little that the page leaves with VS Code, for when it is shown again. */
export interface SavedPage {
  /** Also tells the extension which thread a restored panel shows. */
  readonly dialogId: string;
  readonly draft: string;
  /** Absent where the draft is a plain new message. */
  readonly context?: DraftContext;
  /** False while the extension has not been told of the draft: then it is newer than the extension's. */
  readonly isPosted: boolean;
  /** The row of formats is open. */
  readonly showsFormats?: boolean;
  /** Absent where the list was at its end. */
  readonly position?: ListPosition;
}

export class SavedPageStore {
  readonly #host: HostApi;
  readonly #account: string | undefined;
  #page: SavedPage | undefined;

  /** What was left for another account is nothing of this one. */
  constructor(host: HostApi, account: string | undefined) {
    this.#host = host;
    this.#account = account;
    this.#page = readSavedPage(host.getState(), account);
  }

  /** What the page tells of itself once it listens. */
  get ready(): ReadyPage {
    const dialogId = parseDialogId(this.#page?.dialogId);
    if (dialogId === undefined) return {};
    const place = placeOf(this.#page?.position);
    return { dialogId, ...(place && { place }) };
  }

  /** What was left for this dialog; `undefined` for another one. */
  of(dialogId: string): SavedPage | undefined {
    return this.#page?.dialogId === dialogId ? this.#page : undefined;
  }

  /** The extension knows where the list is to stand; `null`: not where this page left it. */
  place(dialogId: string, place: ListPlace | null): void {
    const before = this.of(dialogId);
    if (!before) return;
    const { position: _, ...rest } = before;
    this.save(place === null ? rest : { ...rest, position: { key: String(place.messageId), ...place } });
  }

  save(page: SavedPage): void {
    this.#page = page;
    // With the account, which also tells the extension whose thread a restored panel shows.
    this.#host.setState(this.#account === undefined ? page : { ...page, accountId: this.#account });
  }
}

/** What the extension can keep of it; `undefined` where the portal does not have the message yet. */
export function placeOf(position: ListPosition | undefined): ListPlace | undefined {
  if (position?.messageId === undefined) return undefined;
  const { messageId, offset, newestId = 0 } = position;
  return { messageId, offset, newestId };
}

/** `undefined` for what no page of this version left. */
function readSavedPage(state: unknown, account: string | undefined): SavedPage | undefined {
  if (typeof state !== 'object' || state === null) return undefined;
  if (account !== undefined && (!('accountId' in state) || state.accountId !== account)) return undefined;
  if (!('dialogId' in state) || !('draft' in state) || !('isPosted' in state)) return undefined;

  const { dialogId, draft, isPosted } = state;
  if (typeof dialogId !== 'string' || typeof draft !== 'string' || typeof isPosted !== 'boolean')
    return undefined;
  const context = 'context' in state ? readContext(state.context) : undefined;
  const showsFormats = 'showsFormats' in state && state.showsFormats === true;
  const position = 'position' in state ? readPosition(state.position) : undefined;
  return {
    dialogId,
    draft,
    isPosted,
    ...(context && { context }),
    ...(showsFormats && { showsFormats }),
    ...(position && { position }),
  };
}

/** Only pages of this version write it, so that its kind is enough. */
function readContext(context: unknown): DraftContext | undefined {
  return typeof context === 'object' && context !== null ? context : undefined;
}

function readPosition(position: unknown): ListPosition | undefined {
  if (typeof position !== 'object' || position === null) return undefined;
  if (!('key' in position) || !('offset' in position)) return undefined;

  const { key, offset } = position;
  if (typeof key !== 'string' || typeof offset !== 'number') return undefined;
  const messageId = 'messageId' in position ? position.messageId : undefined;
  const newestId = 'newestId' in position ? position.newestId : undefined;
  return {
    key,
    offset,
    ...(typeof messageId === 'number' && { messageId }),
    ...(typeof newestId === 'number' && { newestId }),
  };
}
