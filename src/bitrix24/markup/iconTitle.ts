const AFTER_TITLE = [' width=', ' height=', ' size='];

/** The title in the value of `[icon=URL size=N width=N height=N title=T]`; it may hold spaces. Empty without one. */
export function iconTitle(value: string): string {
  const lower = value.toLowerCase();
  const at = lower.indexOf(' title=');
  if (at < 0) return '';
  const start = at + ' title='.length;
  const ends = AFTER_TITLE.map((name) => lower.indexOf(name, start)).filter((end) => end >= 0);
  return value.slice(start, Math.min(value.length, ...ends)).trim();
}
