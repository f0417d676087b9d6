import type { JSX } from 'preact';
import { assertNever } from '../base/assertNever.ts';
import type { Block, RichText } from '../model/richText.ts';
import { Icon } from './Icon.tsx';
import { CodePart } from './MessageParts.tsx';
import { InlinesView } from './InlineView.tsx';
import { fillIn } from './fillIn.ts';
import { usePageServices } from './pageServices.ts';
import { PictureLink } from './PictureLink.tsx';

interface RichTextProps {
  readonly text: RichText;
  /** Stands behind the last word where there is one, else below. */
  readonly tail?: JSX.Element | undefined;
}

export function RichTextView({ text, tail }: RichTextProps): JSX.Element {
  const last = text.length - 1;
  const tailFits = text[last]?.kind === 'paragraph';
  return (
    <>
      {text.map((block, index) => (
        <BlockView key={index} block={block} tail={tailFits && index === last ? tail : undefined} />
      ))}
      {!tailFits && tail}
    </>
  );
}

interface BlockProps {
  readonly block: Block;
  readonly tail: JSX.Element | undefined;
}

function BlockView({ block, tail }: BlockProps): JSX.Element {
  switch (block.kind) {
    case 'paragraph':
      return (
        <p class="paragraph" dir="auto">
          <InlinesView inlines={block.children} />
          {tail && ' '}
          {tail}
        </p>
      );
    case 'quote':
      return <QuoteBlock quote={block} />;
    case 'code':
      return <CodePart text={block.text} languageId={block.languageId} />;
    case 'image':
      return <PictureLink target={block.src} />;
    default:
      return assertNever(block);
  }
}

function QuoteBlock({ quote }: { readonly quote: Block & { readonly kind: 'quote' } }): JSX.Element {
  const { post, wording } = usePageServices();
  const { author, date, source } = quote;
  const label = author ? fillIn(wording.quoteOf, author) : wording.quote;
  return (
    <blockquote class="quote" dir="auto" aria-label={label}>
      {(author !== undefined || date !== undefined || source !== undefined) && (
        <div class="quote-head">
          <div class="quote-origin">
            {author !== undefined && <bdi class="quote-author">{author}</bdi>}
            {date !== undefined && <span class="quote-date">{date}</span>}
          </div>
          {source !== undefined && (
            <button
              type="button"
              class="icon-button"
              title={wording.goToMessage}
              aria-label={wording.goToMessage}
              onClick={() => post('openMessage', { ref: source })}
            >
              <Icon name="jump" />
            </button>
          )}
        </div>
      )}
      <RichTextView text={quote.children} />
    </blockquote>
  );
}
