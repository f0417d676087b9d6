import { LeakyBucket } from './leakyBucket.ts';

/** The bucket of each portal: a portal counts requests per address, whichever of its users makes them. */
export class PortalBuckets {
  readonly #buckets = new Map<string, LeakyBucket>();

  of(origin: string): LeakyBucket {
    const bucket = this.#buckets.get(origin) ?? new LeakyBucket();
    this.#buckets.set(origin, bucket);
    return bucket;
  }
}
