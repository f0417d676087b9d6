import type { JSX, RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Mention } from '../model/draft.ts';
import { fieldPieces } from './fieldMarks.ts';

interface MarksProps {
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly text: string;
  readonly mentions: readonly Mention[];
}

/**
 * Behind the field, which can colour nothing of its own text: the same text, unseen, with a tint where somebody is
 * mentioned. It breaks its lines and scrolls as the field does.
 */
export function FieldMarks({ field, text, mentions }: MarksProps): JSX.Element | null {
  const marks = useRef<HTMLDivElement>(null);
  const pieces = fieldPieces(
    text,
    mentions.map(({ name }) => name),
  );
  const isNeeded = pieces.some(({ isMarked }) => isMarked);

  useLayoutEffect(() => {
    const { current } = field;
    if (!isNeeded || !current) return undefined;
    const follow = (): void => {
      // Without the field's scroll bar.
      marks.current?.style.setProperty('width', `${current.clientWidth}px`);
      if (marks.current) marks.current.scrollTop = current.scrollTop;
    };
    const observer = new ResizeObserver(follow);
    observer.observe(current);
    current.addEventListener('scroll', follow);
    follow();
    return () => {
      observer.disconnect();
      current.removeEventListener('scroll', follow);
    };
  }, [isNeeded, text]);

  if (!isNeeded) return null;
  return (
    <div ref={marks} class="field field-marks" aria-hidden="true" dir="auto">
      {pieces.map((piece, index) => (piece.isMarked ? <mark key={index}>{piece.text}</mark> : piece.text))}
      {/* Else a last empty line would have no height. */}
      {'\u200B'}
    </div>
  );
}
