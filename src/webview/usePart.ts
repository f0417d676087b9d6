import { useEffect, useState } from 'preact/hooks';
import type { LazyPart } from './lazyPart.ts';

/** The part, where it is there; else it is fetched, and drawn in its turn. `null`: it cannot be had. */
export function usePart<T>(part: LazyPart<T>): T | undefined | null {
  const [isMissing, setIsMissing] = useState(false);
  const [, setSerial] = useState(0);
  useEffect(() => {
    let isWanted = true;
    if (part.loaded !== undefined) return undefined;
    part.load().then(
      () => isWanted && setSerial((serial) => serial + 1),
      () => isWanted && setIsMissing(true),
    );
    return () => {
      isWanted = false;
    };
  }, [part]);
  return part.loaded ?? (isMissing ? null : undefined);
}
