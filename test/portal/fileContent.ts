// Bytes for files whose seed gave none: real pictures and sounds of the size that the seed names.
import { crc32, deflateSync } from 'node:zlib';
import type { FileRecord } from './records.ts';

const known = new WeakMap<FileRecord, Uint8Array>();

export function fileContent(file: FileRecord): Uint8Array {
  if (file.content !== undefined) return file.content;
  const present = known.get(file);
  if (present !== undefined) return present;
  const made = padded(generated(file), file.size);
  known.set(file, made);
  return made;
}

function generated(file: FileRecord): Uint8Array {
  switch (file.type) {
    case 'image':
      return pngOf(file.image?.width ?? 320, file.image?.height ?? 200, file.id);
    case 'audio':
      return waveOf(file.size);
    case 'video':
    case 'file':
      return textOf(file);
  }
}

/** Readers of pictures and sounds stop at their end, so what follows does no harm. */
function padded(bytes: Uint8Array, size: number): Uint8Array {
  if (bytes.byteLength >= size) return bytes;
  const whole = new Uint8Array(size);
  whole.set(bytes);
  return whole;
}

function textOf({ name, size }: FileRecord): Uint8Array {
  const line = `${name}: a line of the simulated portal's own making\n`;
  return Buffer.from(line.repeat(Math.ceil(size / Buffer.byteLength(line)))).subarray(0, size);
}

/** A picture with a header bar, panels and a diagonal, in colours of its own for each seed. */
export function pngOf(width: number, height: number, seed: number): Uint8Array {
  const hue = (seed * 67) % 360;
  const paper = rgb(hue, 0.25, 0.93);
  const panel = rgb(hue, 0.35, 0.8);
  const bar = rgb(hue, 0.55, 0.42);
  const accent = rgb((hue + 150) % 360, 0.7, 0.55);
  return drawnPng(width, height, colorAt);

  function colorAt(x: number, y: number): readonly number[] {
    if (y < 0.1) return bar;
    if (x < 0.2) return panel;
    const isInCard = (y * 5) % 1 > 0.35 && x > 0.26 && x < 0.94;
    if (isInCard) return x < 0.26 + 0.6 * ((Math.floor(y * 5) * 37 + seed) % 10) * 0.1 ? accent : panel;
    return paper;
  }
}

/** `colorAt` gets places from 0 to 1 and answers red, green and blue. */
export function drawnPng(
  width: number,
  height: number,
  colorAt: (x: number, y: number) => readonly number[],
): Uint8Array {
  const rows = Buffer.alloc((width * 3 + 1) * height);
  for (let y = 0; y < height; y += 1) {
    const start = y * (width * 3 + 1) + 1;
    for (let x = 0; x < width; x += 1) {
      rows.set(colorAt(x / width, y / height), start + x * 3);
    }
  }
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', headerOf(width, height)),
    chunk('IDAT', deflateSync(rows, { level: 1 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function headerOf(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return header;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const whole = Buffer.alloc(body.byteLength + 8);
  whole.writeUInt32BE(data.byteLength, 0);
  body.copy(whole, 4);
  whole.writeUInt32BE(crc32(body), body.byteLength + 4);
  return whole;
}

export function rgb(hue: number, saturation: number, lightness: number): readonly number[] {
  const amplitude = saturation * Math.min(lightness, 1 - lightness);
  return [0, 8, 4].map((offset) => {
    const k = (offset + hue / 30) % 12;
    return Math.round(255 * (lightness - amplitude * Math.max(-1, Math.min(k - 3, 9 - k, 1))));
  });
}

/** A soft chord, 8 kHz, 8 bit. */
export function waveOf(size: number): Uint8Array {
  const rate = 8_000;
  const count = Math.max(rate, size - 44);
  const wave = Buffer.alloc(44 + count);
  wave.write('RIFF', 0, 'latin1');
  wave.writeUInt32LE(36 + count, 4);
  wave.write('WAVEfmt ', 8, 'latin1');
  wave.writeUInt32LE(16, 16);
  wave.writeUInt16LE(1, 20);
  wave.writeUInt16LE(1, 22);
  wave.writeUInt32LE(rate, 24);
  wave.writeUInt32LE(rate, 28);
  wave.writeUInt16LE(1, 32);
  wave.writeUInt16LE(8, 34);
  wave.write('data', 36, 'latin1');
  wave.writeUInt32LE(count, 40);
  for (let index = 0; index < count; index += 1) {
    const t = index / rate;
    const swell = 0.5 - 0.5 * Math.cos((2 * Math.PI * index) / count);
    const tone = Math.sin(2 * Math.PI * 220 * t) + Math.sin(2 * Math.PI * 277 * t);
    wave[44 + index] = 128 + Math.round(40 * swell * tone);
  }
  return wave;
}
