import type { JSX } from 'preact';

/** One quiet line over the messages; there from the start, because a screen reader hears only what changes in it. */
export function Notice({ text }: { readonly text: string | undefined }): JSX.Element {
  return (
    <div class="notice" role="status">
      {text !== undefined && <p dir="auto">{text}</p>}
    </div>
  );
}
