import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Icon } from '../Icon.tsx';
import { holdsFiles, pastedFiles, type Receiver, takeDropped, takeFiles } from './handOver.ts';

/** Takes what is dropped anywhere on the page or pasted into it, and shows while something is dragged over it. */
export function DropZone({ receiver }: { readonly receiver: Receiver }): JSX.Element | null {
  const [isOver, setIsOver] = useState(false);

  useEffect(() => {
    const over = (event: DragEvent): void => {
      if (!holdsFiles(event.dataTransfer)) return;
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
      setIsOver(true);
    };
    const leave = (event: DragEvent): void => {
      // Going from one part of the page to another is no leaving.
      if (event.relatedTarget === null) setIsOver(false);
    };
    const drop = (event: DragEvent): void => {
      setIsOver(false);
      if (!event.dataTransfer || !holdsFiles(event.dataTransfer)) return;
      event.preventDefault();
      takeDropped(event.dataTransfer, receiver);
    };
    // Before the field takes what there is of text in it.
    const paste = (event: ClipboardEvent): void => {
      const files = pastedFiles(event.clipboardData);
      if (files.length === 0) return;
      event.preventDefault();
      event.stopPropagation();
      void takeFiles(files, receiver);
    };
    document.addEventListener('dragenter', over);
    document.addEventListener('dragover', over);
    document.addEventListener('dragleave', leave);
    document.addEventListener('drop', drop);
    document.addEventListener('paste', paste, { capture: true });
    return () => {
      document.removeEventListener('dragenter', over);
      document.removeEventListener('dragover', over);
      document.removeEventListener('dragleave', leave);
      document.removeEventListener('drop', drop);
      document.removeEventListener('paste', paste, { capture: true });
    };
  }, [receiver]);

  if (!isOver) return null;
  return (
    <div class="drop-zone" aria-hidden="true">
      <Icon name="attach" />
      {receiver.wording.dropHere}
    </div>
  );
}
