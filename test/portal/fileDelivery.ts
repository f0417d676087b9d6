import type { IncomingMessage, ServerResponse } from 'node:http';
import { fileContent } from './fileContent.ts';
import { sendHtml } from './http/respond.ts';
import type { Features } from './methods/call.ts';
import type { World } from './world.ts';

const BROWSER_HEADERS = ['user-agent', 'accept', 'accept-language', 'referer'] as const;

/** Answers a signed link. @returns the status sent */
export function deliverFile(
  world: World,
  features: Features,
  userId: number,
  token: string,
  request: IncomingMessage,
  response: ServerResponse,
): number {
  const lacksHeaders = BROWSER_HEADERS.some((name) => (request.headers[name] ?? '') === '');
  const file =
    features.fileLinksNeedHeaders && lacksHeaders
      ? undefined
      : world.disk.follow(token, userId, features.fileLinks === 'once' ? 1 : Infinity);
  if (file === undefined) {
    sendHtml(response, 404, '404 Not Found');
    return 404;
  }
  const content = fileContent(file);
  response.writeHead(200, {
    'Content-Type': 'application/octet-stream',
    'Content-Length': String(content.byteLength),
    'Content-Disposition': `attachment; filename*=utf-8''${encodeURIComponent(file.name)}`,
  });
  response.end(content);
  return 200;
}
