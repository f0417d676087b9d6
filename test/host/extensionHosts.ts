import { readdir, readFile } from 'node:fs/promises';

/**
 * Process ids of the extension hosts that a server with this data folder runs. Reads Linux's own list of processes, where
 * the server names its folder and its children their work.
 */
export async function extensionHostPids(dataFolder: string): Promise<readonly number[]> {
  const processes = await allProcesses();
  const server = processes.find(({ command }) => command.includes(dataFolder));
  if (server === undefined) return [];
  const family = new Set([server.pid]);
  // Children have higher numbers than their parents, unless the numbers have wrapped around.
  for (const { pid, parentPid } of [...processes, ...processes]) if (family.has(parentPid)) family.add(pid);
  return processes
    .filter(({ pid, command }) => family.has(pid) && command.includes('--type=extensionHost'))
    .map(({ pid }) => pid);
}

interface Process {
  readonly pid: number;
  readonly parentPid: number;
  readonly command: string;
}

async function allProcesses(): Promise<readonly Process[]> {
  const names = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(names.map((name) => processOf(Number(name))));
  return found.filter((one) => one !== undefined).sort((a, b) => a.pid - b.pid);
}

async function processOf(pid: number): Promise<Process | undefined> {
  try {
    const command = (await readFile(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ');
    const status = await readFile(`/proc/${pid}/status`, 'utf8');
    return { pid, parentPid: Number(/^PPid:\s+(\d+)/m.exec(status)?.[1] ?? 0), command };
  } catch {
    // Gone already.
    return undefined;
  }
}
