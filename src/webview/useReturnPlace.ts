import { useRef, useState } from 'preact/hooks';
import type { ListScroller } from './listScroller.ts';

/** Where somebody read before a jump; `end` where the list followed its end. */
export type ReturnPlace = 'end' | { readonly messageId: number; readonly offset: number };

export interface ReturnPlaceControl {
  readonly place: ReturnPlace | undefined;
  /** The list stands still: this is where a jump begins from now on. */
  readonly noteHere: (scroller: ListScroller) => void;
  /** A jump has been asked for. A second one does not forget where the first began. */
  readonly noteJump: () => void;
  readonly forget: () => void;
}

/** The way back after jumps to search hits, quotes and links. */
export function useReturnPlace(): ReturnPlaceControl {
  const here = useRef<ReturnPlace>(undefined);
  const [place, setPlace] = useState<ReturnPlace>();
  return {
    place,
    noteHere: (scroller) => {
      const first = scroller.visible()?.first;
      if (scroller.isPinned) here.current = 'end';
      else if (first?.messageId !== undefined) {
        here.current = { messageId: first.messageId, offset: first.offset };
      }
    },
    noteJump: () => {
      const from = here.current;
      if (from !== undefined) setPlace((known) => known ?? from);
    },
    forget: () => setPlace(undefined),
  };
}
