import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { MessageRow, PageSettings } from '../protocol/thread.ts';
import type { AskRequest } from './channel.ts';
import { ComposerBar } from './ComposerBar.tsx';
import { type ComposerAction, actionOf, sendKeys } from './composerKeys.ts';
import { CodeOffer, ComposerNotes } from './ComposerNotes.tsx';
import { ComposerPreview } from './ComposerPreview.tsx';
import {
  isNearLimit,
  isSendKey,
  isWorthSending,
  lastEditable,
  measureText,
  type PressedKey,
} from './composerRules.ts';
import { ComposerTools } from './ComposerTools.tsx';
import type { DraftKeeper } from './draftKeeper.ts';
import { applyChange, insertText, showText } from './fieldText.ts';
import { FieldMarks } from './FieldMarks.tsx';
import { useFileServices } from './files/fileServices.ts';
import { Tray } from './files/Tray.tsx';
import { useValue } from './files/valueStore.ts';
import { fillIn } from './fillIn.ts';
import type { Syntax } from './formatting.ts';
import { Icon } from './Icon.tsx';
import { overlays } from './pageParts.ts';
import { usePageServices } from './pageServices.ts';
import { listId, optionId } from './suggestionIds.ts';
import { useComposerTarget } from './useComposerTarget.ts';
import { usePart } from './usePart.ts';
import { usePasteOffer } from './usePasteOffer.ts';
import { usePreview } from './usePreview.ts';
import { useSubmit, writtenIn } from './useSubmit.ts';
import type { Suggesting } from './useSuggestions.ts';
import { useTypingReport } from './useTypingReport.ts';

interface ComposerProps {
  readonly drafts: DraftKeeper;
  readonly settings: PageSettings;
  readonly rows: readonly MessageRow[];
  /** Grows when the draft was set from outside. */
  readonly draftSerial: number;
  readonly focusSerial: number;
  readonly request: AskRequest;
  readonly onAccepted: () => void;
}

/** The field keeps its own text, so that undo stays the browser's; the page only reads it. */
export function Composer(props: ComposerProps): JSX.Element {
  const { drafts, rows, draftSerial, focusSerial, request, onAccepted } = props;
  const { enterSends, messageLimit, pastedCode, readsMarkdown } = props.settings;
  const { wording, post, composer } = usePageServices();
  const field = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(drafts.text);
  const [, setSerial] = useState(0);
  const [isPreviewing, setIsPreviewing] = useState(false);
  const [showsFormats, setShowsFormats] = useState(drafts.showsFormats);
  const { edit } = drafts.context;
  const syntax: Syntax = readsMarkdown && edit?.isPlain !== true ? 'markdown' : 'markup';
  const { tray } = useFileServices();
  const { files: trayFiles } = useValue(tray);

  /** The draft may be another one, or about something else. */
  const onChanged = (): void => {
    setText(drafts.text);
    setSerial((serial) => serial + 1);
  };
  const { submit, problem, setProblem } = useSubmit(field, drafts, tray, request, onChanged, onAccepted);
  useComposerTarget(field, drafts, request, onChanged, setProblem);
  const completion = usePart(overlays.completion);
  const suggesting = useRef<Suggesting>(undefined);
  const missed = useRef<'update' | 'offerEmoji'>(undefined);
  const [suggested, setSuggested] = useState<number>();
  const offer = usePasteOffer(field, syntax, pastedCode);
  const reportTyping = useTypingReport(drafts, props.settings.tellsTyping);
  const preview = usePreview(
    isPreviewing || isNearLimit(text, messageLimit),
    writtenIn(drafts, text),
    request,
  );
  const length = measureText(text, messageLimit, preview?.text === text ? preview.length : undefined);

  useLayoutEffect(() => {
    showText(field.current, drafts.text);
    setProblem(undefined);
    suggesting.current?.close();
    missed.current = undefined;
    offer.dismiss();
    onChanged();
  }, [draftSerial]);
  useEffect(() => {
    if (focusSerial > 0) field.current?.focus();
  }, [focusSerial]);

  /** One step out of what is being done; false where there is nothing to leave. */
  const leave = (): boolean => {
    if (offer.isOpen) offer.dismiss();
    else if (isPreviewing) setIsPreviewing(false);
    else if (drafts.context.edit !== undefined) drafts.leaveEdit();
    else if (drafts.context.replyTo !== undefined) drafts.leaveReply();
    else return false;
    showText(field.current, drafts.text);
    setProblem(undefined);
    onChanged();
    field.current?.focus();
    return true;
  };

  const complete = (how: 'update' | 'offerEmoji'): void => {
    if (suggesting.current) return suggesting.current[how]();
    missed.current = how;
    if (completion === null && how === 'offerEmoji') setProblem(wording.partMissing);
  };

  const act = (action: ComposerAction): void => {
    const { current } = field;
    if (!current) return;
    if (action === 'preview') return setIsPreviewing(!isPreviewing);
    if (action === 'emoji') return complete('offerEmoji');
    if (action === 'attach') return post('pickFiles', { dialogId: drafts.dialogId });
    if (action === 'mention') {
      const isInWord = /\S/.test(current.value.charAt(current.selectionStart - 1));
      return insertText(current, isInWord ? ' @' : '@');
    }
    if (action === 'toolbar') {
      drafts.showsFormats = !showsFormats;
      return setShowsFormats(!showsFormats);
    }
    if (action === 'codeBlock' && offer.accept()) return;
    overlays.formatting.whenLoaded(
      ({ formatChange }) => {
        const { value, selectionStart: from, selectionEnd: to } = current;
        applyChange(current, formatChange(action, { text: value, from, to }, syntax));
      },
      () => setProblem(wording.partMissing),
    );
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    if (suggesting.current?.onKeyDown(event)) return;
    const action = actionOf(event);
    if (action !== undefined) {
      event.preventDefault();
      // VS Code has other plans for some of these keys.
      event.stopPropagation();
      act(action);
    } else if (isSendKey(event, enterSends)) {
      event.preventDefault();
      void submit();
    } else if (event.key === 'Escape' && !event.isComposing && leave()) {
      event.preventDefault();
    } else if (isEditLastKey(event) && field.current?.value === '' && edit === undefined) {
      const row = lastEditable(rows, Date.now());
      if (row === undefined) return;
      event.preventDefault();
      composer.edit(row);
    }
  };

  const hasSuggestions = suggested !== undefined;
  const send = edit === undefined ? wording.send : wording.compose.saveEdit;
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
        hasFiles={trayFiles.length > 0}
        onLeave={leave}
        onJump={(messageId) => post('openMessage', { ref: { dialogId: drafts.dialogId, messageId } })}
      />
      <Tray />
      {isPreviewing && <ComposerPreview body={preview?.body} />}
      {offer.isOpen && (
        <CodeOffer
          onAccept={offer.accept}
          onChoose={(choice) => {
            post('choosePastedCode', { choice });
            if (choice === 'always') offer.accept();
            else offer.dismiss();
          }}
        />
      )}
      <div class="composer-box">
        {completion && (
          <completion.Completion
            field={field}
            drafts={drafts}
            request={request}
            handle={suggesting}
            missed={missed.current}
            onShown={setSuggested}
          />
        )}
        <div class="field-room">
          <FieldMarks field={field} text={text} mentions={drafts.mentions} />
          <textarea
            ref={field}
            class="field"
            rows={1}
            dir="auto"
            aria-label={wording.composer}
            aria-describedby="composer-count"
            aria-invalid={length.kind === 'over'}
            aria-autocomplete="list"
            aria-controls={hasSuggestions ? listId : undefined}
            aria-activedescendant={hasSuggestions ? optionId(suggested) : undefined}
            placeholder={wording.composerPlaceholder}
            onInput={(event) => {
              setProblem(undefined);
              drafts.edit(event.currentTarget.value);
              setText(event.currentTarget.value);
              offer.onInput(event);
              complete('update');
              reportTyping();
            }}
            onSelect={() => hasSuggestions && suggesting.current?.update()}
            onPaste={offer.onPaste}
            onBlur={() => {
              suggesting.current?.close();
              drafts.leave();
            }}
            onKeyDown={onKeyDown}
          />
        </div>
        <div class="composer-row">
          <ComposerTools showsFormats={showsFormats} isPreviewing={isPreviewing} onAction={act} />
          <button
            type="submit"
            class="icon-button send"
            title={fillIn(wording.compose.withKeys, send, sendKeys(enterSends))}
            aria-label={send}
            aria-disabled={!isWorthSending(text) && trayFiles.length === 0}
          >
            <Icon name={edit === undefined ? 'send' : 'check'} />
          </button>
        </div>
      </div>
      <ComposerNotes length={length} text={text} mentions={drafts.mentions} />
    </form>
  );
}

function isEditLastKey(event: KeyboardEvent & PressedKey): boolean {
  const { key, shiftKey, ctrlKey, altKey, metaKey, isComposing } = event;
  return key === 'ArrowUp' && !shiftKey && !ctrlKey && !altKey && !metaKey && !isComposing;
}
