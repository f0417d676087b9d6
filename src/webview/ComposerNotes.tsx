import type { JSX } from 'preact';
import { assertNever } from '../base/assertNever.ts';
import type { Mention } from '../model/draft.ts';
import type { PastedCode } from '../protocol/composer.ts';
import { keysOf } from './composerKeys.ts';
import type { TextLength } from './composerRules.ts';
import { fillIn } from './fillIn.ts';
import { usePageServices } from './pageServices.ts';

interface NotesProps {
  readonly length: TextLength;
  readonly text: string;
  readonly mentions: readonly Mention[];
}

/** Below the field: who will be notified, and how much room is left. */
export function ComposerNotes({ length, text, mentions }: NotesProps): JSX.Element {
  const { wording, formats } = usePageServices();
  const names = mentions.map(({ name }) => name).filter((name) => text.includes(`@${name}`));
  return (
    <div class="composer-notes">
      <p class="notified" dir="auto">
        {names.length > 0 && fillIn(wording.compose.notifies, formats.list(names))}
      </p>
      <p id="composer-count" class={`count ${length.kind}`}>
        <LengthNote length={length} />
      </p>
    </div>
  );
}

function LengthNote({ length }: { readonly length: TextLength }): string {
  const { wording, formats } = usePageServices();
  switch (length.kind) {
    case 'fits':
      return '';
    case 'near':
      return fillIn(wording.charactersLeft, formats.count(length.left));
    case 'over':
      return fillIn(wording.overLimit, formats.count(length.by));
    default:
      return assertNever(length);
  }
}

interface OfferProps {
  readonly onAccept: () => void;
  readonly onChoose: (choice: PastedCode) => void;
}

/** Quiet: it takes no focus and goes with the next key. */
export function CodeOffer({ onAccept, onChoose }: OfferProps): JSX.Element {
  const words = usePageServices().wording.compose;
  const buttons: readonly (readonly [string, string | undefined, () => void])[] = [
    [words.makeCodeBlock, keysOf('codeBlock'), onAccept],
    [words.alwaysCodeBlock, undefined, () => onChoose('always')],
    [words.neverCodeBlock, undefined, () => onChoose('never')],
  ];
  return (
    <div class="code-offer" role="status">
      <span>{words.pastedCode}</span>
      {buttons.map(([label, keys, run]) => (
        <button
          key={label}
          type="button"
          class="text-button"
          onMouseDown={(event) => event.preventDefault()}
          onClick={run}
        >
          {keys === undefined ? label : fillIn(words.withKeys, label, keys)}
        </button>
      ))}
    </div>
  );
}
