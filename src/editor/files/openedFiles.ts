import { chmod, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { safeFileName } from '../../messenger/files/fileName.ts';
import type { MessageFile } from '../../model/message.ts';

// What was opened stays for as long as an editor may show it; then the oldest go.
const MOST_FILES = 40;
const HEAD_BYTES = 64 * 1024;

type WriteTo = (take: (bytes: Uint8Array) => Promise<void>) => Promise<void>;

/** Puts a file in place under its own name in a folder of its own. Gives its path. */
export async function placeOpenedFile(folder: string, file: MessageFile, writeTo: WriteTo): Promise<string> {
  const path = join(folder, `${file.id}-${file.size}`, safeFileName(file.name));
  if ((await sizeOf(path)) !== undefined) return path;
  await removeOldest(folder);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await writeWhole(path, writeTo);
  // It is somebody else's: what is written into it here would reach nobody.
  await chmod(path, 0o400).catch(() => undefined);
  return path;
}

/** Whole or not at all: what breaks off leaves nothing behind under the name. */
export async function writeWhole(path: string, writeTo: WriteTo): Promise<void> {
  const unfinished = `${path}.${crypto.randomUUID().slice(0, 8)}.part`;
  try {
    const handle = await open(unfinished, 'wx', 0o600);
    try {
      await writeTo(async (bytes) => {
        await handle.write(bytes);
      });
    } finally {
      await handle.close();
    }
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

/** The first bytes, which tell what it is. */
export async function readHead(path: string): Promise<Uint8Array> {
  const handle = await open(path, 'r');
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

async function sizeOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).size;
  } catch {
    return undefined;
  }
}

async function removeOldest(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  if (names.length < MOST_FILES) return;
  const dated = await Promise.all(
    names.map(async (name) => {
      const stats = await stat(join(folder, name)).catch(() => undefined);
      return { name, at: stats?.mtimeMs ?? 0 };
    }),
  );
  dated.sort((a, b) => a.at - b.at);
  for (const { name } of dated.slice(0, names.length - MOST_FILES + 1)) {
    await rm(join(folder, name), { recursive: true, force: true }).catch(() => undefined);
  }
}
