import type { DialogId } from './dialogId.ts';

/** A message to send: every parameter of `im.message.add` that an app without a bot may use. */
export interface OutgoingMessage {
  readonly dialogId: DialogId;
  readonly text?: string | undefined;
  /** As the portal takes them (api-facts 4.2 to 4.4), checked before they come here. */
  readonly attach?: unknown;
  readonly keyboard?: unknown;
  readonly menu?: unknown;
  readonly isSystem?: boolean | undefined;
  readonly urlPreview?: boolean | undefined;
  readonly replyTo?: number | undefined;
  /** UUID v4: the portal answers a repeat with the first message's id. */
  readonly uuid: string;
}
