import * as v from 'valibot';
import { parseDialogId } from '../../model/dialogId.ts';
import type { ThreadContract } from '../../protocol/thread.ts';
import type { Schemas } from './pageChannel.ts';

const Nothing = v.pipe(
  v.looseObject({}),
  v.transform((): Record<string, never> => ({})),
);
const Id = v.pipe(v.number(), v.integer(), v.minValue(1));
const Key = v.pipe(v.string(), v.maxLength(100));
// Twenty times what the portal takes: enough to refuse politely, not enough to choke on.
const Text = v.pipe(v.string(), v.maxLength(400_000));
const Dialog = v.pipe(
  v.string(),
  v.check((text) => parseDialogId(text) !== undefined),
);
const messageActs = ['copyLink', 'copyId', 'markUnread', 'openInPortal'] as const;
const Target = v.variant('kind', [
  v.object({ kind: v.literal('url'), url: v.pipe(v.string(), v.maxLength(10_000)) }),
  v.object({ kind: v.literal('portalPath'), path: v.pipe(v.string(), v.maxLength(10_000)) }),
]);

/** With the dialog the page showed, where it says which. */
function fromDialog<T extends v.ObjectEntries>(entries: T) {
  return v.object({ ...entries, dialogId: v.exactOptional(Dialog) });
}

/** The page is a program of its own: what comes from it is decoded like anything from outside. */
export const threadSchemas: Schemas<ThreadContract> = {
  requests: {
    loadOlder: Nothing,
    send: fromDialog({ text: Text }),
  },
  commands: {
    ready: Nothing,
    sawUpTo: fromDialog({ messageId: Id }),
    draftChanged: fromDialog({ text: Text }),
    retrySend: v.object({ key: Key }),
    discard: v.object({ key: Key }),
    copyText: v.object({ key: Key }),
    act: fromDialog({ messageId: Id, act: v.picklist(messageActs) }),
    reload: Nothing,
    openLink: v.object({ target: Target }),
    openDialog: v.pipe(
      v.object({ dialogId: Dialog, messageId: v.optional(Id) }),
      v.transform(({ dialogId, messageId }) => ({ dialogId, messageId })),
    ),
    openMessage: v.object({ ref: v.object({ dialogId: Dialog, messageId: Id }) }),
    reportFault: v.object({ message: v.pipe(v.string(), v.maxLength(2_000)) }),
  },
};
