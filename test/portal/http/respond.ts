import type { ServerResponse } from 'node:http';
import { isMap, toWire } from '../rest/phpValue.ts';

const REST_HEADERS = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Headers': 'origin, content-type, accept',
  'X-Content-Type-Options': 'nosniff',
};

export type RestReply = {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly durationSeconds: number;
};

export function sendRest(
  response: ServerResponse,
  reply: RestReply,
  transport: 'json' | 'xml',
  isCut = false,
): void {
  const seconds = reply.durationSeconds.toFixed(10);
  const isXml = transport === 'xml';
  response.writeHead(reply.status, {
    ...REST_HEADERS,
    'Content-Type': `${isXml ? 'text/xml' : 'application/json'}; charset=utf-8`,
    'X-Bitrix-Rest-Time': seconds,
    'X-Bitrix-Rest-User-Time': seconds,
    'X-Bitrix-Rest-System-Time': '0.0000000000',
  });
  const text = isXml ? toXml(toWire(reply.body)) : JSON.stringify(toWire(reply.body));
  response.end(isCut ? text.slice(0, Math.floor(text.length / 2)) : text);
}

export function sendPreflight(response: ServerResponse): void {
  response.writeHead(200, REST_HEADERS);
  response.end();
}

export function sendHtml(response: ServerResponse, status: number, title: string): void {
  response.writeHead(status, { 'Content-Type': 'text/html; charset=utf-8' });
  response.end(
    `<html>\r\n<head><title>${title}</title></head>\r\n<body><center><h1>${title}</h1></center></body>\r\n</html>\r\n`,
  );
}

function toXml(value: unknown): string {
  return `<?xml version="1.0" encoding="utf-8" ?><response>${xmlOf(value)}</response>`;
}

function xmlOf(value: unknown): string {
  if (Array.isArray(value)) return value.map((item) => `<item>${xmlOf(item)}</item>`).join('');
  if (isMap(value)) {
    return Object.entries(value)
      .map(([key, item]) =>
        /^[A-Za-z_]/.test(key) ? `<${key}>${xmlOf(item)}</${key}>` : `<item>${xmlOf(item)}</item>`,
      )
      .join('');
  }
  if (typeof value === 'string')
    return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}
