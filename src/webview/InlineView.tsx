import type { JSX } from 'preact';
import { assertNever } from '../base/assertNever.ts';
import type { Inline } from '../model/richText.ts';
import { safeColor } from './authorLook.ts';
import { Icon } from './Icon.tsx';
import { useMessage } from './messageContext.ts';
import { LinkView, TextButton } from './LinkView.tsx';
import { usePageServices } from './pageServices.ts';
import type { ThemeColors } from './themeColors.ts';
import { emojiForTitle, splitSmileys } from './smileys.ts';

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
  const { post, ask, formats, fillComposer, colors, ownUserId, showPerson } = usePageServices();

  switch (inline.kind) {
    case 'text':
      return <TextView text={inline.text} />;
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
        <span class="colored" style={colorStyle(inline.color, colors)}>
          <InlinesView inlines={inline.children} />
        </span>
      );
    case 'link':
      return (
        <LinkView target={inline.target}>
          <InlinesView inlines={inline.children} />
        </LinkView>
      );
    case 'mention': {
      const { userId } = inline;
      const isOwn = userId === 'all' || userId === ownUserId;
      const children = <InlinesView inlines={inline.children} />;
      if (userId === 'all') return <span class="mention own">{children}</span>;
      return (
        <TextButton
          kind="mention"
          class={isOwn ? 'own' : undefined}
          onClick={(button) => showPerson(userId, button)}
        >
          {children}
        </TextButton>
      );
    }
    case 'dialogLink':
      return (
        <TextButton
          onClick={() => post('openDialog', { dialogId: inline.dialogId, messageId: inline.messageId })}
        >
          <InlinesView inlines={inline.children} />
        </TextButton>
      );
    case 'put':
      return (
        <TextButton kind="chip" title={inline.value} onClick={() => fillComposer(inline.value)}>
          <InlinesView inlines={inline.children} />
        </TextButton>
      );
    case 'send':
      // The extension asks the person first; where that fails the words are in the composer.
      return (
        <TextButton
          kind="chip"
          title={inline.value}
          onClick={() => {
            ask('sendOffered', { text: inline.value }).then(
              (outcome) => outcome.kind === 'failed' && fillComposer(inline.value),
              () => fillComposer(inline.value),
            );
          }}
        >
          <Icon name="send" />
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
      return <InlineFile fileId={inline.fileId} />;
    case 'icon':
      return <InlineIcon title={inline.title} />;
    default:
      return assertNever(inline);
  }
}

function TextView({ text }: { readonly text: string }): JSX.Element | string {
  const pieces = splitSmileys(text);
  const [first] = pieces;
  if (pieces.length === 1 && first?.kind === 'text') return text;
  return (
    <>
      {pieces.map((piece, index) =>
        piece.kind === 'text' ? piece.text : <Emoji key={index} emoji={piece.emoji} name={piece.text} />,
      )}
    </>
  );
}

/** What somebody typed is its name, and what is copied. */
function Emoji({ emoji, name }: { readonly emoji: string; readonly name: string }): JSX.Element {
  return (
    <span class="emoji" role="img" aria-label={name} title={name}>
      {emoji}
    </span>
  );
}

function InlineFile({ fileId }: { readonly fileId: number }): JSX.Element {
  const { wording } = usePageServices();
  const { fileName } = useMessage();
  return (
    <span class="inline-file">
      <Icon name="file" />
      {fileName(fileId) ?? wording.file}
    </span>
  );
}

/** The picture lies on the portal or further away: its title says what it shows. */
function InlineIcon({ title }: { readonly title: string }): JSX.Element {
  const { wording } = usePageServices();
  const emoji = emojiForTitle(title);
  if (emoji !== undefined) return <Emoji emoji={emoji} name={title} />;
  return title === '' ? (
    <span class="inline-icon" role="img" aria-label={wording.image}>
      <Icon name="image" />
    </span>
  ) : (
    <span class="inline-icon">{title}</span>
  );
}

const smallestPx = 10;
const largestPx = 24;

/** Pixels at the theme's usual 13, to be scaled by the person's own size. */
function clampSize(px: number): number {
  return Math.min(largestPx, Math.max(smallestPx, px));
}

function colorStyle(color: string, colors: ThemeColors): { readonly '--color': string } | undefined {
  const safe = safeColor(color);
  return safe === undefined ? undefined : { '--color': colors.readable(safe) };
}

function isoDate(date: number): string | undefined {
  return Math.abs(date) <= 8.64e15 ? new Date(date).toISOString() : undefined;
}
