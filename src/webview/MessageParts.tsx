// What not every message has, each with a script of its own.
import type { JSX } from 'preact';
import type { MessageRow } from '../protocol/thread.ts';
import { messageParts, overlays } from './pageParts.ts';
import { usePageServices } from './pageServices.ts';
import { usePart } from './usePart.ts';

interface RowProps {
  readonly row: MessageRow;
}

export function FilesPart({ row }: RowProps): JSX.Element | null {
  const part = usePart(messageParts.files);
  if (!part) return <Waiting part={part} />;
  return <part.MessageFiles files={row.files ?? []} isOnWay={row.delivery.kind === 'sending'} />;
}

export function CardsPart({ row }: RowProps): JSX.Element | null {
  const part = usePart(messageParts.cards);
  return part ? <part.AttachCards cards={row.cards} /> : <Waiting part={part} />;
}

export function KeyboardPart({ row }: RowProps): JSX.Element | null {
  const part = usePart(messageParts.keyboard);
  return part ? <part.Keyboard rowKey={row.key} buttons={row.buttons} /> : <Waiting part={part} />;
}

/** Where they cannot be had, every one of them has a key, and the menu has its own. */
export function ToolsPart({ row }: RowProps): JSX.Element | null {
  const part = usePart(overlays.messageTools);
  return part ? <part.MessageTools row={row} /> : null;
}

export function UnsentPart({ row }: RowProps): JSX.Element | null {
  const part = usePart(messageParts.unsent);
  return part ? <part.UnsentNote rowKey={row.key} delivery={row.delivery} /> : <Waiting part={part} />;
}

interface CodeProps {
  readonly text: string;
  readonly languageId: string | undefined;
}

/** Code is there to be read, with its tools or without. */
export function CodePart({ text, languageId }: CodeProps): JSX.Element {
  const part = usePart(messageParts.code);
  if (part) return <part.CodeBlock text={text} languageId={languageId} />;
  return (
    <div class="code">
      <pre class="code-text" tabIndex={0} dir="ltr">
        <code>{text}</code>
      </pre>
    </div>
  );
}

function Waiting({ part }: { readonly part: undefined | null }): JSX.Element | null {
  const { wording } = usePageServices();
  if (part === undefined) return null;
  return (
    <p class="paragraph part-missing" dir="auto">
      {wording.partMissing}
    </p>
  );
}
