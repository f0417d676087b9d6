import type { DialogDetails } from '../model/dialogDetails.ts';
import type { Timeline } from './timeline.ts';

/** What is shown of a thread, at one moment. */
export interface ShownThread {
  readonly timeline: Timeline;
  readonly shown: Timeline;
  readonly firstUnreadId: number | undefined;
  readonly readId: number;
  readonly details: DialogDetails | undefined;
  /** Where the dialog is a private one. */
  readonly peerSeenAt: number | undefined;
}

export function shownOf(
  { timeline, shown, firstUnreadId, readId, details }: Omit<ShownThread, 'peerSeenAt'>,
  peerSeenAt: number | undefined,
): ShownThread {
  return { timeline, shown, firstUnreadId, readId, details, peerSeenAt };
}

export function looksSame(a: ShownThread, b: ShownThread): boolean {
  return (
    a.timeline === b.timeline &&
    a.shown === b.shown &&
    a.firstUnreadId === b.firstUnreadId &&
    a.readId === b.readId &&
    a.peerSeenAt === b.peerSeenAt &&
    JSON.stringify(a.details) === JSON.stringify(b.details)
  );
}
