import type { JSX, TargetedKeyboardEvent } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { CodeUse } from '../protocol/reading.ts';
import { CodeHighlighter } from './codeHighlighter.ts';
import { fillIn } from './fillIn.ts';
import type { HighlightedCode } from './highlight/highlightCode.ts';
import { RareIcon, type RareIconName } from './RareIcon.tsx';
import { usePageServices } from './pageServices.ts';

// A block of more lines than this is folded to its beginning.
const longest = 24;
const folded = 16;
const maxRemembered = 300;

/** Blocks that were unfolded, by their text: a message that scrolls out of view and back is still unfolded. */
const unfolded = new Set<string>();
const highlighter = new CodeHighlighter();

interface CodeBlockProps {
  readonly text: string;
  /** As the message itself says; else it is guessed. */
  readonly languageId?: string | undefined;
}

export function CodeBlock({ text, languageId }: CodeBlockProps): JSX.Element {
  const { wording, formats } = usePageServices();
  const [isUnfolded, setIsUnfolded] = useState(() => unfolded.has(text));
  const lines = text.split('\n');
  const isLong = lines.length > longest;
  const isFolded = isLong && !isUnfolded;
  const shown = isFolded ? lines.slice(0, folded).join('\n') : text;
  const code = useHighlighted(shown, languageId);

  const toggle = (): void => {
    remember(text, isFolded);
    setIsUnfolded(isFolded);
  };
  return (
    <div class="code" role="group" aria-label={labelOf(code, wording.code)}>
      <pre class="code-text" tabIndex={0} dir="ltr" data-folded={isFolded ? 'true' : undefined}>
        <code>{code === undefined ? shown : <Tokens code={code} />}</code>
      </pre>
      {isLong && (
        <button type="button" class="code-fold" aria-expanded={!isFolded} onClick={toggle}>
          <RareIcon name={isFolded ? 'unfold' : 'fold'} />
          {isFolded ? fillIn(wording.showAllLines, formats.count(lines.length)) : wording.showLess}
        </button>
      )}
      <CodeTools text={text} code={code} languageId={languageId} />
    </div>
  );
}

interface ToolsProps extends CodeBlockProps {
  readonly code: HighlightedCode | undefined;
}

function CodeTools({ text, code, languageId }: ToolsProps): JSX.Element {
  const { wording, post } = usePageServices();
  const [isCopied, setIsCopied] = useState(false);
  const copy = (): void => {
    navigator.clipboard.writeText(text).then(
      () => setIsCopied(true),
      () => setIsCopied(false),
    );
  };
  const use = (how: CodeUse) => (): void =>
    post('useCode', { use: how, text, languageId: languageId ?? code?.languageId });

  return (
    <div
      class="code-tools"
      role="toolbar"
      tabIndex={-1}
      aria-label={wording.codeTools}
      onMouseLeave={() => setIsCopied(false)}
      onFocusOut={() => setIsCopied(false)}
      onKeyDown={walkTools}
    >
      {code?.languageName !== undefined && (
        <span class="code-language" aria-hidden="true">
          {code.languageName}
        </span>
      )}
      <Tool
        icon={isCopied ? 'check' : 'copy'}
        label={isCopied ? wording.copied : wording.copyCode}
        isFirst
        onClick={copy}
      />
      <Tool icon="insert" label={wording.insertCode} onClick={use('insert')} />
      <Tool icon="openFile" label={wording.openCode} onClick={use('open')} />
      <Tool icon="compare" label={wording.compareCode} onClick={use('compare')} />
    </div>
  );
}

interface ToolProps {
  readonly icon: RareIconName;
  readonly label: string;
  readonly isFirst?: boolean;
  readonly onClick: () => void;
}

/** One stop for Tab, the others by arrow keys: the way from message to message stays short. */
function Tool({ icon, label, isFirst = false, onClick }: ToolProps): JSX.Element {
  return (
    <button
      type="button"
      class="icon-button"
      tabIndex={isFirst ? 0 : -1}
      title={label}
      aria-label={label}
      onClick={onClick}
    >
      <RareIcon name={icon} />
    </button>
  );
}

function walkTools(event: TargetedKeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
  const tools = [...event.currentTarget.querySelectorAll('button')];
  const at = tools.findIndex((tool) => tool === document.activeElement);
  if (step === 0 || at < 0) return;
  event.preventDefault();
  tools[(at + step + tools.length) % tools.length]?.focus();
}

function Tokens({ code }: { readonly code: HighlightedCode }): JSX.Element {
  return (
    <>
      {code.tokens.map(({ text, role }, index) =>
        role === undefined ? (
          text
        ) : (
          <span key={index} class={`code-${role}`}>
            {text}
          </span>
        ),
      )}
    </>
  );
}

/** Plain at first, then coloured in place: the letters do not move. */
function useHighlighted(text: string, languageId: string | undefined): HighlightedCode | undefined {
  const [found, setFound] = useState<{ readonly text: string; readonly code: HighlightedCode }>();
  useEffect(() => {
    let isWanted = true;
    void highlighter.highlight(text, languageId).then((code) => {
      if (isWanted && code !== undefined) setFound({ text, code });
    });
    return () => {
      isWanted = false;
    };
  }, [text, languageId]);
  return highlighter.known(text, languageId) ?? (found?.text === text ? found.code : undefined);
}

function labelOf(code: HighlightedCode | undefined, word: string): string {
  return code?.languageName === undefined ? word : `${word}, ${code.languageName}`;
}

function remember(text: string, isUnfolded: boolean): void {
  unfolded.delete(text);
  if (isUnfolded) unfolded.add(text);
  for (const oldest of unfolded) {
    if (unfolded.size <= maxRemembered) break;
    unfolded.delete(oldest);
  }
}
