// Decoders that several families of the page's messages share.
import * as v from 'valibot';
import { parseDialogId } from '../../model/dialogId.ts';

export const Id = v.pipe(v.number(), v.integer(), v.minValue(1));

export const Dialog = v.pipe(
  v.string(),
  v.check((text) => parseDialogId(text) !== undefined),
);

/** With the dialog the page showed, where it says which. */
export function fromDialog<T extends v.ObjectEntries>(entries: T) {
  return v.object({ ...entries, dialogId: v.exactOptional(Dialog) });
}
