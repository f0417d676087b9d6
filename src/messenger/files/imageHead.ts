import type { ShownType } from './fileKind.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** How large a picture is, by its first bytes; `undefined` where they do not tell. */
export function imageSizeOf(bytes: Uint8Array, type: ShownType | undefined): Size | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (type === 'image/png' && bytes.byteLength >= 24) {
    return sized(view.getUint32(16), view.getUint32(20));
  }
  if (type === 'image/gif' && bytes.byteLength >= 10) {
    return sized(view.getUint16(6, true), view.getUint16(8, true));
  }
  return type === 'image/jpeg' ? jpegSize(view) : undefined;
}

/** Walks from segment to segment until the one that begins the picture. */
function jpegSize(view: DataView): Size | undefined {
  let at = 2;
  while (at + 9 < view.byteLength && view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return sized(view.getUint16(at + 7), view.getUint16(at + 5));
    at += 2 + Math.max(2, view.getUint16(at + 2));
  }
  return undefined;
}

function sized(width: number, height: number): Size | undefined {
  return width > 0 && height > 0 ? { width, height } : undefined;
}
