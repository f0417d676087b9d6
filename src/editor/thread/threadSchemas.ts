import * as v from 'valibot';
import type { ThreadContract } from '../../protocol/thread.ts';
import { navigationSchemas } from './navigationSchemas.ts';
import { composerSchemas } from './composerSchemas.ts';
import { fileSchemas } from './fileSchemas.ts';
import type { Schemas } from './pageChannel.ts';
import { Dialog, fromDialog, Id } from './pageSchemas.ts';
import { readingSchemas } from './readingSchemas.ts';

const Nothing = v.pipe(
  v.looseObject({}),
  v.transform((): Record<string, never> => ({})),
);
const Key = v.pipe(v.string(), v.maxLength(100));
const Place = v.object({
  messageId: Id,
  offset: v.pipe(v.number(), v.finite()),
  newestId: v.pipe(v.number(), v.integer(), v.minValue(0)),
});
/** The page is a program of its own: what comes from it is decoded like anything from outside. */
export const threadSchemas: Schemas<ThreadContract> = {
  requests: {
    loadOlder: Nothing,
    ...composerSchemas.requests,
    ...fileSchemas.requests,
    ...readingSchemas.requests,
    ...navigationSchemas.requests,
  },
  commands: {
    ready: v.object({ dialogId: v.exactOptional(Dialog), place: v.exactOptional(Place) }),
    stoodAt: v.object({ dialogId: Dialog, place: v.exactOptional(Place) }),
    acted: Nothing,
    sawUpTo: fromDialog({ messageId: Id }),
    ...composerSchemas.commands,
    ...fileSchemas.commands,
    retrySend: v.object({ key: Key }),
    discard: v.object({ key: Key }),
    copyText: v.object({ key: Key }),
    ...navigationSchemas.commands,
    reload: Nothing,
    ...readingSchemas.commands,
    openDialog: v.pipe(
      v.object({ dialogId: Dialog, messageId: v.optional(Id) }),
      v.transform(({ dialogId, messageId }) => ({ dialogId, messageId })),
    ),
    openMessage: v.object({ ref: v.object({ dialogId: Dialog, messageId: Id }) }),
    reportFault: v.object({ message: v.pipe(v.string(), v.maxLength(2_000)) }),
  },
};
