import type { DialogId } from './dialogId.ts';
import type { Message } from './message.ts';

/** Where an event happened. */
export interface EventPlace {
  readonly chatId: number;
  /** `undefined` for a private dialog whose other side the portal does not make clear. */
  readonly dialogId: DialogId | undefined;
}

/** Something that happened on the portal, as it stood then: what was read since may know more. */
export type PortalEvent = EventPlace &
  (
    | { readonly kind: 'posted'; readonly message: Message }
    | { readonly kind: 'edited'; readonly message: Message }
    | { readonly kind: 'deleted'; readonly messageId: number }
    | {
        readonly kind: 'liked';
        readonly messageId: number;
        readonly userId: number;
        readonly isLiked: boolean;
      }
    | { readonly kind: 'joined'; readonly userId: number }
  );
