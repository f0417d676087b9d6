import { constants } from 'node:fs';
import { copyFile, link } from 'node:fs/promises';

// What disks say that know no second name for a file: network drives, exFAT, some file systems of containers.
const noLinkCodes: ReadonlySet<unknown> = new Set([
  'EPERM',
  'ENOTSUP',
  'EOPNOTSUPP',
  'ENOSYS',
  'EXDEV',
  'EISDIR',
]);

/**
 * Puts a finished file under a name that nobody has taken; false where somebody has. Whole at once, except on a disk
 * without links, where a reader may meet a part of it. Whatever the disk, of several who try one succeeds.
 */
export async function placeNew(finished: string, target: string, linkFile = link): Promise<boolean> {
  try {
    await linkFile(finished, target).catch((error: unknown) => {
      if (!noLinkCodes.has(codeOf(error))) throw error;
      return copyFile(finished, target, constants.COPYFILE_EXCL);
    });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
