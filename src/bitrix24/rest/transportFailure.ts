import type { CallOutcome } from './portalError.ts';

export interface TransportFailure {
  /** Such as ECONNRESET. Capitals only, so that nothing of a URL can hide in it. */
  readonly code: string;
  readonly outcome: CallOutcome;
}

// Chains deeper or wider than this are not looked into.
const NODE_LIMIT = 24;
const CODE_FORM = /^[A-Z][A-Z0-9_]{2,59}$/;
const certificateForm = /^(?:CERT_|ERR_TLS_CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/;

const tunnelRefusal = /^Proxy response \((\d{3})\)/;

const beforeConnecting = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EAI_FAIL',
  'EAI_NODATA',
  'EAI_NONAME',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
  'ERR_INVALID_URL',
]);

/**
 * Reduces whatever a host's network layer threw to a code and an outcome. `not-executed` only where every code in the
 * chain of causes says that no byte was sent.
 */
export function transportFailure(error: unknown): TransportFailure {
  const nodes: unknown[] = [error];
  let code: string | undefined;
  let wasNeverSent = true;

  for (let index = 0; index < nodes.length && index < NODE_LIMIT; index++) {
    const node = nodes[index];
    if (typeof node !== 'object' || node === null) continue;
    const found = member(node, 'code');
    if (typeof found === 'string' && CODE_FORM.test(found)) {
      code ??= found;
      wasNeverSent &&= isBeforeSending(found, member(node, 'syscall'));
    }
    // The built-in way tells of a proxy's no in words alone; only its number is taken.
    const refusal = tunnelRefusal.exec(String(member(node, 'message')))?.[1];
    if (refusal !== undefined) return { code: `PROXY_${refusal}`, outcome: 'not-executed' };
    const errors: unknown = member(node, 'errors');
    nodes.push(member(node, 'cause'));
    if (Array.isArray(errors)) for (const inner of errors.slice(0, NODE_LIMIT)) nodes.push(inner);
  }

  if (code === undefined) return { code: 'NETWORK_ERROR', outcome: 'unknown' };
  return { code, outcome: wasNeverSent ? 'not-executed' : 'unknown' };
}

/** A certificate that is not trusted now will not be in a second. */
export function isCertificateCode(code: string): boolean {
  return certificateForm.test(code);
}

function isBeforeSending(code: string, syscall: unknown): boolean {
  // A route that vanishes under an open connection has the same codes, with `read` or `write` (then it may be too late).
  if (syscall === 'read' || syscall === 'write') return false;
  return syscall === 'connect' || beforeConnecting.has(code) || isCertificateCode(code);
}

function member(node: object, name: string): unknown {
  return Reflect.get(node, name);
}
