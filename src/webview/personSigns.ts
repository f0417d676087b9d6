// VS Code does not notice keys and pointer inside a page, so the page says that somebody is there.
const BETWEEN_SIGNS_MS = 15_000;
const SIGNS = ['pointermove', 'pointerdown', 'keydown', 'wheel'] as const;

/** Calls `tell` when somebody uses keys or pointer, and not with each of them. */
export function watchForPerson(target: Document, tell: () => void): void {
  let toldAt = -Infinity;
  const note = (): void => {
    const now = performance.now();
    if (now - toldAt < BETWEEN_SIGNS_MS) return;
    toldAt = now;
    tell();
  };
  for (const sign of SIGNS) target.addEventListener(sign, note, { capture: true, passive: true });
}
