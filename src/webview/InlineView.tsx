import type { JSX } from 'preact';
import { assertNever } from '../base/assertNever.ts';
import type { Inline } from '../model/richText.ts';
import { safeColor } from './authorLook.ts';
import { Icon } from './Icon.tsx';
import { LinkView, TextButton } from './LinkView.tsx';
import { usePageServices } from './pageServices.ts';

export function InlinesView({ inlines }: { readonly inlines: readonly Inline[] }): JSX.Element {
  return (
    <>
      {inlines.map((inline, index) => (
        <InlineView key={index} inline={inline} />
      ))}
    </>
  );
}

function InlineView({ inline }: { readonly inline: Inline }): JSX.Element | string {
  const { post, wording, formats, fillComposer } = usePageServices();

  switch (inline.kind) {
    case 'text':
      return inline.text;
    case 'break':
      return <br />;
    case 'bold':
      return <b>{<InlinesView inlines={inline.children} />}</b>;
    case 'italic':
      return <i>{<InlinesView inlines={inline.children} />}</i>;
    case 'underline':
      return <u>{<InlinesView inlines={inline.children} />}</u>;
    case 'strike':
      return <s>{<InlinesView inlines={inline.children} />}</s>;
    case 'size':
      return (
        <span class="sized" style={{ '--size': String(clampSize(inline.px)) }}>
          <InlinesView inlines={inline.children} />
        </span>
      );
    case 'color':
      return (
        <span class="colored" style={colorStyle(inline.color)}>
          <InlinesView inlines={inline.children} />
        </span>
      );
    case 'link':
      return (
        <LinkView target={inline.target}>
          <InlinesView inlines={inline.children} />
        </LinkView>
      );
    case 'mention':
      return (
        <span class="mention">
          <InlinesView inlines={inline.children} />
        </span>
      );
    case 'dialogLink':
      return (
        <TextButton
          onClick={() => post('openDialog', { dialogId: inline.dialogId, messageId: inline.messageId })}
        >
          <InlinesView inlines={inline.children} />
        </TextButton>
      );
    case 'put':
    case 'send':
      return (
        <TextButton kind="chip" title={inline.value} onClick={() => fillComposer(inline.value)}>
          <InlinesView inlines={inline.children} />
        </TextButton>
      );
    case 'call':
      return (
        <LinkView target={{ kind: 'url', url: `tel:${inline.number.replace(/[^\d+*#]/g, '')}` }}>
          <InlinesView inlines={inline.children} />
        </LinkView>
      );
    case 'timestamp':
      return (
        <time dateTime={isoDate(inline.date)} title={formats.full(inline.date)}>
          {formats.stamp(inline.date, inline.format)}
        </time>
      );
    case 'file':
      return (
        <span class="inline-file">
          <Icon name="file" />
          {wording.file}
        </span>
      );
    case 'icon':
      return <span class="inline-icon">{inline.title}</span>;
    default:
      return assertNever(inline);
  }
}

const smallestPx = 10;
const largestPx = 24;

/** Pixels at the theme's usual 13, to be scaled by the person's own size. */
function clampSize(px: number): number {
  return Math.min(largestPx, Math.max(smallestPx, px));
}

function colorStyle(color: string): { readonly '--color': string } | undefined {
  const safe = safeColor(color);
  return safe === undefined ? undefined : { '--color': safe };
}

function isoDate(date: number): string | undefined {
  return Math.abs(date) <= 8.64e15 ? new Date(date).toISOString() : undefined;
}
