// Bitrix24's own pages in the browser. Plain forms: what matters is what a person can do there.

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(text: string): string {
  return text.replaceAll(/[&<>"]/g, (sign) => escapes[sign] ?? sign);
}

function page(title: string, body: string, head = ''): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escaped(title)}</title>${head}</head><body><main>${body}</main></body></html>`;
}

/** `action` is the address that the form comes back to with `login` and `password`. */
export function loginPage(action: string, qrLink: string, fault: string | undefined): string {
  const alert = fault === undefined ? '' : `<p role="alert">${escaped(fault)}</p>`;
  return page(
    'Sign in to Bitrix24',
    `<h1>Sign in to Bitrix24</h1>${alert}
    <form method="post" action="${escaped(action)}">
      <label>Phone or e-mail <input name="login" autocomplete="username"></label>
      <label>Password <input name="password" type="password" autocomplete="current-password"></label>
      <button type="submit">Sign in</button>
    </form>
    <p><a href="${escaped(qrLink)}">QR code</a></p>`,
  );
}

/** Asks again by itself until a phone has scanned the code. */
export function qrPage(code: string): string {
  return page(
    'QR code',
    `<h1>Scan with the Bitrix24 app</h1><p><code>${escaped(code)}</code></p>`,
    '<meta http-equiv="refresh" content="1">',
  );
}

export function failurePage(message: string): string {
  return page('Bitrix24', `<h1>${escaped(message)}</h1>`);
}

/** For an application without a return address. */
export function codePage(code: string): string {
  return page('Bitrix24', `<h1>Authorization code</h1><p><code id="code">${escaped(code)}</code></p>`);
}
