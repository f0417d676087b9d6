import * as v from 'valibot';
import { fromDialog, Id } from './pageSchemas.ts';

// Twenty times what the portal takes: enough to refuse politely, not enough to choke on.
const Text = v.pipe(v.string(), v.maxLength(400_000));
const Mentions = v.pipe(
  v.array(
    v.object({
      userId: v.union([Id, v.literal('all')]),
      name: v.pipe(v.string(), v.minLength(1), v.maxLength(300)),
    }),
  ),
  v.maxLength(100),
);
const excerpt = {
  messageId: Id,
  author: v.pipe(v.string(), v.maxLength(300)),
  excerpt: v.pipe(v.string(), v.maxLength(2_000)),
};
const TrayIds = v.pipe(v.array(v.pipe(v.string(), v.maxLength(100))), v.maxLength(100));
const written = {
  text: Text,
  mentions: v.exactOptional(Mentions),
  replyTo: v.exactOptional(Id),
  isPlain: v.exactOptional(v.boolean()),
};

/** What the composer posts, decoded like anything from outside. */
export const composerSchemas = {
  requests: {
    send: fromDialog({ ...written, files: v.exactOptional(TrayIds) }),
    edit: fromDialog({ ...written, messageId: Id }),
    editSource: fromDialog({ messageId: Id }),
    suggest: fromDialog({
      source: v.picklist(['people', 'portal', 'emoji', 'commands']),
      query: v.pipe(v.string(), v.maxLength(200)),
    }),
    preview: v.object(written),
    quoteOf: fromDialog({ messageId: Id }),
  },
  commands: {
    typing: fromDialog({}),
    choosePastedCode: v.object({ choice: v.picklist(['ask', 'always', 'never']) }),
    draftChanged: fromDialog({
      text: Text,
      mentions: v.exactOptional(Mentions),
      replyTo: v.exactOptional(v.object(excerpt)),
      edit: v.exactOptional(
        v.object({ ...excerpt, text: Text, mentions: Mentions, isPlain: v.exactOptional(v.boolean()) }),
      ),
    }),
  },
};
