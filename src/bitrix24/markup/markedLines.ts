const QUOTE = /^ {0,3}((?:> )+)(?=[^ ])/;
const ITEM = /^( {0,12})([-*+]) (?=\S)/;

/**
 * Quotes (`> text` becomes `>>text`) and lists (their signs become `•`). One line with a dash is a line of dialogue in
 * some languages, so that a list has two items at least.
 */
export function markedLines(text: string, isLineStart: boolean): string {
  if (!/[->*+]/.test(text)) return text;
  const lines = text.split('\n');
  const signs = lines.map((line, index) =>
    index === 0 && !isLineStart ? undefined : ITEM.exec(line.slice(0, 20))?.[2],
  );
  return lines
    .map((line, index) => {
      if (index === 0 && !isLineStart) return line;
      const quote = QUOTE.exec(line.slice(0, 100))?.[1];
      if (quote !== undefined)
        return '>>'.repeat(quote.length / 2) + line.slice(line.indexOf(quote) + quote.length);
      const sign = signs[index];
      const isItem = sign !== undefined && (signs[index - 1] === sign || signs[index + 1] === sign);
      return isItem ? line.replace(sign, '•') : line;
    })
    .join('\n');
}
