import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { MessageExcerpt } from '../model/draft.ts';
import type { MessageRow } from '../protocol/thread.ts';
import type { AskRequest } from './channel.ts';
import type { ComposerTarget } from './composerIntent.ts';
import type { DraftKeeper } from './draftKeeper.ts';
import { insertText, showText } from './fieldText.ts';
import { usePageServices } from './pageServices.ts';
import { plainText } from './plainText.ts';

const excerptLength = 200;

/** Does what the rest of the page wants of the composer. */
export function useComposerTarget(
  field: RefObject<HTMLTextAreaElement | null>,
  drafts: DraftKeeper,
  request: AskRequest,
  onChanged: () => void,
  onProblem: (problem: string) => void,
): void {
  const { wording, composer } = usePageServices();

  const target: ComposerTarget = {
    replyTo: (row) => {
      const excerpt = excerptOf(row);
      if (excerpt === undefined) return;
      if (drafts.context.edit !== undefined) drafts.leaveEdit();
      drafts.about({ ...drafts.context, replyTo: excerpt });
      showText(field.current, drafts.text);
      onChanged();
      field.current?.focus();
    },
    edit: (row) => {
      const excerpt = excerptOf(row);
      const { dialogId } = drafts;
      if (excerpt === undefined || drafts.context.edit?.messageId === row.messageId) return;
      request('editSource', { dialogId, messageId: excerpt.messageId }).then((source) => {
        if (drafts.dialogId !== dialogId) return;
        if (source.kind === 'refused') return onProblem(source.reason);
        drafts.about({
          ...drafts.context,
          edit: { ...excerpt, text: source.text, mentions: source.mentions, isPlain: source.isPlain },
        });
        showText(field.current, drafts.text);
        onChanged();
        field.current?.focus();
      }, failed);
    },
    quote: (row) => {
      const { dialogId } = drafts;
      if (row.messageId === undefined) return;
      request('quoteOf', { dialogId, messageId: row.messageId }).then(({ text }) => {
        if (drafts.dialogId !== dialogId || text === '' || !field.current) return;
        const { value, selectionStart } = field.current;
        const isLineStart = selectionStart === 0 || value[selectionStart - 1] === '\n';
        insertText(field.current, `${isLineStart ? '' : '\n'}${text}\n`);
      }, failed);
    },
    insertText: (text) => insertText(field.current, text),
    focus: () => field.current?.focus(),
  };
  const failed = (error: unknown): void =>
    onProblem((error instanceof Error ? error.message : '') || wording.noAnswer);

  const latest = useRef(target);
  latest.current = target;
  useLayoutEffect(
    () =>
      composer.attach({
        replyTo: (row) => latest.current.replyTo(row),
        edit: (row) => latest.current.edit(row),
        quote: (row) => latest.current.quote(row),
        insertText: (text) => latest.current.insertText(text),
        focus: () => latest.current.focus(),
      }),
    [composer],
  );
}

function excerptOf(row: MessageRow): MessageExcerpt | undefined {
  if (row.messageId === undefined || row.isDeleted) return undefined;
  const excerpt =
    plainText(row.body, excerptLength) || (row.files?.[0]?.name ?? row.cards[0]?.description ?? '');
  return { messageId: row.messageId, author: row.authorName, excerpt };
}
