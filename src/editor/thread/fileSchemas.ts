import * as v from 'valibot';
import { fromDialog, Id } from './pageSchemas.ts';

const Key = v.pipe(v.string(), v.maxLength(100));
const Ref = v.variant('kind', [
  v.object({ kind: v.literal('stored'), fileId: Id }),
  v.object({ kind: v.literal('sending'), key: Key, index: v.pipe(v.number(), v.integer(), v.minValue(0)) }),
  v.object({ kind: v.literal('tray'), id: Key }),
  v.object({ kind: v.literal('face'), face: Key }),
]);
// A page sends pieces of a megabyte; more at once is a mistake.
const Bytes = v.pipe(
  v.instance(Uint8Array),
  v.check((bytes) => bytes.byteLength <= 4 * 1024 * 1024),
);

/** What the page posts about files, decoded like anything from outside. */
export const fileSchemas = {
  requests: {
    loadFile: v.object({ ref: Ref, isAskedFor: v.boolean() }),
    takeFile: fromDialog({
      name: v.pipe(v.string(), v.maxLength(4_000)),
      size: v.pipe(v.number(), v.minValue(0)),
    }),
    takeBytes: v.object({ id: Key, bytes: Bytes }),
  },
  commands: {
    fileAct: v.object({ fileId: Id, act: v.picklist(['open', 'save', 'reveal'] as const) }),
    leaveFile: v.object({ ref: Ref }),
    pickFiles: fromDialog({}),
    takeUris: fromDialog({
      uris: v.pipe(v.array(v.pipe(v.string(), v.maxLength(10_000))), v.maxLength(100)),
    }),
    removeFile: fromDialog({ id: Key }),
    cancelUpload: v.object({ key: Key }),
  },
};
