// The graph of the product, top to bottom: what exists, and what each thing is given.
import * as vscode from 'vscode';
import { DisposableStore } from '../base/disposable.ts';
import { AccountApi } from '../bitrix24/api/accountApi.ts';
import { readWebhook, webhookEndpoint } from '../bitrix24/auth/webhookUrl.ts';
import { createPortalClient } from '../bitrix24/rest/portalClient.ts';
import { Redactor } from '../bitrix24/rest/redaction.ts';
import type { Account } from '../messenger/account.ts';
import { AccountStore } from '../messenger/accountStore.ts';
import { Portal } from '../messenger/portal.ts';
import { Session } from '../messenger/session.ts';
import { SessionStore } from '../messenger/sessionStore.ts';
import { checkWebhook, type Probe } from '../messenger/signIn.ts';
import { showGettingStartedOnce } from './auth/firstStart.ts';
import { SignInFlow } from './auth/signInFlow.ts';
import { registerAccountCommands } from './commands/accountCommands.ts';
import { CommandRegistry } from './commands/commandRegistry.ts';
import { registerDialogCommands } from './commands/dialogCommands.ts';
import { registerLogCommands } from './commands/logCommands.ts';
import { registerSendMessageCommand } from './commands/sendMessageCommand.ts';
import { registerSendSelectionCommand } from './commands/sendSelectionCommand.ts';
import { ContextKeys } from './contextKeys.ts';
import { DialogsView } from './dialogs/dialogsView.ts';
import { channelLogger, secretStore, stateStore, systemClock } from './hostPorts.ts';
import { fetchOf } from './network.ts';
import { createPublicApi } from './publicApi.ts';
import type { PublicApi } from './publicApiTypes.ts';
import { readSettings } from './settings.ts';
import { StatusBar } from './statusBar.ts';
import { ThreadPanels } from './thread/threadPanels.ts';

// `npm start` signs the demo in this way; it works for an extension under development only.
const DEVELOPMENT_WEBHOOK = 'BITRIX24_DEV_WEBHOOK';

export interface Product extends vscode.Disposable {
  readonly api: PublicApi;
}

/** Builds everything and starts what works by itself. The caller disposes it. */
export function compose(context: vscode.ExtensionContext): Product {
  const store = new DisposableStore();
  const channel = store.add(vscode.window.createOutputChannel('Bitrix24', { log: true }));
  const redactor = new Redactor();
  const logger = channelLogger(channel, redactor);
  const state = stateStore(context.globalState);

  const createClient = async (account: Account) => {
    redactor.add(account.webhook.code);
    const fetch = await fetchOf(account.networkClient);
    return createPortalClient({
      endpoint: webhookEndpoint(account.webhook),
      fetch,
      clock: systemClock,
      logger,
    });
  };
  const createSession = async (account: Account): Promise<Session> => {
    const portal = new Portal(await createClient(account), account.webhook.userId, logger);
    return new Session(account, portal, { clock: systemClock, logger, state });
  };
  const accounts = store.add(new AccountStore(secretStore(context.secrets), logger));
  const sessions = store.add(new SessionStore(accounts, state, createSession));

  const signInFlow = new SignInFlow(
    sessions,
    (webhook, signal) =>
      checkWebhook(
        webhook,
        {
          networkClient: readSettings().networkClient,
          fetchOf,
          probe: async (candidate, fetch, probeSignal): Promise<Probe> => {
            const client = createPortalClient({
              endpoint: webhookEndpoint(candidate),
              fetch,
              clock: systemClock,
              logger,
            });
            try {
              return await new AccountApi(client).probe({ lane: 'person', signal: probeSignal });
            } finally {
              client.dispose();
            }
          },
        },
        signal,
      ),
    (secret) => redactor.add(secret),
  );

  const contextKeys = new ContextKeys();
  store.add(new DialogsView(sessions, contextKeys));
  store.add(new StatusBar(sessions));
  const panels = store.add(new ThreadPanels(sessions, context.extensionUri, logger));
  store.add(vscode.window.onDidChangeWindowState(({ focused }) => noteFocus(sessions, focused)));
  store.add(sessions.onDidChange(() => noteFocus(sessions, vscode.window.state.focused)));

  const { api } = store.add(createPublicApi(sessions));
  const commands = store.add(new CommandRegistry(logger));
  registerAccountCommands(commands, sessions, signInFlow);
  registerDialogCommands(commands, sessions, panels);
  registerSendMessageCommand(commands, sessions);
  registerSendSelectionCommand(commands, sessions, panels);
  registerLogCommands(commands, channel);

  const start = async (): Promise<void> => {
    const restored = await sessions.restore();
    if (restored.kind === 'signedIn') return;
    const webhook = developmentWebhook(context);
    if (webhook !== undefined) await signInFlow.signIn({ method: 'webhook', url: webhook });
    else await showGettingStartedOnce(state);
  };
  start().catch((error: unknown) => {
    logger.error('The start failed', { error: error instanceof Error ? error.name : typeof error });
  });

  return { api, dispose: () => store.dispose() };
}

function noteFocus(sessions: SessionStore, isFocused: boolean): void {
  if (sessions.current.kind === 'signedIn') sessions.current.session.setWindowFocused(isFocused);
}

function developmentWebhook(context: vscode.ExtensionContext): string | undefined {
  if (context.extensionMode !== vscode.ExtensionMode.Development) return undefined;
  const url = process.env[DEVELOPMENT_WEBHOOK];
  return url !== undefined && readWebhook(url).ok ? url : undefined;
}
