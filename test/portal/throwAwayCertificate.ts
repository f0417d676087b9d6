// Certificates made on the spot, so that https can be tested on a machine without openssl.
import { createPrivateKey, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

export type ThrowAwayCertificate = {
  /** PEM, PKCS#8. */
  readonly key: string;
  /** PEM; of an authority also what a client has to trust. */
  readonly cert: string;
};

/** A company's private authority, as it stands behind proxies that look into TLS. */
export type ThrowAwayAuthority = ThrowAwayCertificate & { readonly commonName: string };

export type CertificateOptions = {
  /** 127.0.0.1 and localhost where absent. */
  readonly hosts?: readonly string[];
  /** Days from now; from one day ago to one day ahead where absent. */
  readonly validDays?: readonly [from: number, to: number];
};

const DAY_MS = 86_400_000;

/** Its own authority, with a key that nobody else has. */
export function throwAwayCertificate(): ThrowAwayCertificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const itself = name('simulated portal');
  return certificate(
    { issuer: itself, signer: privateKey },
    { subject: itself, publicKey, privateKey, isAuthority: true, options: {} },
  );
}

/** Clients tell authorities apart by their names. */
export function throwAwayAuthority(commonName: string): ThrowAwayAuthority {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const itself = name(commonName);
  const own = certificate(
    { issuer: itself, signer: privateKey },
    { subject: itself, publicKey, privateKey, isAuthority: true, options: { hosts: [] } },
  );
  return { ...own, commonName };
}

/** Signed by the authority. */
export function certificateOf(
  { commonName, key }: ThrowAwayAuthority,
  options: CertificateOptions,
): ThrowAwayCertificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return certificate(
    { issuer: name(commonName), signer: createPrivateKey(key) },
    { subject: name('simulated portal'), publicKey, privateKey, isAuthority: false, options },
  );
}

function certificate(
  { issuer, signer }: { readonly issuer: Buffer; readonly signer: KeyObject },
  about: {
    readonly subject: Buffer;
    readonly publicKey: KeyObject;
    readonly privateKey: KeyObject;
    readonly isAuthority: boolean;
    readonly options: CertificateOptions;
  },
): ThrowAwayCertificate {
  const { hosts = ['127.0.0.1', 'localhost'], validDays = [-1, 1] } = about.options;
  const now = Date.now();
  const signed = sequence(OID.ecdsaWithSha256);
  const body = sequence(
    tagged(0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(15)])),
    signed,
    issuer,
    sequence(utcTime(now + validDays[0] * DAY_MS), utcTime(now + validDays[1] * DAY_MS)),
    about.subject,
    about.publicKey.export({ type: 'spki', format: 'der' }),
    tagged(
      3,
      sequence(
        extension(OID.basicConstraints, sequence(...(about.isAuthority ? [TRUE] : [])), true),
        ...(hosts.length === 0 ? [] : [extension(OID.altName, sequence(...hosts.map(altName)))]),
      ),
    ),
  );
  const signature = sign('sha256', body, signer);
  return {
    key: about.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: pem(sequence(body, signed, bitString(signature))),
  };
}

// DER, as far as a certificate needs it (X.690): tag, length, content.

const OID = {
  ecdsaWithSha256: oid([0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02]),
  basicConstraints: oid([0x55, 0x1d, 0x13]),
  altName: oid([0x55, 0x1d, 0x11]),
};
const TRUE = der(0x01, Buffer.from([0xff]));

function name(commonName: string): Buffer {
  const attribute = sequence(oid([0x55, 0x04, 0x03]), der(0x0c, Buffer.from(commonName)));
  return sequence(der(0x31, attribute));
}

/** Of an IPv4 address or a name. */
function altName(host: string): Buffer {
  const parts = host.split('.').map(Number);
  const isAddress = parts.length === 4 && parts.every((part) => part >= 0 && part < 256);
  return isAddress ? der(0x87, Buffer.from(parts)) : der(0x82, Buffer.from(host));
}

function der(tag: number, ...contents: readonly Buffer[]): Buffer {
  const content = Buffer.concat(contents);
  const { length } = content;
  const header =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...header]), content]);
}

function sequence(...items: readonly Buffer[]): Buffer {
  return der(0x30, ...items);
}

function integer(bytes: Buffer): Buffer {
  return der(0x02, bytes);
}

function oid(bytes: readonly number[]): Buffer {
  return der(0x06, Buffer.from(bytes));
}

function bitString(bytes: Buffer): Buffer {
  return der(0x03, Buffer.from([0]), bytes);
}

function tagged(number: number, content: Buffer): Buffer {
  return der(0xa0 + number, content);
}

function extension(id: Buffer, value: Buffer, isCritical = false): Buffer {
  return sequence(id, ...(isCritical ? [TRUE] : []), der(0x04, value));
}

/** `YYMMDDhhmmssZ` */
function utcTime(ms: number): Buffer {
  const digits = new Date(ms).toISOString().replace(/\D/g, '').slice(2, 14);
  return der(0x17, Buffer.from(`${digits}Z`));
}

function pem(bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
