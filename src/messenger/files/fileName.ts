// Names of files come from whoever sent them; on this computer's disk they must do no harm.

const LONGEST = 120;
// Windows opens devices under these, whatever the extension.
const reserved = /^(?:con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³]|conin\$|conout\$)(?:\.|$)/i;
// Control characters, marks that turn the reading direction (an `exe` shown as `txt`), and what some disk forbids.
// oxlint-disable-next-line no-control-regex
const unsafe = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff<>:"/\\|?*]/g;

/** A plain file name that every disk takes: no path, nothing hidden in it, never empty. Keeps the extension. */
export function safeFileName(name: string): string {
  const plain = name
    .toWellFormed()
    .replaceAll(unsafe, '_')
    .trim()
    // A leading dot hides the file, a trailing dot or space is lost on Windows.
    .replace(/^[.\s]+/, '')
    .replace(/[.\s]+$/, '');
  const usable = plain === '' || /^_+$/.test(plain) ? 'file' : plain;
  const short = shortened(usable);
  return reserved.test(short) ? `_${short}` : short;
}

/** With the dot, in lower case; empty where there is none. */
export function extensionOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(dot).toLowerCase() : '';
}

function shortened(name: string): string {
  const letters = [...name];
  // Disks count bytes: 255 of them hold 120 letters of most scripts.
  if (letters.length <= LONGEST && byteLength(name) <= 240) return name;
  const dot = name.lastIndexOf('.');
  const extension = dot > 0 && name.length - dot <= 16 ? name.slice(dot) : '';
  const stem = [...name.slice(0, name.length - extension.length)];
  let kept = stem.slice(0, LONGEST - extension.length);
  while (byteLength(kept.join('') + extension) > 240) kept = kept.slice(0, -1);
  return kept.join('').trimEnd() + extension;
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).byteLength;
}
