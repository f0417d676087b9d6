import type { ServerResponse } from 'node:http';
import type { Fault, When } from './faults.ts';
import { sendHtml } from './http/respond.ts';

/** Answers instead of the portal when the fault is of that kind. @returns the status sent, 0 for a broken connection, `undefined` when the portal itself shall answer */
export function answerWithFault(
  fault: Fault,
  when: When,
  response: ServerResponse,
  path: string,
): number | undefined {
  switch (fault.kind) {
    case 'drop':
      if (fault.when !== when) return undefined;
      response.socket?.destroy();
      return 0;
    case 'gateway': {
      if (fault.when !== when) return undefined;
      sendHtml(response, fault.status, fault.status === 502 ? '502 Bad Gateway' : '504 Gateway Time-out');
      return fault.status;
    }
    case 'captivePortal':
      if (when === 'after') return undefined;
      sendHtml(response, 200, 'Sign in to the network');
      return 200;
    case 'endless':
      if (when === 'after') return undefined;
      response.writeHead(200, { 'Content-Type': fault.contentType ?? 'application/octet-stream' });
      pourForever(response);
      return 200;
    case 'bytes':
      if (when === 'after') return undefined;
      response.writeHead(200, {
        'Content-Type': fault.contentType,
        'Content-Length': String(fault.declaredLength ?? fault.bytes.byteLength),
      });
      response.write(fault.bytes);
      if (fault.declaredLength === undefined) response.end();
      return 200;
    case 'moved':
      if (when === 'after') return undefined;
      response.writeHead(302, { Location: fault.origin + path });
      response.end();
      return 302;
    default:
      return undefined;
  }
}

/** Until whoever reads has had enough and hangs up. */
function pourForever(response: ServerResponse): void {
  const chunk = Buffer.alloc(64 * 1024, 7);
  const pour = (): void => {
    while (!response.destroyed && response.write(chunk));
  };
  response.on('drain', pour);
  pour();
}
