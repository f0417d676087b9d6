// One file for each epoch of the lease: its name counts, its content is a sign of life and what the holder tells.
import { isRecord } from '../../base/isRecord.ts';

export function nameOfEpoch(epoch: number): string {
  return `lease-${epoch}.json`;
}

export function beatContent(windowId: string, beat: number, message: string): string {
  return JSON.stringify({ window: windowId, beat, message });
}

export function releasedContent(windowId: string): string {
  return JSON.stringify({ window: windowId, isReleased: true });
}

/** 0 for any other file. */
export function epochOf(name: string): number {
  const digits = /^lease-(\d{1,15})\.json$/.exec(name)?.[1];
  return digits === undefined ? 0 : Number(digits);
}

export function newestOf(names: readonly string[]): number {
  return names.reduce((newest, name) => Math.max(newest, epochOf(name)), 0);
}

export function isReleased(content: string): boolean {
  return decoded(content)?.['isReleased'] === true;
}

/** `undefined` where there is none; a damaged file says nothing, and still counts as a sign of life when it changes. */
export function messageIn(content: string): string | undefined {
  const message = decoded(content)?.['message'];
  return typeof message === 'string' ? message : undefined;
}

function decoded(content: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(content);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
