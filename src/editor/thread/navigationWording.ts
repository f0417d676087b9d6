import * as vscode from 'vscode';
import type { NavigationWording } from '../../protocol/navigationWording.ts';

const { t } = vscode.l10n;

/** The words of title bar, menus, search and people in the person's language; `{0}` is filled by the page. */
export function navigationWording(): NavigationWording {
  return {
    messageActions: t('Message actions'),
    reply: t('Reply'),
    quoteMessage: t('Quote'),
    editMessage: t('Edit'),
    like: t('Like'),
    unlike: t('Take the like back'),
    copyLink: t('Copy link'),
    copyId: t('Copy message ID'),
    forward: t('Forward…'),
    shareAsTask: t('Make a task of it'),
    shareAsPost: t('Make a feed post of it'),
    shareAsEvent: t('Make a calendar event of it'),
    markUnreadFromHere: t('Mark unread from here'),
    openInPortal: t('Open in Bitrix24'),
    deleteMessage: t('Delete…'),
    seenByCount: t('Seen by: {0}'),
    seenBy: t('Seen by {0}'),
    notSeenYet: t('Delivered, not seen yet'),
    dialogActions: t('Dialog actions'),
    members: t('Members'),
    membersCount: t('Members: {0}'),
    owner: t('Owner'),
    manager: t('Manager'),
    writeTo: t('Write to {0}'),
    pin: t('Pin'),
    unpin: t('Unpin'),
    mute: t('Mute'),
    unmute: t('Unmute'),
    markUnread: t('Mark as unread'),
    copyDialogLink: t('Copy link'),
    search: t('Search messages'),
    searchPlaceholder: t('Search in this dialog'),
    nextHit: t('Next hit'),
    previousHit: t('Previous hit'),
    hits: t('Search results'),
    hitOf: t('{0} of {1}'),
    noHits: t('Nothing found. Try other words.'),
    searchedLoadedOnly: t('Searched only in what is loaded here.'),
    searching: t('Searching…'),
    close: t('Close'),
    back: t('Back to where you were'),
    more: t('Show more'),
  };
}
