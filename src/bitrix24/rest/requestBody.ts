import type { FetchInit } from '../../base/ports.ts';
import { base64Pieces } from './base64Pieces.ts';
import { FileBody } from './fileBody.ts';

type Body = Pick<FetchInit, 'body' | 'pieces'> & {
  /** Known for a body in pieces: a server that has to guess its length may refuse it. */
  readonly contentLength?: number;
};

/** A call's parameters as JSON; files among them are written into it while it is sent. */
export function requestBody(params: Readonly<Record<string, unknown>>): Body {
  const files: FileBody[] = [];
  // Nothing a person writes can look like this.
  const mark = crypto.randomUUID();
  const json = JSON.stringify(params, (_key, value: unknown) => {
    if (value instanceof FileBody) return `${mark}${files.push(value) - 1}|`;
    // PHP takes half of a surrogate pair for malformed JSON and goes on as if nothing had been sent (api-facts 1.1).
    return typeof value === 'string' ? value.toWellFormed() : value;
  });
  if (files.length === 0) return { body: json };

  const encoder = new TextEncoder();
  // Every second part is the index of a file.
  const parts = json.split(new RegExp(`${mark}(\\d+)\\|`)).map((part, index) => {
    const file = index % 2 === 1 ? files[Number(part)] : undefined;
    return file ?? encoder.encode(part);
  });
  const contentLength = parts.reduce(
    (sum, part) => sum + (part instanceof FileBody ? 4 * Math.ceil(part.size / 3) : part.byteLength),
    0,
  );
  return { pieces: inPieces(parts), contentLength };
}

async function* inPieces(parts: readonly (Uint8Array | FileBody)[]): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for (const part of parts) {
    if (part instanceof FileBody) {
      for await (const text of base64Pieces(part)) yield encoder.encode(text);
    } else {
      yield part;
    }
  }
}
