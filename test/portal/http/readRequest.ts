import type { IncomingMessage } from 'node:http';
import { isMap, type PhpMap, type PhpValue } from '../rest/phpValue.ts';
import { multipartFields } from './multipart.ts';
import { nestFields, parsePhpQuery } from './phpQuery.ts';

const MAX_BODY_BYTES = 160 * 1024 * 1024;

/** Query and body merged, body wins; a body that cannot be read counts as none (api-facts 1.1). */
export async function readParams(request: IncomingMessage, query: string): Promise<PhpMap> {
  const body = await readBody(request);
  if (request.method !== 'POST') return parsePhpQuery(query);
  return { ...parsePhpQuery(query), ...bodyParams(body, request.headers['content-type'] ?? '') };
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const bytes of request as AsyncIterable<Buffer>) {
    size += bytes.byteLength;
    if (size > MAX_BODY_BYTES) throw new Error('Request body too large');
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

function bodyParams(body: Buffer, contentType: string): PhpMap {
  const kind = contentType.split(';')[0]?.trim().toLowerCase();
  switch (kind) {
    case 'application/json':
      return jsonParams(body.toString('utf8'));
    case 'application/x-www-form-urlencoded':
      return parsePhpQuery(body.toString('utf8'));
    case 'multipart/form-data':
      return nestFields(multipartFields(body, contentType));
    default:
      return {};
  }
}

function jsonParams(text: string): PhpMap {
  try {
    const decoded: unknown = JSON.parse(text);
    if (isMap(decoded) || Array.isArray(decoded)) return { ...(decoded as Record<string, PhpValue>) };
    return {};
  } catch {
    return {};
  }
}
