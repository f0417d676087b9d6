import * as vscode from 'vscode';
import type { ComposerWording } from '../../protocol/composerWording.ts';

const { t } = vscode.l10n;

/** The composer's words in the person's language; `{0}` is filled by the page. */
export function composerWording(): ComposerWording {
  return {
    replyingTo: t('Replying to {0}'),
    leaveReply: t('Do not reply'),
    editing: t('Editing your message'),
    leaveEdit: t('Stop editing'),
    withKeys: t('{0} ({1})'),
  };
}
