// Serves the built page on loopback, under the policy that the extension gives it.
import { createServer, type Server } from 'node:http';
import { readdir, readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { builtPage } from '../../scripts/buildPage.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const nonce = 'r4nd0mNonceOfTheTests';

export interface PageServer {
  readonly url: string;
  /** Bytes of what the page loads before it draws, as it ships. */
  readonly scriptBytes: number;
  close(): Promise<void>;
}

export async function startPageServer(): Promise<PageServer> {
  const files = new Map([
    ['/', { type: 'text/html; charset=utf-8', body: html }],
    ...(await builtPage()).map(({ path, text }) => [path, { type: 'text/javascript', body: text }] as const),
    ...(await readStyles()),
    ['/vscode.css', { type: 'text/css', body: vscodeStyles }],
    ['/host.js', { type: 'text/javascript', body: hostScript }],
  ]);
  const server = createServer((request, response) => {
    const file = files.get(request.url ?? '');
    if (!file) return void response.writeHead(404).end();
    response
      .writeHead(200, { 'Content-Type': file.type, 'Content-Security-Policy': policy(server) })
      .end(file.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `${origin(server)}/`,
    scriptBytes: Buffer.byteLength(files.get('/thread.js')?.body ?? ''),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Every style that ships: the page's own names the others. */
async function readStyles(): Promise<
  (readonly [string, { readonly type: string; readonly body: string }])[]
> {
  const names = (await readdir(`${root}media`)).filter((name) => name.endsWith('.css'));
  return Promise.all(
    names.map(async (name) => {
      const body = await readFile(`${root}media/${name}`, 'utf8');
      return [`/${name}`, { type: 'text/css', body }] as const;
    }),
  );
}

function origin(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function policy(server: Server): string {
  const own = origin(server);
  return `default-src 'none'; style-src ${own}; script-src 'nonce-${nonce}'; font-src ${own}; img-src ${own} blob:; media-src blob:`;
}

const html = `<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <title>Thread</title>
  <link rel="stylesheet" href="/vscode.css">
  <link rel="stylesheet" href="/thread.css">
</head>
<body>
  <div id="root"></div>
  <script nonce="${nonce}" src="/host.js"></script>
  <script type="module" nonce="${nonce}" src="/thread.js"></script>
</body>
</html>`;

// What VS Code puts into every page before the page's own styles.
const vscodeStyles = `
html { scrollbar-color: var(--vscode-scrollbarSlider-background) var(--vscode-editor-background); }
html { background: var(--test-background); }
body {
  overscroll-behavior-x: none;
  background-color: transparent;
  color: var(--vscode-editor-foreground);
  font-family: var(--vscode-font-family);
  font-weight: var(--vscode-font-weight);
  font-size: var(--vscode-font-size);
  margin: 0;
  padding: 0 20px;
}
img, video { max-width: 100%; max-height: 100%; }
a, a code { color: var(--vscode-textLink-foreground); }
a:hover { color: var(--vscode-textLink-activeForeground); }
a:focus, input:focus, select:focus, textarea:focus { outline: 1px solid -webkit-focus-ring-color; outline-offset: -1px; }
code {
  font-family: var(--monaco-monospace-font);
  color: var(--vscode-textPreformat-foreground);
  background-color: var(--vscode-textPreformat-background);
  padding: 1px 3px;
  border-radius: 4px;
}
pre code { padding: 0; }
blockquote { background: var(--vscode-textBlockQuote-background); border-color: var(--vscode-textBlockQuote-border); }
::-webkit-scrollbar { width: 10px; height: 10px; }
::-webkit-scrollbar-thumb { background-color: var(--vscode-scrollbarSlider-background); }
`;

// Stands in for VS Code: keeps what the page posts and opens links of its own accord, as VS Code does.
const hostScript = `
window.host = { posts: [], linksOpened: [], violations: [], state: undefined };
document.addEventListener('securitypolicyviolation', (event) => {
  window.host.violations.push(event.violatedDirective + ' ' + event.blockedURI);
});
document.addEventListener('click', (event) => {
  const link = event.composedPath().find((node) => node.tagName === 'A' && node.href);
  if (!link) return;
  window.host.linksOpened.push(link.href);
  event.preventDefault();
});
window.acquireVsCodeApi = () => {
  window.acquireVsCodeApi = undefined;
  return {
    postMessage: (message) => {
      window.host.posts.push(structuredClone(message));
      if (window.reportPost) window.reportPost(message);
    },
    getState: () => window.host.state ?? window.initialState,
    setState: (state) => { window.host.state = structuredClone(state); },
  };
};
`;
