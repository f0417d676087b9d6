// Public pictures of people and chats, drawn from their path; no call of REST, so that nothing counts them.
import type { ServerResponse } from 'node:http';
import { drawnPng, rgb } from './fileContent.ts';

export interface PictureAnswer {
  readonly status: number;
  readonly type: string;
  readonly body: Uint8Array | string;
}

const SIZE = 96;

export class Pictures {
  /** Paths in the order they were asked for. */
  readonly asked: string[] = [];
  readonly #answers = new Map<string, PictureAnswer>();
  readonly #drawn = new Map<string, Uint8Array>();

  /** What the path answers from now on, instead of a picture. */
  set(path: string, answer: PictureAnswer): void {
    this.#answers.set(path, answer);
  }

  answer(path: string, response: ServerResponse): void {
    this.asked.push(path);
    const { status, type, body } = this.#answers.get(path) ?? {
      status: 200,
      type: 'image/png',
      body: this.#faceOf(path),
    };
    response.writeHead(status, { 'Content-Type': type, 'Content-Length': String(Buffer.byteLength(body)) });
    response.end(body);
  }

  #faceOf(path: string): Uint8Array {
    const drawn = this.#drawn.get(path) ?? facePicture(seedOf(path));
    this.#drawn.set(path, drawn);
    return drawn;
  }
}

function seedOf(path: string): number {
  return [...path].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 1_000_003, 7);
}

/** Head and shoulders before a wall, in colours of its own for each seed. */
function facePicture(seed: number): Uint8Array {
  const hue = (seed * 47) % 360;
  const wall = rgb(hue, 0.35, 0.82);
  const coat = rgb((hue + 140) % 360, 0.45, 0.38);
  const skin = rgb(24, 0.45, 0.5 + (seed % 5) * 0.07);
  const hair = rgb(20 + (seed % 20), 0.4, 0.12 + (seed % 4) * 0.1);
  const fringe = 0.27 + (seed % 3) * 0.03;
  return drawnPng(SIZE, SIZE, (x, y) => {
    const isHead = ((x - 0.5) / 0.19) ** 2 + ((y - 0.42) / 0.23) ** 2 < 1;
    if (isHead && y > fringe) return isEye(x, y) ? hair : skin;
    const isHair = ((x - 0.5) / 0.23) ** 2 + ((y - 0.38) / 0.25) ** 2 < 1;
    if (isHair) return hair;
    const isCoat = ((x - 0.5) / 0.4) ** 2 + ((y - 1.02) / 0.36) ** 2 < 1;
    return isCoat ? coat : wall;
  });
}

function isEye(x: number, y: number): boolean {
  return [0.42, 0.58].some((eye) => (x - eye) ** 2 + (y - 0.42) ** 2 < 0.0006);
}
