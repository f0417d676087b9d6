import type { DialogDetails } from '../model/dialogDetails.ts';
import type { ThreadLoad } from './threadLoad.ts';
import type { Timeline } from './timeline.ts';

/** What a later session can begin with. */
export interface ThreadSnapshot {
  readonly details: DialogDetails;
  readonly readId: number;
  /** Without a hole up to its newest message. */
  readonly timeline: Timeline;
}

/** `undefined` until the portal has answered. */
export function snapshotOf(thread: {
  readonly load: ThreadLoad;
  readonly details: DialogDetails | undefined;
  readonly readId: number;
  readonly timeline: Timeline;
}): ThreadSnapshot | undefined {
  const { load, details, readId, timeline } = thread;
  return load.kind !== 'ready' || details === undefined ? undefined : { details, readId, timeline };
}
