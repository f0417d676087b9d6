// A company's HTTP proxy: opens tunnels to whatever a test puts behind a name, and may ask who wants one.
import { createServer } from 'node:http';
import { connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';

export type Tunnel = {
  /** Host and port, as asked for. */
  readonly target: string;
  /** Name and password, in plain. */
  readonly credentials: string | undefined;
  readonly status: number;
};

export type ForwardProxyOptions = {
  /** Local ports by host; other hosts are refused with 403. */
  readonly hosts: Readonly<Record<string, number>>;
  /** `name:password`; without it nobody is asked. */
  readonly credentials?: string;
};

export type ForwardProxy = {
  readonly port: number;
  readonly tunnels: readonly Tunnel[];
  stop(): Promise<void>;
};

export async function startForwardProxy({ hosts, credentials }: ForwardProxyOptions): Promise<ForwardProxy> {
  const tunnels: Tunnel[] = [];
  const sockets = new Set<Duplex>();
  const server = createServer((_request, response) => {
    response.writeHead(403, { 'Content-Type': 'text/html' }).end('<html>Tunnels only</html>');
  });
  const keep = <S extends Duplex>(socket: S): S => {
    sockets.add(socket);
    // A broken tunnel is the business of its two ends.
    return socket.on('error', () => socket.destroy()).on('close', () => sockets.delete(socket));
  };
  server.on('connect', (request, client: Duplex, head: Buffer) => {
    keep(client);
    const target = request.url ?? '';
    const given = decoded(request.headers['proxy-authorization']);
    const port = hosts[target.replace(/:\d+$/, '')];
    const status = credentials !== undefined && given !== credentials ? 407 : port === undefined ? 403 : 200;
    tunnels.push({ target, credentials: given, status });
    if (status === 407) {
      client.end(
        refusal('407 Proxy Authentication Required', 'Proxy-Authenticate: Basic realm="company"\r\n'),
      );
      return;
    }
    if (port === undefined) {
      client.end(refusal('403 Forbidden', ''));
      return;
    }
    const upstream: Socket = keep(
      connect(port, '127.0.0.1', () => {
        client.write('HTTP/1.1 200 Connection established\r\n\r\n');
        upstream.write(head);
        upstream.pipe(client).pipe(upstream);
      }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    tunnels,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function decoded(header: string | undefined): string | undefined {
  const basic = /^Basic (.+)$/i.exec(header ?? '')?.[1];
  return basic === undefined ? undefined : Buffer.from(basic, 'base64').toString();
}

function refusal(status: string, headers: string): string {
  const page = `<html><h1>${status}</h1></html>`;
  return `HTTP/1.1 ${status}\r\n${headers}Content-Type: text/html\r\nContent-Length: ${page.length}\r\nConnection: close\r\n\r\n${page}`;
}
