import type { DialogDetails } from '../model/dialogDetails.ts';
import type { Timeline } from './timeline.ts';

/** What a later session can begin with. */
export interface ThreadSnapshot {
  readonly details: DialogDetails;
  readonly readId: number;
  /** Without a hole up to its newest message. */
  readonly timeline: Timeline;
}
