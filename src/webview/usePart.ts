import { useEffect, useState } from 'preact/hooks';
import type { LazyPart } from './lazyPart.ts';

const longestWaitMs = 100;

/** The part, where it is there; else it is fetched, and drawn in its turn. `null`: it cannot be had. */
export function usePart<T>(part: LazyPart<T>): T | undefined | null {
  const [isMissing, setIsMissing] = useState(false);
  const [, setSerial] = useState(0);
  useEffect(() => {
    let isWanted = true;
    if (part.loaded !== undefined) return undefined;
    const load = (): void => {
      part.load().then(
        () => isWanted && setSerial((serial) => serial + 1),
        () => isWanted && setIsMissing(true),
      );
    };
    // After what is drawn now.
    const handle = window.requestIdleCallback(load, { timeout: longestWaitMs });
    return () => {
      isWanted = false;
      window.cancelIdleCallback(handle);
    };
  }, [part]);
  return part.loaded ?? (isMissing ? null : undefined);
}
