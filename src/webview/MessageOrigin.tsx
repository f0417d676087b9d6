import type { JSX } from 'preact';
import type { ForwardRow, ReplyRow } from '../protocol/messageParts.ts';
import { fillIn } from './fillIn.ts';
import { Icon } from './Icon.tsx';
import { usePageServices } from './pageServices.ts';

/** What a message answers: who said it, how it begins, and the way there. */
export function ReplySource({ reply }: { readonly reply: ReplyRow }): JSX.Element {
  const { post, wording } = usePageServices();
  const isKnown = reply.author !== '';
  return (
    <button
      type="button"
      class="reply"
      title={wording.goToMessage}
      onClick={() => post('openMessage', { ref: reply.source })}
    >
      <Icon name="reply" />
      {isKnown && <span class="spoken">{wording.replyToMessage}: </span>}
      <bdi class="reply-author">{isKnown ? reply.author : wording.replyToMessage}</bdi>
      <span class="reply-text" dir="auto">
        {reply.text}
      </span>
    </button>
  );
}

/** Where a forwarded message was said first. */
export function ForwardSource({ forward }: { readonly forward: ForwardRow }): JSX.Element {
  const { post, wording } = usePageServices();
  const { author, chatTitle, source } = forward;
  const from = [author, chatTitle].filter(Boolean).join(' · ');
  const words = from === '' ? wording.forwarded : fillIn(wording.forwardedFrom, from);
  const content = (
    <>
      <Icon name="forward" />
      <span dir="auto">{words}</span>
    </>
  );
  if (source === undefined) return <div class="forward">{content}</div>;
  return (
    <button
      type="button"
      class="forward"
      title={wording.goToMessage}
      onClick={() => post('openMessage', { ref: source })}
    >
      {content}
    </button>
  );
}
