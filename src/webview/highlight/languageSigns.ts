// What gives a language away at a glance. The highlighter's own guess counts words, and a message rarely has enough of them.

interface Sign {
  readonly language: string;
  readonly isSeen: (text: string) => boolean;
}

const seen = (language: string, ...patterns: readonly RegExp[]): Sign => ({
  language,
  isSeen: (text) => patterns.every((pattern) => pattern.test(text)),
});

/** The surest first: what is in none of them is left to the highlighter. */
const signs: readonly Sign[] = [
  seen('diff', /^(?:diff --git |@@ -\d+)/m),
  seen('dockerfile', /^FROM \S+/m, /^(?:RUN|COPY|CMD|WORKDIR|ENTRYPOINT|ENV) /m),
  seen('php', /<\?php|<\?=/),
  { language: 'json', isSeen: isJson },
  seen('xml', /^\s*<(?:!doctype|\?xml|[a-z][\w-]*[\s/>])/i, /<\/[a-z]|\/>/i),
  seen('1c', /КонецЕсли|КонецПроцедуры|КонецФункции|КонецЦикла/i),
  seen(
    'sql',
    /^\s*(?:select|insert\s+into|update|delete\s+from|create\s+(?:table|index|view)|alter\s+table|with\s+\w+\s+as)\b/im,
    /\b(?:from|into|set|values|table|index|view|as)\b/i,
  ),
  seen('go', /^package \w+\s*$|^func [\w(][^\n]*\{\s*$/m),
  seen('rust', /\bfn \w+\s*[(<]|\blet mut \b|^impl\b[^\n]*\{/m),
  seen(
    'python',
    /^\s*(?:async )?(?:def \w+\([^\n]*:|class \w+[^\n{]*:|from [\w.]+ import |import [\w.]+(?: as \w+)?\s*$)/m,
  ),
  seen(
    'csharp',
    /\busing System\b|\bnamespace [\w.]+|\bpublic (?:async|override|sealed|partial|record)\b|\bvar \w+ = new \w+/,
  ),
  seen('kotlin', /\bfun \w+\([^\n]*\)[^\n]*[{=]|\bval \w+\s*[:=]/),
  seen(
    'typescript',
    /\binterface \w+[^\n]*\{|\bimport type\b|^(?:export )?type \w+[^\n]*=|[\w)\]]\??: (?:string|number|boolean|void|unknown|readonly|Promise<)/m,
  ),
  seen(
    'java',
    /\b(?:public|private|protected)\s+(?:static\s+|final\s+)*(?:class|interface|void|int|boolean|String|List<)|\bSystem\.out\./,
  ),
  seen('php', /^\s*\$[a-z_]\w*\s*(?:->|\[|=[^=])[^\n]*;|\bCModule::|\bforeach\s*\(\s*\$/im),
  seen(
    'javascript',
    /^\s*(?:export )?(?:const|let|var) [\w{[][^\n]*=|=> [\w({]|\bfunction\s*\w*\s*\([^\n]*\{|\bconsole\.\w+\(|\brequire\(['"]|^import [^\n]* from ['"]/m,
  ),
  seen('cpp', /^#include\s*[<"]/m),
  seen('css', /^[.#@*]?[\w-][^{}\n;]*\{[^{}]*[\w-]+\s*:[^{}]*\}/m),
  seen('shell', /^(?:#!.*sh\b|\$ \S)/),
  seen(
    'bash',
    /^(?:sudo|npm|npx|yarn|pnpm|git|docker|kubectl|curl|wget|ssh|scp|cd|ls|apt|apt-get|pip|pip3|systemctl|composer|make|export|mkdir|chmod) \S/,
  ),
  seen('yaml', /^[\w.-]+:(?: [^\n]*)?\n(?: {2,}|\t)?(?:- \S|[\w."'-]+:(?:\s|$))/m),
];

/** `undefined` where nothing gives it away. Looks at no more than it is given. */
export function languageBySigns(text: string): string | undefined {
  return signs.find(({ isSeen }) => isSeen(text))?.language;
}

function isJson(text: string): boolean {
  if (!/^\s*[[{]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    // The beginning of a long one does not parse as a whole.
    return /^\s*[[{]\s*(?:[[{]\s*)*"(?:[^"\\\n]|\\.)*"\s*[:,]/.test(text);
  }
}
