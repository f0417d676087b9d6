// Whether something that was pasted is code, and of which language. It is only offered, so a guess will do.

export interface CodeGuess {
  /** As editors name it; '' where it cannot be told. */
  readonly language: string;
}

const LOOKED_AT = 200;
const CODE_LINE = [
  /[;{}]\s*$/,
  /^\s*[)\]}]/,
  /=>|:=|::|->|&&|\|\||[!=]==?|<\/\w+>/,
  /^\s*(?:import|export|const|let|var|function|class|def|return|if|for|while|from|#include|using|public|private|package|func|fn|SELECT|INSERT|UPDATE|CREATE)\b.*[\w({;:'"]/,
  /^\s*(?:\/\/|\/\*|\*\/|# |-- |<!--|@\w+)/,
  /\w\([^)]*\)\s*[;:{]?\s*$/,
  /^\s*"[^"]+"\s*:/,
  /^\s*[\w-]+\s*:\s*[^\s].*;$/,
  /^\s+[\w$.[\]'"]+\s*=[^=]/,
];
const LANGUAGES: readonly (readonly [string, RegExp])[] = [
  ['php', /<\?php|\$\w+\s*=|->\w+\(/],
  ['html', /<!doctype html|<(?:html|div|body|span|script|p|a)\b[^>]*>/i],
  ['json', /^\s*[[{][\s\S]*"[^"]+"\s*:[\s\S]*[\]}]\s*$/],
  ['sql', /^\s*(?:select\b[\s\S]*\bfrom|insert into|update\b[\s\S]*\bset|create table)\b/im],
  ['python', /^\s*(?:def \w+\(.*\).*:|from [\w.]+ import |elif |class \w+.*:\s*$)/m],
  ['csharp', /^\s*(?:using [A-Z][\w.]*;|namespace [\w.]+)/m],
  ['java', /^\s*(?:import java|public (?:static )?(?:class|void|final))\b/m],
  ['cpp', /^\s*#include\s*[<"]|std::/m],
  ['go', /^\s*(?:package \w+$|func (?:\(.*\) )?\w+\()|:=/m],
  ['rust', /^\s*(?:fn \w+|let mut |impl |use \w+::|pub )/m],
  [
    'typescript',
    /^\s*(?:interface|type|enum) \w+|:\s*(?:string|number|boolean|void|unknown)\b|import type /m,
  ],
  ['javascript', /\b(?:const|let|var|function)\s+\w+|=>|require\(|console\.log/],
  ['shellscript', /^#!.*sh\b|^\s*(?:\$ |sudo |echo |export \w+=|npm |git |cd )/m],
  ['css', /^[\w.#:[\]\s,>*-]+\{\s*[\s\S]*?:[^;]+;/m],
  ['xml', /^\s*<\?xml|<\/\w+>/],
  ['yaml', /^[\w-]+:(?: .*)?\n(?:\s{2,}[\w-]+:|\s*- )/m],
];

/** `editorLanguage` is what VS Code puts beside a text that is copied from an editor. */
export function guessCode(text: string, editorLanguage: string | undefined): CodeGuess | undefined {
  const lines = text.slice(0, 20_000).trim().split('\n', LOOKED_AT);
  const filled = lines.filter((line) => line.trim() !== '');
  if (filled.length < 2 || text.includes('```') || /\[code\]/i.test(text)) return undefined;
  if (editorLanguage !== undefined) {
    return ['plaintext', 'markdown', 'log'].includes(editorLanguage)
      ? undefined
      : { language: editorLanguage };
  }
  const codeLines = filled.filter((line) => CODE_LINE.some((sign) => sign.test(line.slice(0, 300)))).length;
  const isIndented = filled.some((line) => /^(?:\t| {2,})\S/.test(line));
  if (codeLines / filled.length < (isIndented ? 0.4 : 0.6)) return undefined;
  const sample = text.slice(0, 4_000);
  return { language: LANGUAGES.find(([, sign]) => sign.test(sample))?.[0] ?? '' };
}

/** The language that VS Code tells in `vscode-editor-data`. */
export function readEditorLanguage(data: string): string | undefined {
  try {
    const read: unknown = JSON.parse(data);
    if (typeof read !== 'object' || read === null || !('mode' in read)) return undefined;
    return typeof read.mode === 'string' && /^[\w+#.-]{1,40}$/.test(read.mode) ? read.mode : undefined;
  } catch {
    return undefined;
  }
}
