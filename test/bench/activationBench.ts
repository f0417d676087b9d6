// What a person pays for the extension when VS Code starts: bytes it has to read, and time until `activate` is over.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { AccountStore } from '../../src/messenger/accountStore.ts';
import { MemorySecretStore } from '../unit/messenger/memoryPorts.ts';
import { SilentLogger } from '../unit/silentLogger.ts';
import { measureInHost } from './activationInHost.ts';
import { activationMeasurement, type ActivationTime } from './activationTime.ts';
import { startBenchPortal } from './benchPortal.ts';
import type { Measurement } from './measurement.ts';
import { buildForProduction } from './productionBuild.ts';
import { sdkBundle } from './sdkBundle.ts';
import { storedAccount } from './storedAccount.ts';
import { withTemporaryFolder } from './withTemporaryFolder.ts';

interface LoadedFile {
  readonly name: string;
  readonly bytes: number;
}

interface Probe {
  readonly time: ActivationTime;
  readonly atActivation: readonly LoadedFile[];
  readonly inTheEnd: readonly LoadedFile[];
}

const RUNS = 21;

export function measureActivation(say: (line: string) => void): Promise<readonly Measurement[]> {
  return withTemporaryFolder(async (dist) => {
    await buildForProduction(dist);
    const entry = join(dist, 'extension.js');
    return [
      ...(await measureBytes(entry, say)),
      await measureLoad(entry, say),
      await withTemporaryFolder((folder) => measureInHost(dist, folder, say)),
    ];
  });
}

/** What Node really reads, not what a bundler says it would. */
async function measureBytes(entry: string, say: (line: string) => void): Promise<readonly Measurement[]> {
  const portal = await startBenchPortal({ seed: 'paper' });
  try {
    const { atActivation, inTheEnd } = await probe(entry, await secretsOf(portal.webhookUrl));
    const early = new Set(atActivation.map(({ name }) => name));
    say(`at activation: ${listOf(atActivation)}`);
    say(`signed in, on top: ${listOf(inTheEnd.filter(({ name }) => !early.has(name)))}`);
    return [
      {
        what: 'Bytes that activation loads',
        value: kilobytes(atActivation),
        unit: 'KB',
        goal: { kind: 'atMost', value: 60 },
      },
      {
        what: 'Bytes of a signed-in session, activation included',
        value: kilobytes(inTheEnd),
        unit: 'KB',
        peer: { name: 'the official SDK alone', value: (await sdkBundle()) / 1024 },
      },
    ];
  } finally {
    await portal.stop();
  }
}

/** In fresh processes, turn by turn, so that a busy moment meets both. */
async function measureLoad(entry: string, say: (line: string) => void): Promise<Measurement> {
  const empty = join(import.meta.dirname, 'emptyExtension.cjs');
  const own: ActivationTime[] = [];
  const none: ActivationTime[] = [];
  for (let round = 0; round < RUNS; round += 1) {
    own.push((await probe(entry)).time);
    none.push((await probe(empty)).time);
  }
  return activationMeasurement('Load and activate in a fresh Node', own, none, say);
}

async function probe(entry: string, secrets?: Readonly<Record<string, string>>): Promise<Probe> {
  const script = join(import.meta.dirname, 'activationProbe.cjs');
  const args = [script, entry, ...(secrets === undefined ? [] : [JSON.stringify(secrets)])];
  const { stdout, stderr } = await outputOf(args);
  if (stdout === '') {
    // Before its message Node prints the line at fault, which in a bundle is all of it.
    const reason = /^\w*Error: .*(?:\n +at .*){0,5}/m.exec(stderr)?.[0] ?? 'for an unknown reason';
    throw new Error(`The extension did not activate: ${reason}`);
  }
  return JSON.parse(stdout) as Probe;
}

function outputOf(args: readonly string[]): Promise<{ readonly stdout: string; readonly stderr: string }> {
  return new Promise((resolve) => {
    // Whether it went well shows in what it printed.
    execFile(process.execPath, args, (_error, stdout, stderr) => resolve({ stdout, stderr }));
  });
}

/** What SecretStorage holds of a signed-in person, as the product itself writes it. */
async function secretsOf(webhookUrl: string): Promise<Readonly<Record<string, string>>> {
  const secrets = new MemorySecretStore();
  await new AccountStore(secrets, new SilentLogger()).save(storedAccount(webhookUrl));
  return Object.fromEntries(secrets.entries);
}

function kilobytes(files: readonly LoadedFile[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0) / 1024;
}

function listOf(files: readonly LoadedFile[]): string {
  const named = files
    .toSorted((a, b) => b.bytes - a.bytes)
    .map(({ name, bytes }) => `${name} ${(bytes / 1024).toFixed(1)}`);
  return `${files.length} files (KB): ${named.join(', ')}`;
}
