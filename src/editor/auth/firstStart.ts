import * as vscode from 'vscode';
import type { StateStore } from '../../base/ports.ts';
import type { CommandRegistry } from '../commands/commandRegistry.ts';

const SHOWN_KEY = 'gettingStarted.shown';
const WALKTHROUGH = 'b24-community.bitrix24-messenger#bitrix24.gettingStarted';

/** Opens the walkthrough by itself: once, on the first start without an account. */
export async function showGettingStartedOnce(state: StateStore): Promise<void> {
  if (state.get(SHOWN_KEY) === true) return;
  await state.set(SHOWN_KEY, true);
  await showGettingStarted();
}

/** For whoever wants to see it again. */
export function registerGettingStartedCommand(registry: CommandRegistry): void {
  registry.register('bitrix24.showGettingStarted', showGettingStarted);
}

async function showGettingStarted(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.openWalkthrough', WALKTHROUGH, false);
}
