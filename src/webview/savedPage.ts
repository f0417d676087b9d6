import type { DraftContext } from '../model/draft.ts';
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
  #page: SavedPage | undefined;

  constructor(host: HostApi) {
    this.#host = host;
    this.#page = readSavedPage(host.getState());
  }

  /** Where the list stood, whichever dialog it was: the page is shown again with the same one. */
  get messageId(): number | undefined {
    return this.#page?.position?.messageId;
  }

  /** What was left for this dialog; `undefined` for another one. */
  of(dialogId: string): SavedPage | undefined {
    return this.#page?.dialogId === dialogId ? this.#page : undefined;
  }

  save(page: SavedPage): void {
    this.#page = page;
    this.#host.setState(page);
  }
}

/** `undefined` for what no page of this version left. */
function readSavedPage(state: unknown): SavedPage | undefined {
  if (typeof state !== 'object' || state === null) return undefined;
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
  return { key, offset, ...(typeof messageId === 'number' && { messageId }) };
}
