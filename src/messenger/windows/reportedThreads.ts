import type { DialogId } from '../../model/dialogId.ts';
import type { Thread } from '../thread.ts';
import type { ReportedThread } from './windowReport.ts';

/** Says of each thread from where this window began to follow it: who leads knows what was told since. */
export class ReportedThreads {
  #begun: ReadonlyMap<DialogId, number> = new Map();

  of(threads: Iterable<Thread>): readonly ReportedThread[] {
    const reported = [...threads].map(({ dialogId, reachedId = 0 }) => {
      const begun = this.#begun.get(dialogId) ?? reachedId;
      return { dialogId, afterId: Math.min(begun, reachedId) };
    });
    this.#begun = new Map(reported.map(({ dialogId, afterId }) => [dialogId, afterId]));
    return reported;
  }
}
