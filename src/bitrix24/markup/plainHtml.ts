const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['nbsp', '\u00a0'],
]);
const LINE_TAGS = new Set(['br', 'p', 'div', 'li', 'tr']);
const ENTITY = /&(?:#([0-9]{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,4}));/gi;

/**
 * The words of old HTML blocks. This is no sanitizer: what comes out is text and must be drawn as text, whatever it
 * looks like.
 */
export function plainHtml(html: string): string {
  let text = '';
  let position = 0;
  while (position < html.length) {
    const open = html.indexOf('<', position);
    const close = open < 0 ? -1 : html.indexOf('>', open);
    if (close < 0) break;
    text += html.slice(position, open);
    const name = /^\/?([a-z]{1,10})/i.exec(html.slice(open + 1, open + 12))?.[1];
    if (name !== undefined && LINE_TAGS.has(name.toLowerCase()) && !text.endsWith('\n')) text += '\n';
    position = close + 1;
  }
  return decodeEntities(text + html.slice(position)).trim();
}

function decodeEntities(text: string): string {
  return text.replace(ENTITY, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return ENTITIES.get(name.toLowerCase()) ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
    const isCharacter = code > 0x1f && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
    return isCharacter ? String.fromCodePoint(code) : whole;
  });
}
