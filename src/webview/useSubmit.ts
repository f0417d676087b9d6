import type { RefObject } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { SendOutcome, WrittenText } from '../protocol/composer.ts';
import type { AskRequest } from './channel.ts';
import { isWorthSending, textAfterSend, textsAfterSend } from './composerRules.ts';
import type { PageFiles } from './files/pageFiles.ts';
import type { DraftKeeper } from './draftKeeper.ts';
import { showText } from './fieldText.ts';
import { usePageServices } from './pageServices.ts';

export interface Submitting {
  readonly submit: () => Promise<void>;
  /** Why the last try was not taken. */
  readonly problem: string | undefined;
  readonly setProblem: (problem: string | undefined) => void;
}

/** Sends what the field holds, or rewords the message that is being edited. No word is lost and none goes twice. */
export function useSubmit(
  field: RefObject<HTMLTextAreaElement | null>,
  drafts: DraftKeeper,
  tray: PageFiles['tray'],
  request: AskRequest,
  onChanged: () => void,
  onAccepted: () => void,
): Submitting {
  const { wording } = usePageServices();
  const [problem, setProblem] = useState<string>();
  /** By dialog: what the field held each time Enter was pressed while an earlier text was being taken. */
  const inFlight = useRef(new Map<string, readonly string[]>());
  const isEditing = useRef(false);

  const submit = async (): Promise<void> => {
    const { dialogId, context } = drafts;
    const value = field.current?.value ?? '';
    if (!isWorthSending(value) && (tray.value.files.length === 0 || context.edit !== undefined)) return;
    if (context.edit !== undefined) return sendEdit(dialogId, context.edit.messageId, value);
    if (tray.value.files.some((file) => file.isComing)) return setProblem(wording.files.loading);

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
    const answered = drafts.context.replyTo;
    const files = tray.value.files.map(({ id }) => id);
    const outcome = await request('send', {
      dialogId,
      ...writtenIn(drafts, sent),
      ...(files.length === 0 ? {} : { files }),
      ...(answered === undefined ? {} : { replyTo: answered.messageId }),
    }).catch(asRefusal);
    const waiting = textsAfterSend(inFlight.current.get(dialogId) ?? [], sent);
    inFlight.current.delete(dialogId);
    // The page shows another dialog now; the extension has the text, as a message or as a draft.
    if (drafts.dialogId !== dialogId) return undefined;
    if (outcome.kind === 'refused') {
      setProblem(outcome.reason || wording.noAnswer);
      return undefined;
    }

    const { replyTo, edit, mentions = [], ...rest } = drafts.context;
    // Somebody may have begun to reword a message meanwhile: then the sent text waits behind it.
    const left = textAfterSend(
      edit === undefined ? (field.current?.value ?? drafts.text) : drafts.newText,
      sent,
    );
    drafts.replace(left, {
      ...rest,
      ...(left === '' || mentions.length === 0 ? {} : { mentions }),
      ...(replyTo === undefined || replyTo.messageId === answered?.messageId ? {} : { replyTo }),
      ...(edit === undefined ? {} : { edit }),
    });
    showText(field.current, drafts.text);
    onChanged();
    // At once, or the extension would take the sent text for a draft.
    drafts.flush(true);
    onAccepted();
    const [next, ...later] = waiting;
    // What was mended since is not what Enter was pressed on.
    if (next === undefined || !left.startsWith(next)) return undefined;
    inFlight.current.set(dialogId, later);
    return next;
  };

  /** The words stay in the field until the portal has them: where it refuses, nothing has to come back. */
  const sendEdit = async (dialogId: string, messageId: number, text: string): Promise<void> => {
    if (isEditing.current) return;
    isEditing.current = true;
    setProblem(undefined);
    drafts.flush();
    const outcome = await request('edit', { dialogId, messageId, ...writtenIn(drafts, text) }).catch(
      asRefusal,
    );
    isEditing.current = false;
    if (drafts.dialogId !== dialogId || drafts.context.edit?.messageId !== messageId) return;
    if (outcome.kind === 'refused') {
      setProblem(outcome.reason || wording.noAnswer);
      return;
    }
    // What was typed on meanwhile is another wording, not sent yet.
    if (field.current !== null && field.current.value !== text) return;
    drafts.leaveEdit();
    showText(field.current, drafts.text);
    onChanged();
    drafts.flush(true);
  };

  return { submit, problem, setProblem };
}

/** What the extension needs to know of a text in the field. */
export function writtenIn(drafts: DraftKeeper, text: string): WrittenText {
  const mentions = drafts.mentions.filter(({ name }) => text.includes(`@${name}`));
  return {
    text,
    ...(mentions.length === 0 ? {} : { mentions }),
    ...(drafts.context.edit?.isPlain === true ? { isPlain: true } : {}),
  };
}

function asRefusal(error: unknown): SendOutcome {
  return { kind: 'refused', reason: error instanceof Error ? error.message : '' };
}
