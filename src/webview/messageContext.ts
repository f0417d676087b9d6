import { createContext } from 'preact';
import { useContext } from 'preact/hooks';

/** What the parts of a message know of the message they are in. */
export interface MessageAround {
  /** `undefined` for a text that is no message yet. */
  readonly rowKey: string | undefined;
  readonly fileName: (fileId: number) => string | undefined;
}

const none: MessageAround = { rowKey: undefined, fileName: () => undefined };

export const MessageContext = createContext<MessageAround>(none);

export function useMessage(): MessageAround {
  return useContext(MessageContext);
}
