import * as vscode from 'vscode';
import { splitFormatted } from '../bitrix24/markup/splitFormatted.ts';
import { MESSAGE_LIMIT, messageLength } from '../bitrix24/markup/splitMessage.ts';
import { MessengerError } from '../messenger/messengerError.ts';
import type { MessageContent } from '../messenger/outgoing.ts';
import type { Session } from '../messenger/session.ts';
import { errorText } from './errorText.ts';
import { formatCount } from './format.ts';
import { heldText } from './heldText.ts';

const { t } = vscode.l10n;

export type PartsToSend =
  | { readonly kind: 'parts'; readonly texts: readonly string[] }
  | { readonly kind: 'refused'; readonly reason: string };

/**
 * Resolves to the last one's id, or, where they cannot go now, says so and resolves to nothing: they are held, and go by
 * themselves. All are held before the first is waited for, so that a failure loses none.
 */
export async function sendInOrder(
  session: Session,
  messages: readonly MessageContent[],
): Promise<number | undefined> {
  const { stored, uuids } = await session.sendAll(messages, { keepFailed: true });
  const last = uuids.at(-1) ?? '';
  return new Promise((resolve, reject) => {
    const following = session.outgoing.onDidChange(() => {
      const item = session.outgoing.get(last);
      const reason = item && heldText(item, session.outgoing.items);
      if (reason === undefined) return;
      following.dispose();
      void vscode.window.showInformationMessage(t('Your message is held here. {0}', reason));
      resolve(undefined);
    });
    Promise.all(stored)
      .then((ids) => resolve(ids.at(-1)), reject)
      .finally(() => following.dispose());
  });
}

/** The text as it is, or, where the portal would cut it silently, the parts the person agrees to. */
export async function partsToSend(text: string): Promise<PartsToSend> {
  const length = messageLength(text);
  if (length <= MESSAGE_LIMIT) return { kind: 'parts', texts: [text] };
  const texts = splitFormatted(text);
  const split = t('Send in {0} parts', texts.length);
  const chosen = await vscode.window.showWarningMessage(
    t('This message is too long for Bitrix24.'),
    {
      modal: true,
      detail: t(
        'It has {0} characters and Bitrix24 takes {1}. Nothing is lost if you cancel.',
        formatCount(length),
        formatCount(MESSAGE_LIMIT),
      ),
    },
    split,
  );
  if (chosen === split) return { kind: 'parts', texts };
  return {
    kind: 'refused',
    reason: errorText(new MessengerError({ kind: 'tooLong', length, limit: MESSAGE_LIMIT })),
  };
}
