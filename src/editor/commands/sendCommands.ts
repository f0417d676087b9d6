import type { SessionStore } from '../../messenger/sessionStore.ts';
import type { ThreadPanels } from '../thread/threadPanels.ts';
import type { CommandRegistry } from './commandRegistry.ts';

/** Commands that send; each is loaded when it is first used. */
export function registerSendCommands(
  registry: CommandRegistry,
  sessions: SessionStore,
  panels: ThreadPanels,
): void {
  registry.register('bitrix24.sendMessage', async (argument) => {
    sessions.requireAny();
    const { sendMessage } = await import('./sendMessageCommand.ts');
    return sendMessage(sessions, argument);
  });

  registry.register('bitrix24.sendSelection', async (argument) => {
    sessions.requireAny();
    const { sendSelection } = await import('./sendSelectionCommand.ts');
    return sendSelection(sessions, panels, argument);
  });

  registry.registerForFiles('bitrix24.sendFile', async (argument, uris) => {
    sessions.requireAny();
    const { sendFile } = await import('./sendFileCommand.ts');
    return sendFile(sessions, argument, uris);
  });
}
