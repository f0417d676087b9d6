import type { SessionStore } from '../../messenger/sessionStore.ts';
import type { MoveFlow } from '../auth/moveFlow.ts';
import type { CommandRegistry } from './commandRegistry.ts';

export function registerMoveCommand(
  registry: CommandRegistry,
  sessions: SessionStore,
  moveFlow: () => Promise<MoveFlow>,
): void {
  registry.register('bitrix24.followMove', async (argument) => {
    const all = sessions.requireAny();
    const [{ moveOf }, { readFollowMoveArgument }] = await Promise.all([
      import('../../messenger/portalMove.ts'),
      import('./commandArguments.ts'),
    ]);
    // Of several accounts, the one whose portal says that it has moved.
    const moved = all.find(
      ({ account, connection }) =>
        connection.kind === 'failing' && moveOf(account.portal, connection.error) !== undefined,
    );
    const { account } = moved ?? sessions.require();
    if (argument === undefined) return (await moveFlow()).ask(account.id);
    const { portal, accountId = account.id } = readFollowMoveArgument(argument);
    return (await moveFlow()).follow(accountId, portal);
  });
}
