import * as vscode from 'vscode';
import type { ThreadWording } from '../../protocol/threadWording.ts';
import { filesWording } from './filesWording.ts';
import { composerWording } from './composerWording.ts';

const { t } = vscode.l10n;

/** The page's words in the person's language; `{0}` is filled by the page. */
export function threadWording(): ThreadWording {
  return {
    messages: t('Messages'),
    newMessages: t('New messages'),
    composer: t('Message'),
    composerPlaceholder: t('Write a message'),
    compose: composerWording(),
    files: filesWording(),
    send: t('Send'),
    retry: t('Retry'),
    sendNow: t('Send now'),
    discard: t('Discard'),
    copyText: t('Copy text'),
    sending: t('Sending…'),
    notSent: t('Not sent'),
    edited: t('edited'),
    deleted: t('This message was deleted'),
    loading: t('Loading messages…'),
    loadingOlder: t('Loading older messages…'),
    loadingNewer: t('Loading newer messages…'),
    reload: t('Try again'),
    empty: t('No messages yet. Write the first one.'),
    beginning: t('This is where the dialog begins'),
    today: t('Today'),
    yesterday: t('Yesterday'),
    jumpToNewest: t('Jump to newest'),
    jumpToNewestCount: t('Jump to newest, {0} new'),
    messageLabel: t('{0}, {1}'),
    system: t('System'),
    quote: t('Quote'),
    quoteOf: t('Quote of {0}'),
    code: t('Code'),
    image: t('Image'),
    file: t('File'),
    attachment: t('Attachment {0}'),
    likes: t('Likes: {0}'),
    overLimit: t('Characters too many: {0}'),
    charactersLeft: t('Characters left: {0}'),
    goToMessage: t('Go to message'),
    copyCode: t('Copy code'),
    copied: t('Copied'),
    messageActions: t('Message actions'),
    copyLink: t('Copy link'),
    copyId: t('Copy message ID'),
    markUnreadFromHere: t('Mark unread from here'),
    openInPortal: t('Open in Bitrix24'),
    noAnswer: t('VS Code did not answer. Your text is still here; try again.'),
  };
}
