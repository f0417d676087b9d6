const LONG = /^#[0-9a-f]{6}$/;
const SHORT = /^#[0-9a-f]{3}$/;

/** Reads `#rgb` or `#rrggbb` in any case into lower-case `#rrggbb`; nothing else is a colour to Bitrix24. */
export function readHexColor(text: string): `#${string}` | undefined {
  if (text.length > 16) return undefined;
  const color = text.trim().toLowerCase();
  if (LONG.test(color)) return `#${color.slice(1)}`;
  if (!SHORT.test(color)) return undefined;
  return `#${[...color.slice(1)].map((digit) => digit + digit).join('')}`;
}
