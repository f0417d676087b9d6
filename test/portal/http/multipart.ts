/** The plain fields of a multipart body; file parts are left out, as PHP keeps them apart. */
export function multipartFields(body: Buffer, contentType: string): readonly (readonly [string, string])[] {
  const boundary = /boundary="?([^";]+)"?/i.exec(contentType)?.[1];
  if (boundary === undefined) return [];
  const fields: [string, string][] = [];
  for (const part of body.toString('latin1').split(`--${boundary}`).slice(1)) {
    if (part.startsWith('--')) break;
    const headEnd = part.indexOf('\r\n\r\n');
    if (headEnd < 0) continue;
    const head = Buffer.from(part.slice(0, headEnd), 'latin1').toString('utf8');
    const name = /;\s*name="([^"]*)"/i.exec(head)?.[1];
    if (name === undefined || /;\s*filename=/i.test(head)) continue;
    const value = part.slice(headEnd + 4).replace(/\r\n$/, '');
    fields.push([name, Buffer.from(value, 'latin1').toString('utf8')]);
  }
  return fields;
}
