import * as vscode from 'vscode';
import type { ComposerWording } from '../../protocol/composerWording.ts';

const { t } = vscode.l10n;

/** The composer's words in the person's language; `{0}` is filled by the page. */
export function composerWording(): ComposerWording {
  return {
    replyingTo: t('Replying to {0}'),
    leaveReply: t('Do not reply'),
    filesFollow: t('Bitrix24 takes no files in a reply: they go right after it, in a message of their own.'),
    editing: t('Editing your message'),
    leaveEdit: t('Stop editing'),
    saveEdit: t('Save changes'),
    withKeys: t('{0} ({1})'),
    formatting: t('Formatting'),
    bold: t('Bold'),
    italic: t('Italic'),
    underline: t('Underline'),
    strike: t('Strikethrough'),
    code: t('Code'),
    codeBlock: t('Code block'),
    link: t('Link'),
    quote: t('Quote'),
    list: t('List'),
    mention: t('Mention somebody'),
    emoji: t('Emoji'),
    preview: t('Preview'),
    suggestions: t('Suggestions'),
    suggestionCount: t('Suggestions: {0}'),
    notifies: t('Will be notified: {0}'),
    pastedCode: t('This looks like code.'),
    makeCodeBlock: t('Make it a code block'),
    alwaysCodeBlock: t('Always'),
    neverCodeBlock: t('Never'),
    nothingToPreview: t('Nothing to show yet'),
  };
}
