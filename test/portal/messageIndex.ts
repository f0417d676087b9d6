import type { MessageRecord } from './records.ts';

/** Position of the first message whose id is not smaller than `id`, in a list that ascends by id. */
export function firstIndexFrom(messages: readonly MessageRecord[], id: number): number {
  let low = 0;
  let high = messages.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((messages[middle]?.id ?? Infinity) < id) low = middle + 1;
    else high = middle;
  }
  return low;
}
