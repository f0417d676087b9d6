import type { RefObject } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { PastedCode } from '../protocol/composer.ts';
import { applyChange } from './fieldText.ts';
import type { formatChange as FormatChange, Syntax } from './formatting.ts';
import { overlays } from './pageParts.ts';

interface Pasted {
  readonly text: string;
  readonly language: string;
  /** Where it ends in the field. */
  readonly end: number;
  readonly formatChange: typeof FormatChange;
}

interface Coming {
  readonly text: string;
  /** What VS Code says about a copy from its editor. */
  readonly editorData: string;
}

const leave = (): void => undefined;

export interface PasteOffer {
  /** Code has just been pasted and could become a block. */
  readonly isOpen: boolean;
  /** Makes a block of what was pasted; false where nothing was. */
  readonly accept: () => boolean;
  readonly dismiss: () => void;
  readonly onPaste: (event: ClipboardEvent) => void;
  readonly onInput: (event: InputEvent) => void;
}

/** Pasted code goes in as it is, for the browser's undo, and is offered to become a block until something else is typed. */
export function usePasteOffer(
  field: RefObject<HTMLTextAreaElement | null>,
  syntax: Syntax,
  choice: PastedCode,
): PasteOffer {
  const [offered, setOffered] = useState<Pasted>();
  const coming = useRef<Coming>(undefined);

  const makeBlock = ({ text, language, end, formatChange }: Pasted): boolean => {
    const { current } = field;
    const from = end - text.length;
    if (current?.value.slice(from, end) !== text) return false;
    applyChange(current, formatChange('codeBlock', { text: current.value, from, to: end }, syntax, language));
    return true;
  };

  /** Without the scripts that know code, what was pasted stays as it is. */
  const lookAt = ({ text, editorData }: Coming, end: number): void =>
    overlays.pastedCode.whenLoaded(
      ({ guessCode, readEditorLanguage }) =>
        overlays.formatting.whenLoaded(({ formatChange }) => {
          const guess = guessCode(text, readEditorLanguage(editorData));
          if (guess === undefined) return;
          const pasted = { text, language: guess.language, end, formatChange };
          if (choice === 'ask') setOffered(pasted);
          // Not within the event that tells of the first change.
          else window.setTimeout(() => makeBlock(pasted));
        }, leave),
      leave,
    );

  return {
    isOpen: offered !== undefined,
    accept: () => {
      setOffered(undefined);
      return offered !== undefined && makeBlock(offered);
    },
    dismiss: () => setOffered(undefined),
    onPaste: (event) => {
      coming.current = undefined;
      if (choice === 'never') return;
      const text = (event.clipboardData?.getData('text/plain') ?? '').replaceAll('\r\n', '\n');
      coming.current = { text, editorData: event.clipboardData?.getData('vscode-editor-data') ?? '' };
    },
    onInput: (event) => {
      const pasted = coming.current;
      coming.current = undefined;
      const end = field.current?.selectionEnd ?? 0;
      const isPasted = event.inputType === 'insertFromPaste' && pasted !== undefined;
      setOffered(undefined);
      if (!isPasted || isInFence(field.current?.value.slice(0, end - pasted.text.length) ?? '')) return;
      lookAt(pasted, end);
    },
  };
}

function isInFence(before: string): boolean {
  const opened = before.toLowerCase().lastIndexOf('[code]');
  return (
    (before.match(/^ {0,3}```/gm)?.length ?? 0) % 2 === 1 ||
    opened > before.toLowerCase().lastIndexOf('[/code]')
  );
}
