// What bytes are, by their first ones: neither the name nor the portal's word for it is to be trusted.

/** A type that the page may show or play; `undefined` for everything else, markup such as SVG and HTML among it. */
export type ShownType =
  | 'image/png'
  | 'image/jpeg'
  | 'image/gif'
  | 'image/webp'
  | 'image/bmp'
  | 'image/avif'
  | 'audio/wav'
  | 'audio/mpeg'
  | 'audio/ogg'
  | 'audio/mp4'
  | 'audio/flac'
  | 'video/webm'
  | 'video/mp4'
  | 'video/ogg';

export function shownTypeOf(bytes: Uint8Array, isVideo: boolean): ShownType | undefined {
  const head = ascii(bytes, 0, 16);
  if (head.startsWith('\u0089PNG\r\n\u001a\n')) return 'image/png';
  if (head.startsWith('\u00ff\u00d8\u00ff')) return 'image/jpeg';
  if (/^GIF8[79]a/.test(head)) return 'image/gif';
  if (head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP') return 'image/webp';
  if (head.startsWith('RIFF') && head.slice(8, 12) === 'WAVE') return 'audio/wav';
  if (head.startsWith('BM') && bytes.byteLength > 26) return 'image/bmp';
  if (head.startsWith('OggS')) return isVideo ? 'video/ogg' : 'audio/ogg';
  if (head.startsWith('fLaC')) return 'audio/flac';
  if (head.startsWith('\u001aE\u00df\u00a3')) return 'video/webm';
  if (head.slice(4, 8) === 'ftyp') return boxType(head.slice(8, 12), isVideo);
  // A tag, or the first frame of MPEG audio.
  if (head.startsWith('ID3') || /^\u00ff[\u00e2-\u00e7\u00f2-\u00ff]/.test(head)) return 'audio/mpeg';
  return undefined;
}

function boxType(brand: string, isVideo: boolean): ShownType {
  if (brand === 'avif' || brand === 'avis') return 'image/avif';
  return brand.startsWith('M4A') || !isVideo ? 'audio/mp4' : 'video/mp4';
}

function ascii(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(from, to));
}
