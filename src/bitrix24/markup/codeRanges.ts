/** A `[code]…[/code]` of a text; the content is what lies between the tags. */
export interface CodeRange {
  readonly start: number;
  readonly contentStart: number;
  readonly contentEnd: number;
  readonly end: number;
}

/** The code blocks of a text from left to right. One that nobody closes is none. */
export function findCodeRanges(text: string): readonly CodeRange[] {
  const ranges: CodeRange[] = [];
  const opening = /\[code\]/gi;
  const closing = /\[\/code\]/gi;
  for (let open = opening.exec(text); open !== null; open = opening.exec(text)) {
    closing.lastIndex = opening.lastIndex;
    const close = closing.exec(text);
    if (close === null) break;
    ranges.push({
      start: open.index,
      contentStart: opening.lastIndex,
      contentEnd: close.index,
      end: closing.lastIndex,
    });
    opening.lastIndex = closing.lastIndex;
  }
  return ranges;
}
