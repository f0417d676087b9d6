import type { SessionStore } from '../../messenger/sessionStore.ts';
import type { MoveFlow } from '../auth/moveFlow.ts';
import { readFollowMoveArgument } from './commandArguments.ts';
import type { CommandRegistry } from './commandRegistry.ts';

export function registerMoveCommand(
  registry: CommandRegistry,
  sessions: SessionStore,
  moveFlow: () => Promise<MoveFlow>,
): void {
  registry.register('bitrix24.followMove', async (argument) => {
    const { account } = sessions.require();
    if (argument === undefined) return (await moveFlow()).ask(account.id);
    const { portal, accountId = account.id } = readFollowMoveArgument(argument);
    return (await moveFlow()).follow(accountId, portal);
  });
}
