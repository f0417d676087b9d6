export type Unit = 'ms' | 's' | 'KB' | 'MB/s' | 'per s' | 'requests' | 'rows' | 'px' | 'times';

export type Goal =
  | { readonly kind: 'atMost'; readonly value: number }
  /** So much more than the peer. */
  | { readonly kind: 'overPeer'; readonly value: number };

/** One line of the table. */
export interface Measurement {
  readonly what: string;
  readonly value: number;
  readonly unit: Unit;
  readonly goal?: Goal;
  /** Measured in the same run, in the same unit. */
  readonly peer?: { readonly name: string; readonly value: number };
  /** Of which the value is the median; absent where it is counted, not timed. */
  readonly runs?: number;
}

/** `undefined` where there is no goal to hold it against. */
export function isMet({ value, goal, peer }: Measurement): boolean | undefined {
  if (goal === undefined) return undefined;
  return goal.kind === 'atMost' ? value <= goal.value : value - (peer?.value ?? 0) <= goal.value;
}
