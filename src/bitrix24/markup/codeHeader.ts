// The line that `codeMessage` puts above the code, so that a reader knows where it is from.

export interface CodeHeader {
  readonly fileName: string;
  /** First line is 1. */
  readonly startLine: number;
  readonly endLine: number;
  readonly languageId: string;
}

const LANGUAGE = /^[a-z0-9+#_.-]{1,40}$/i;
const LINE_NUMBER = /^[0-9]{1,9}$/;

/** `app.ts:12-18 (typescript)`, or `app.ts:12 (typescript)` for one line. */
export function formatCodeHeader({ fileName, startLine, endLine, languageId }: CodeHeader): string {
  const lines = endLine > startLine ? `${startLine}-${endLine}` : `${startLine}`;
  return `${fileName}:${lines} (${languageId})`;
}

/** `(typescript)`: above a code block of which nothing but the language is known. */
export function languageLine(languageId: string): string {
  return `(${languageId})`;
}

/** The language that such a line names. */
export function readLanguageLine(line: string): string | undefined {
  const languageId = line.slice(1, -1);
  return line.startsWith('(') && line.endsWith(')') && LANGUAGE.test(languageId) ? languageId : undefined;
}

export function readCodeHeader(line: string): CodeHeader | undefined {
  const paren = line.lastIndexOf(' (');
  const languageId = line.slice(paren + 2, -1);
  if (paren < 0 || !line.endsWith(')') || !LANGUAGE.test(languageId)) return undefined;

  const colon = line.lastIndexOf(':', paren);
  const fileName = line.slice(0, colon);
  const [first = '', last = first, ...rest] = line.slice(colon + 1, paren).split('-');
  if (colon <= 0 || rest.length > 0 || !LINE_NUMBER.test(first) || !LINE_NUMBER.test(last)) return undefined;
  return { fileName, startLine: Number(first), endLine: Number(last), languageId };
}
