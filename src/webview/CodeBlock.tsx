import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Icon } from './Icon.tsx';
import { usePageServices } from './pageServices.ts';

export function CodeBlock({ text }: { readonly text: string }): JSX.Element {
  const { wording } = usePageServices();
  const [isCopied, setIsCopied] = useState(false);
  const label = isCopied ? wording.copied : wording.copyCode;

  const copy = (): void => {
    navigator.clipboard.writeText(text).then(
      () => setIsCopied(true),
      () => setIsCopied(false),
    );
  };
  return (
    <div class="code" role="group" aria-label={wording.code} onMouseLeave={() => setIsCopied(false)}>
      <pre class="code-text" tabIndex={0} dir="ltr">
        <code>{text}</code>
      </pre>
      <button type="button" class="icon-button code-copy" title={label} aria-label={label} onClick={copy}>
        <Icon name={isCopied ? 'check' : 'copy'} />
      </button>
    </div>
  );
}
