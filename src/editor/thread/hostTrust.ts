// The list of hosts that a person trusts, as VS Code shows it for editing.

/** Of a list with comments. Throws where it is none. */
export function trustedIn(text: string): readonly string[] {
  const withoutComments = text.replace(/^\s*\/\/.*$/gm, '').replace(/,(\s*\])/g, '$1');
  const list: unknown = JSON.parse(withoutComments);
  if (!Array.isArray(list)) throw new TypeError('No list of hosts');
  return list.filter((entry) => typeof entry === 'string');
}

/** More than VS Code itself trusts rather than less: a name and everything below it. */
export function mayTrust(trusted: readonly string[], host: string): boolean {
  const name = host.toLowerCase();
  if (name === 'localhost' || name.endsWith('.localhost') || /^(?:127\.|\[::1\])/.test(name)) return true;
  return trusted.some((entry) => {
    const pattern = entry
      .toLowerCase()
      .replace(/^[a-z*]+:\/\//, '')
      .replace(/[/:?#].*$/, '');
    const base = pattern.slice(pattern.lastIndexOf('*') + 1).replace(/^\./, '');
    return base === '' || name === base || name.endsWith(`.${base}`);
  });
}
