import { type ShownType, shownTypeOf } from '../files/fileKind.ts';
import { imageSizeOf } from '../files/imageHead.ts';

export interface ShownFace {
  readonly bytes: Uint8Array;
  readonly type: ShownType;
}

const TYPES: readonly (ShownType | undefined)[] = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'];
// A few kilobytes may unpack to hundreds of megabytes.
const LARGEST_PX = 4_096;

/** A picture by its first bytes, whatever it was called; `undefined` for everything that is none. */
export function shownFace(bytes: Uint8Array | undefined): ShownFace | undefined {
  if (bytes === undefined) return undefined;
  const type = shownTypeOf(bytes, false);
  if (type === undefined || !TYPES.includes(type)) return undefined;
  const { width = 1, height = 1 } = imageSizeOf(bytes, type) ?? {};
  return Math.max(width, height) > LARGEST_PX ? undefined : { bytes, type };
}
