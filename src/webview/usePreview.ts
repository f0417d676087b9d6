import { useEffect, useState } from 'preact/hooks';
import type { Preview, WrittenText } from '../protocol/composer.ts';
import type { AskRequest } from './channel.ts';

const delayMs = 150;

export interface PreviewOf extends Preview {
  /** What was typed for it. */
  readonly text: string;
}

/** What the extension would send, while somebody wants to know: a moment after the last key. */
export function usePreview(
  isWanted: boolean,
  written: WrittenText,
  request: AskRequest,
): PreviewOf | undefined {
  const [preview, setPreview] = useState<PreviewOf>();
  const key = JSON.stringify(written);
  useEffect(() => {
    if (!isWanted) {
      setPreview(undefined);
      return undefined;
    }
    let isCurrent = true;
    const timer = window.setTimeout(() => {
      request('preview', written).then(
        (answer) => isCurrent && setPreview({ ...answer, text: written.text }),
        () => undefined,
      );
    }, delayMs);
    return () => {
      isCurrent = false;
      window.clearTimeout(timer);
    };
  }, [isWanted, key]);
  return isWanted ? preview : undefined;
}
