import * as v from 'valibot';
import { Id } from './pageSchemas.ts';

const Key = v.pipe(v.string(), v.maxLength(100));
const Ref = v.variant('kind', [
  v.object({ kind: v.literal('stored'), fileId: Id }),
  v.object({ kind: v.literal('sending'), key: Key, index: v.pipe(v.number(), v.integer(), v.minValue(0)) }),
  v.object({ kind: v.literal('tray'), id: Key }),
]);
/** What the page posts about files, decoded like anything from outside. */
export const fileSchemas = {
  requests: {
    loadFile: v.object({ ref: Ref, isAskedFor: v.boolean() }),
  },
  commands: {
    fileAct: v.object({ fileId: Id, act: v.picklist(['open', 'save', 'reveal'] as const) }),
    leaveFile: v.object({ ref: Ref }),
  },
};
