import { useEffect, useRef } from 'preact/hooks';

/**
 * Gives a function that has `look` called in the next frame, once however often it is asked for. A hidden page draws no
 * frames, so it is not looked at either. Looks by itself when the page comes into view or gets the focus.
 */
export function useLookSoon(look: () => void, onWindowFocus: () => void): () => void {
  const frame = useRef(0);
  const latest = useRef({ look, onWindowFocus });
  latest.current = { look, onWindowFocus };

  const lookSoon = useRef(() => {
    if (frame.current !== 0) return;
    frame.current = requestAnimationFrame(() => {
      frame.current = 0;
      latest.current.look();
    });
  }).current;

  useEffect(() => {
    const onFocus = (): void => {
      lookSoon();
      latest.current.onWindowFocus();
    };
    window.addEventListener('focus', onFocus);
    document.addEventListener('visibilitychange', lookSoon);
    return () => {
      window.removeEventListener('focus', onFocus);
      document.removeEventListener('visibilitychange', lookSoon);
      cancelAnimationFrame(frame.current);
    };
  }, [lookSoon]);

  return lookSoon;
}
