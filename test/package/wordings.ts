import { read } from './projectFiles.ts';

export interface Wordings {
  /** The texts given to `l10n.t`, once each. */
  readonly wordings: readonly string[];
  /** Calls whose text is not a plain literal, as `path: call`. */
  readonly oddities: readonly string[];
}

/** Finds `l10n.t('text'` and, in files with `const { t } = vscode.l10n`, `t('text'`; also `t({ message: 'text'`. */
export function readWordings(paths: readonly string[]): Wordings {
  const wordings = new Set<string>();
  const oddities: string[] = [];
  for (const path of paths) {
    const text = read(path);
    const call = /const \{ t \} = vscode\.l10n/.test(text) ? /(?<![\w$.])t\(|\bl10n\.t\(/g : /\bl10n\.t\(/g;
    for (const { index, 0: start } of text.matchAll(call)) {
      const rest = text.slice(index + start.length);
      const literal =
        /^\s*(?:\{\s*message:\s*)?('(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\$]|\\.)*`)\s*[,)}]/.exec(
          rest,
        )?.[1];
      if (literal === undefined) oddities.push(`${path}: ${start}${rest.slice(0, 40)}`);
      else wordings.add(unquote(literal));
    }
  }
  return { wordings: [...wordings], oddities };
}

function unquote(literal: string): string {
  const inner = literal.slice(1, -1);
  return inner.replace(/\\(u[0-9a-f]{4}|.)/gi, (_, escaped: string) => {
    if (escaped === 'n') return '\n';
    return escaped.length > 1 ? String.fromCharCode(Number.parseInt(escaped.slice(1), 16)) : escaped;
  });
}
