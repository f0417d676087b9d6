import type { FileBody } from './fileBody.ts';

// Divisible by three, so that pieces can be put side by side.
const PIECE = 48 * 1024;
// More at once would not fit among the arguments of a call.
const AT_ONCE = 8 * 1024;

/** Throws where the bytes are not as many as was said: the length of the whole has been promised. */
export async function* base64Pieces({ size, open, onProgress }: FileBody): AsyncGenerator<string> {
  let rest = new Uint8Array(0);
  let sent = 0;
  for await (const chunk of open()) {
    const bytes = rest.byteLength === 0 ? chunk : joined(rest, chunk);
    const whole = bytes.byteLength - (bytes.byteLength % 3);
    for (let start = 0; start < whole; start += PIECE) {
      const piece = bytes.subarray(start, Math.min(start + PIECE, whole));
      sent += piece.byteLength;
      if (sent > size) throw new Error('A file grew while it was sent');
      yield base64Of(piece);
      onProgress(sent);
    }
    rest = bytes.slice(whole);
  }
  sent += rest.byteLength;
  if (sent !== size) throw new Error('A file changed while it was sent');
  if (rest.byteLength > 0) yield base64Of(rest);
  onProgress(sent);
}

function base64Of(bytes: Uint8Array): string {
  let binary = '';
  for (let start = 0; start < bytes.byteLength; start += AT_ONCE) {
    binary += String.fromCharCode(...bytes.subarray(start, start + AT_ONCE));
  }
  return btoa(binary);
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(a.byteLength + b.byteLength);
  whole.set(a);
  whole.set(b, a.byteLength);
  return whole;
}
