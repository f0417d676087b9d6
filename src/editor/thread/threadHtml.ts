import * as vscode from 'vscode';

/** Where a page may load from: the bundle and the styles, nothing else. */
export function pageRoots(extensionUri: vscode.Uri): vscode.Uri[] {
  return [vscode.Uri.joinPath(extensionUri, 'dist', 'webview'), vscode.Uri.joinPath(extensionUri, 'media')];
}

/**
 * The empty page that the thread's bundle fills. Nothing from outside and nothing inline may run in it. What it says and keeps
 * is of this account alone.
 */
export function threadHtml(
  webview: vscode.Webview,
  extensionUri: vscode.Uri,
  title: string,
  accountId: string,
): string {
  const nonce = crypto.randomUUID().replaceAll('-', '');
  const script = webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, 'dist', 'webview', 'thread.js'));
  const style = webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, 'media', 'thread.css'));
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource}`,
    `font-src ${webview.cspSource}`,
    // What the extension has fetched comes as bytes; no address from outside is loaded.
    `img-src ${webview.cspSource} blob:`,
    `media-src blob:`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${escapeAttribute(vscode.env.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeAttribute(title)}</title>
<link rel="stylesheet" href="${escapeAttribute(style.toString())}">
</head>
<body>
<div id="root" data-account="${escapeAttribute(accountId)}"></div>
<script type="module" nonce="${nonce}" src="${escapeAttribute(script.toString())}"></script>
</body>
</html>`;
}

/** A page of words, without a script: says what is missing and offers the command that helps. */
export function emptyHtml(
  webview: vscode.Webview,
  extensionUri: vscode.Uri,
  text: string,
  action: { readonly label: string; readonly command: string },
): string {
  const style = webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, 'media', 'thread.css'));
  return `<!DOCTYPE html>
<html lang="${escapeAttribute(vscode.env.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src ${webview.cspSource}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${escapeAttribute(style.toString())}">
</head>
<body class="empty-chat"><p>${escapeAttribute(text)}</p><p><a class="button" href="command:${escapeAttribute(action.command)}">${escapeAttribute(action.label)}</a></p></body>
</html>`;
}

function escapeAttribute(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
