import { useEffect, useState } from 'preact/hooks';

// A page that has much to do gets to it all the same.
const longestWaitMs = 400;

/** False in the first moment: for what nobody can need yet, and what is scrolled past at once never needs. */
export function useIdle(): boolean {
  const [isIdle, setIsIdle] = useState(false);
  useEffect(() => {
    const handle = window.requestIdleCallback(() => setIsIdle(true), { timeout: longestWaitMs });
    return () => window.cancelIdleCallback(handle);
  }, []);
  return isIdle;
}
