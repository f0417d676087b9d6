// One file for each epoch of the lease: its name counts, its content is a sign of life and what the holder tells.
import { isRecord } from '../../base/isRecord.ts';

/** By what a person tells a window from the others. */
export interface WindowLabel {
  /** Of its folder or workspace, never a path; '' without one. */
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly openedAt: number;
}

export function nameOfEpoch(epoch: number): string {
  return `lease-${epoch}.json`;
}

export function beatContent(
  windowId: string,
  label: WindowLabel | undefined,
  beat: number,
  message: string,
): string {
  return JSON.stringify({ window: windowId, label, beat, message });
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

/** `undefined` where the window that wrote it did not say. */
export function labelIn(content: string): WindowLabel | undefined {
  const label = decoded(content)?.['label'];
  if (!isRecord(label)) return undefined;
  const { name, openedAt } = label;
  return typeof name === 'string' && typeof openedAt === 'number' ? { name, openedAt } : undefined;
}

function decoded(content: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(content);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
