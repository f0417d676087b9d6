import * as vscode from 'vscode';
import { MessengerError } from '../../messenger/messengerError.ts';
import type { SessionStore } from '../../messenger/sessionStore.ts';
import type { PickAction, PickedDialog } from '../dialogPicker.ts';
import type { ChatView } from '../thread/chatView.ts';
import type { ThreadPanels } from '../thread/threadPanels.ts';
import type { CommandRegistry } from './commandRegistry.ts';

const { t } = vscode.l10n;

/** Finds a person or a chat of any account; Enter opens, buttons do the rest. */
export function registerFindCommand(
  registry: CommandRegistry,
  sessions: SessionStore,
  panels: ThreadPanels,
  chat: ChatView,
): void {
  registry.register('bitrix24.findDialog', async (argument) => {
    const query = typeof argument === 'string' ? argument : '';
    const all = sessions.requireAny();
    const { pickDialog } = await import('../dialogPicker.ts');
    const title = t('Find a person or a chat');
    const actions = findActions(sessions, panels, chat);
    const picked = await pickDialog(all, { title, query, actions });
    await open(sessions, panels, picked, false);
  });
}

function findActions(sessions: SessionStore, panels: ThreadPanels, chat: ChatView): readonly PickAction[] {
  const always = (): boolean => true;
  return [
    {
      button: { iconPath: new vscode.ThemeIcon('check-all'), tooltip: t('Mark as read') },
      isFor: ({ unread }) => unread > 0,
      closes: false,
      run: async ({ session, dialogId }) => {
        await session.readMarker.mark(dialogId, undefined);
      },
    },
    {
      button: { iconPath: new vscode.ThemeIcon('split-horizontal'), tooltip: t('Open to the side') },
      isFor: always,
      closes: true,
      run: (place) => open(sessions, panels, place, true),
    },
    {
      button: { iconPath: new vscode.ThemeIcon('comment-discussion'), tooltip: t('Open in sidebar chat') },
      isFor: always,
      closes: true,
      run: async (place) => {
        requireStill(sessions, place);
        await chat.open(place.session, place.dialogId);
      },
    },
    {
      button: { iconPath: new vscode.ThemeIcon('copy'), tooltip: t('Copy dialog ID') },
      isFor: always,
      closes: false,
      run: async ({ session, dialogId }) => {
        const { copyDialogId } = await import('./copyDialogId.ts');
        await copyDialogId(session, dialogId);
      },
    },
  ];
}

async function open(
  sessions: SessionStore,
  panels: ThreadPanels,
  place: PickedDialog,
  isBeside: boolean,
): Promise<void> {
  requireStill(sessions, place);
  await panels.open(place.session, place.dialogId, { messageId: undefined, isBeside });
}

/** The dialog was picked from this session's list: for another account the same id is another dialog. */
function requireStill(sessions: SessionStore, { session }: PickedDialog): void {
  if (!sessions.has(session)) throw new MessengerError({ kind: 'signedOut' });
}
