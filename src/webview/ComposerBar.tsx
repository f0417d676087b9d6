import type { JSX } from 'preact';
import type { DraftContext } from '../model/draft.ts';
import { fillIn } from './fillIn.ts';
import { Icon } from './Icon.tsx';
import { usePageServices } from './pageServices.ts';

interface BarProps {
  readonly context: DraftContext;
  /** Files are to go with it. */
  readonly hasFiles: boolean;
  readonly onLeave: () => void;
  readonly onJump: (messageId: number) => void;
}

/** Above the field: which message is answered or reworded. Spoken when it comes, as it changes what Enter does. */
export function ComposerBar(props: BarProps): JSX.Element {
  const { context, hasFiles } = props;
  const words = usePageServices().wording.compose;
  const filesFollow = hasFiles && context.replyTo !== undefined && context.edit === undefined;
  return (
    <div class="composer-about" role="status">
      <About {...props} />
      {filesFollow && <p class="composer-hint">{words.filesFollow}</p>}
    </div>
  );
}

function About({ context: { edit, replyTo }, onLeave, onJump }: BarProps): JSX.Element | null {
  const { wording } = usePageServices();
  const words = wording.compose;
  const about = edit ?? replyTo;
  if (about === undefined) return null;
  const title = edit === undefined ? fillIn(words.replyingTo, about.author) : words.editing;
  const leave = edit === undefined ? words.leaveReply : words.leaveEdit;
  return (
    <div class="composer-bar" data-mode={edit === undefined ? 'reply' : 'edit'}>
      <Icon name={edit === undefined ? 'reply' : 'edit'} />
      <button
        type="button"
        class="composer-bar-source"
        title={wording.goToMessage}
        onClick={() => onJump(about.messageId)}
      >
        <span class="composer-bar-title">{title}</span>{' '}
        <span class="composer-bar-excerpt" dir="auto">
          {about.excerpt}
        </span>
      </button>
      <button
        type="button"
        class="icon-button"
        title={fillIn(words.withKeys, leave, 'Esc')}
        aria-label={leave}
        onClick={onLeave}
      >
        <Icon name="close" />
      </button>
    </div>
  );
}
