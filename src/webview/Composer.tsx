import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { assertNever } from '../base/assertNever.ts';
import type { MessageRow, PageSettings } from '../protocol/thread.ts';
import type { AskRequest } from './channel.ts';
import { ComposerBar } from './ComposerBar.tsx';
import { isSendKey, isWorthSending, lastEditable, measureText, type TextLength } from './composerRules.ts';
import type { DraftKeeper } from './draftKeeper.ts';
import { showText } from './fieldText.ts';
import { fillIn } from './fillIn.ts';
import { Icon } from './Icon.tsx';
import { usePageServices } from './pageServices.ts';
import { useComposerTarget } from './useComposerTarget.ts';
import { useSubmit } from './useSubmit.ts';

interface ComposerProps {
  readonly drafts: DraftKeeper;
  readonly settings: PageSettings;
  readonly rows: readonly MessageRow[];
  /** Grows when the draft was set from outside. */
  readonly openSerial: number;
  readonly focusSerial: number;
  readonly request: AskRequest;
  readonly onAccepted: () => void;
}

/** The field keeps its own text, so that undo stays the browser's; the page only reads it. */
export function Composer(props: ComposerProps): JSX.Element {
  const { drafts, rows, openSerial, focusSerial, request, onAccepted } = props;
  const { enterSends, messageLimit } = props.settings;
  const { wording, post, composer } = usePageServices();
  const field = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(drafts.text);
  const [, setSerial] = useState(0);
  const length = measureText(text, messageLimit);

  /** The draft may be another one, or about something else. */
  const onChanged = (): void => {
    setText(drafts.text);
    setSerial((serial) => serial + 1);
  };
  const { submit, problem, setProblem } = useSubmit(field, drafts, request, onChanged, onAccepted);
  useComposerTarget(field, drafts, request, onChanged, setProblem);

  useLayoutEffect(() => {
    showText(field.current, drafts.text);
    setProblem(undefined);
    onChanged();
  }, [openSerial]);
  useEffect(() => {
    if (focusSerial > 0) field.current?.focus();
  }, [focusSerial]);

  /** One step out of what is being done; false where there is nothing to leave. */
  const leave = (): boolean => {
    if (drafts.context.edit !== undefined) drafts.leaveEdit();
    else if (drafts.context.replyTo !== undefined) drafts.leaveReply();
    else return false;
    showText(field.current, drafts.text);
    setProblem(undefined);
    onChanged();
    field.current?.focus();
    return true;
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    if (isSendKey(event, enterSends)) {
      event.preventDefault();
      void submit();
    } else if (event.key === 'Escape' && !event.isComposing && leave()) {
      event.preventDefault();
    } else if (isEditLastKey(event) && field.current?.value === '' && drafts.context.edit === undefined) {
      const row = lastEditable(rows, Date.now());
      if (row === undefined) return;
      event.preventDefault();
      composer.edit(row);
    }
  };

  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      {problem !== undefined && (
        <p class="problem" role="alert" dir="auto">
          {problem}
        </p>
      )}
      <ComposerBar
        context={drafts.context}
        onLeave={leave}
        onJump={(messageId) => post('openMessage', { ref: { dialogId: drafts.dialogId, messageId } })}
      />
      <div class="composer-box">
        <textarea
          ref={field}
          class="field"
          rows={1}
          dir="auto"
          aria-label={wording.composer}
          aria-describedby="composer-count"
          aria-invalid={length.kind === 'over'}
          placeholder={wording.composerPlaceholder}
          onInput={(event) => {
            setProblem(undefined);
            drafts.edit(event.currentTarget.value);
            setText(event.currentTarget.value);
          }}
          onBlur={() => drafts.flush()}
          onKeyDown={onKeyDown}
        />
        <button
          type="submit"
          class="icon-button send"
          title={wording.send}
          aria-label={wording.send}
          aria-disabled={!isWorthSending(text)}
        >
          <Icon name="send" />
        </button>
      </div>
      <p id="composer-count" class={`count ${length.kind}`}>
        <LengthNote length={length} />
      </p>
    </form>
  );
}

function LengthNote({ length }: { readonly length: TextLength }): string {
  const { wording, formats } = usePageServices();
  switch (length.kind) {
    case 'fits':
      return '';
    case 'near':
      return fillIn(wording.charactersLeft, formats.count(length.left));
    case 'over':
      return fillIn(wording.overLimit, formats.count(length.by));
    default:
      return assertNever(length);
  }
}

function isEditLastKey(event: KeyboardEvent): boolean {
  const { key, shiftKey, ctrlKey, altKey, metaKey, isComposing } = event;
  return key === 'ArrowUp' && !shiftKey && !ctrlKey && !altKey && !metaKey && !isComposing;
}
