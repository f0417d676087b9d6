import type { JSX } from 'preact';
import type { RichText } from '../model/richText.ts';
import { usePageServices } from './pageServices.ts';
import { RenderGuard } from './RenderGuard.tsx';
import { RichTextView } from './RichTextView.tsx';

/** The message as everybody will see it: drawn by what draws the others. */
export function ComposerPreview({ body }: { readonly body: RichText | undefined }): JSX.Element {
  const words = usePageServices().wording.compose;
  return (
    <section class="composer-preview" aria-label={words.preview} tabIndex={0}>
      {body === undefined || body.length === 0 ? (
        <p class="preview-empty">{words.nothingToPreview}</p>
      ) : (
        <div class="body">
          <RenderGuard text={body}>
            <RichTextView text={body} />
          </RenderGuard>
        </div>
      )}
    </section>
  );
}
