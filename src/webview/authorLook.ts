/** One or two letters for an avatar; a name without letters or digits gives its first character. */
export function initialsOf(name: string): string {
  const words = name.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}'’-]*/gu) ?? [];
  const picked = words.length > 1 ? [words[0]!, words.at(-1)!] : words;
  const letters = picked.map((word) => firstCharacter(word)).join('');
  return (letters || firstCharacter(name.trim())).toLocaleUpperCase();
}

/** `#rrggbb` and nothing else: what a portal sends must not become another value of a style. */
export function safeColor(color: string | undefined): string | undefined {
  return color !== undefined && /^#[0-9a-f]{6}$/i.test(color) ? color : undefined;
}

/** Black or white, whichever reads better on the colour: one of them always has a contrast above 4.5. */
export function inkOn(color: string): string {
  return (luminanceOf(color) + 0.05) ** 2 > 1.05 * 0.05 ? '#000000' : '#ffffff';
}

/** How much light a `#rrggbb` colour gives, 0 to 1. */
export function luminanceOf(color: string): number {
  return 0.2126 * channel(color, 1) + 0.7152 * channel(color, 3) + 0.0722 * channel(color, 5);
}

/** A channel of `#rrggbb` as linear light, 0 to 1. */
function channel(color: string, start: number): number {
  const value = Number.parseInt(color.slice(start, start + 2), 16) / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

function firstCharacter(text: string): string {
  const [first] = text;
  return first ?? '';
}
