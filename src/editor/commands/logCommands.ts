import type * as vscode from 'vscode';
import type { CommandRegistry } from './commandRegistry.ts';

export function registerLogCommands(registry: CommandRegistry, channel: vscode.LogOutputChannel): void {
  registry.register('bitrix24.showLog', async () => {
    channel.show(true);
  });
}
