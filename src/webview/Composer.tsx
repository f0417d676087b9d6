import type { JSX, RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { assertNever } from '../base/assertNever.ts';
import type { PageSettings, SendOutcome } from '../protocol/thread.ts';
import {
  isSendKey,
  isWorthSending,
  measureText,
  textAfterSend,
  textsAfterSend,
  type TextLength,
} from './composerRules.ts';
import type { DraftKeeper } from './draftKeeper.ts';
import { fillIn } from './fillIn.ts';
import { Icon } from './Icon.tsx';
import { usePageServices } from './pageServices.ts';

interface ComposerProps {
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly drafts: DraftKeeper;
  readonly settings: PageSettings;
  /** Grows when the draft was set from outside. */
  readonly openSerial: number;
  readonly focusSerial: number;
  readonly send: (text: string) => Promise<SendOutcome>;
  readonly onAccepted: () => void;
}

/** The field keeps its own text, so that undo stays the browser's; the page only reads it. */
export function Composer(props: ComposerProps): JSX.Element {
  const { field, drafts, openSerial, focusSerial, send, onAccepted } = props;
  const { enterSends, messageLimit } = props.settings;
  const { wording } = usePageServices();
  const [text, setText] = useState(drafts.text);
  const [problem, setProblem] = useState<string>();
  /** By dialog: what the field held each time Enter was pressed while an earlier text was being taken. */
  const inFlight = useRef(new Map<string, readonly string[]>());
  const length = measureText(text, messageLimit);

  useLayoutEffect(() => {
    if (field.current && field.current.value !== drafts.text) field.current.value = drafts.text;
    setText(drafts.text);
  }, [openSerial]);
  useEffect(() => {
    if (focusSerial > 0) field.current?.focus();
  }, [focusSerial]);

  const changed = (value: string): void => {
    drafts.edit(value);
    setText(value);
  };

  const submit = async (): Promise<void> => {
    const { dialogId } = drafts;
    const value = field.current?.value ?? '';
    if (!isWorthSending(value)) return;

    const pressed = inFlight.current.get(dialogId);
    if (pressed !== undefined) {
      inFlight.current.set(dialogId, [...pressed, value]);
      return;
    }
    for (let next: string | undefined = value; next !== undefined; next = await sendOne(dialogId, next));
  };

  /** Resolves to what Enter asked to send meanwhile: somebody who writes fast does not wait for the extension. */
  const sendOne = async (dialogId: string, sent: string): Promise<string | undefined> => {
    if (!inFlight.current.has(dialogId)) inFlight.current.set(dialogId, []);
    setProblem(undefined);
    // Told before the text is sent: told after it, by a page that is hidden now, it would come back as a draft.
    drafts.flush();
    const outcome = await send(sent).catch(asRefusal);
    const waiting = textsAfterSend(inFlight.current.get(dialogId) ?? [], sent);
    inFlight.current.delete(dialogId);
    // The page shows another dialog now; the extension has the text, as a message or as a draft.
    if (drafts.dialogId !== dialogId) return undefined;
    if (outcome.kind === 'refused') {
      setProblem(outcome.reason || wording.noAnswer);
      return undefined;
    }

    const left = textAfterSend(field.current?.value ?? drafts.text, sent);
    if (field.current) field.current.value = left;
    changed(left);
    // At once, or the extension would take the sent text for a draft.
    drafts.flush(true);
    onAccepted();
    const [next, ...later] = waiting;
    // What was mended since is not what Enter was pressed on.
    if (next === undefined || !left.startsWith(next)) return undefined;
    inFlight.current.set(dialogId, later);
    return next;
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
            changed(event.currentTarget.value);
          }}
          onBlur={() => drafts.flush()}
          onKeyDown={(event) => {
            if (!isSendKey(event, enterSends)) return;
            event.preventDefault();
            void submit();
          }}
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

function asRefusal(error: unknown): SendOutcome {
  return { kind: 'refused', reason: error instanceof Error ? error.message : '' };
}
