/** A piece of what stands in the field; a marked one names somebody who will be notified. */
export interface FieldPiece {
  readonly text: string;
  readonly isMarked: boolean;
}

/** Cuts a text at the names it mentions, as they are written in the field; one piece where there is none. */
export function fieldPieces(text: string, names: readonly string[]): readonly FieldPiece[] {
  // The longest first: "Anna Berg" is not "Anna" and a word.
  const written = [...new Set(names)].sort((a, b) => b.length - a.length).map((name) => `@${name}`);
  const pieces: FieldPiece[] = [];
  let begin = 0;
  for (let at = text.indexOf('@'); at >= 0;) {
    const found = written.find((name) => text.startsWith(name, at));
    if (found !== undefined) {
      if (at > begin) pieces.push({ text: text.slice(begin, at), isMarked: false });
      pieces.push({ text: found, isMarked: true });
      begin = at + found.length;
    }
    at = text.indexOf('@', found === undefined ? at + 1 : begin);
  }
  if (begin < text.length) pieces.push({ text: text.slice(begin), isMarked: false });
  return pieces;
}
