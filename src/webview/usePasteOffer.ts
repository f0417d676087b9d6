import type { RefObject } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { PastedCode } from '../protocol/composer.ts';
import { applyChange } from './fieldText.ts';
import { formatChange, type Syntax } from './formatting.ts';
import { guessCode, readEditorLanguage } from './pastedCode.ts';

interface Pasted {
  readonly text: string;
  readonly language: string;
}

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
  const [offered, setOffered] = useState<Pasted & { readonly end: number }>();
  const coming = useRef<Pasted>(undefined);

  const makeBlock = ({ text, language }: Pasted, end: number): boolean => {
    const { current } = field;
    const from = end - text.length;
    if (current?.value.slice(from, end) !== text) return false;
    applyChange(current, formatChange('codeBlock', { text: current.value, from, to: end }, syntax, language));
    return true;
  };

  return {
    isOpen: offered !== undefined,
    accept: () => {
      setOffered(undefined);
      return offered !== undefined && makeBlock(offered, offered.end);
    },
    dismiss: () => setOffered(undefined),
    onPaste: (event) => {
      coming.current = undefined;
      const text = (event.clipboardData?.getData('text/plain') ?? '').replaceAll('\r\n', '\n');
      const editor = readEditorLanguage(event.clipboardData?.getData('vscode-editor-data') ?? '');
      const guess = choice === 'never' ? undefined : guessCode(text, editor);
      if (guess !== undefined) coming.current = { text, language: guess.language };
    },
    onInput: (event) => {
      const pasted = coming.current;
      coming.current = undefined;
      const end = field.current?.selectionEnd ?? 0;
      const isPasted = event.inputType === 'insertFromPaste' && pasted !== undefined;
      if (!isPasted) return setOffered(undefined);
      if (isInFence(field.current?.value.slice(0, end - pasted.text.length) ?? '')) return undefined;
      if (choice === 'ask') setOffered({ ...pasted, end });
      // Not within the event that tells of the first change.
      else window.setTimeout(() => makeBlock(pasted, end));
      return undefined;
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
