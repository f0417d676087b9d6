const PAUSES_MS = [10, 40, 120, 300];
const heldCodes: ReadonlySet<unknown> = new Set(['EPERM', 'EBUSY', 'EACCES']);

/**
 * Tries a change of a file again for a moment: virus scanners and indexers open what has just been written, and for as
 * long Windows lets nobody move or remove it.
 */
export async function despiteHolds(change: () => Promise<void>): Promise<void> {
  for (const pauseMs of PAUSES_MS) {
    try {
      return await change();
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && heldCodes.has(error.code))) throw error;
    }
    await new Promise((resolve) => {
      setTimeout(resolve, pauseMs);
    });
  }
  return change();
}
