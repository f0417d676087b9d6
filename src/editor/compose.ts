// The graph of the product, top to bottom: what exists, and what each thing is given.
import * as vscode from 'vscode';
import { DisposableStore } from '../base/disposable.ts';
import { isRecord } from '../base/isRecord.ts';
import { PortalBuckets } from '../bitrix24/rest/portalBuckets.ts';
import { Redactor } from '../bitrix24/rest/redaction.ts';
import { AccountStore } from '../messenger/accountStore.ts';
import { AccountsWithDemo } from '../messenger/demo/accountsWithDemo.ts';
import { isDemo } from '../messenger/demo/demoAccount.ts';
import { followSessions } from '../messenger/followSessions.ts';
import type { Session } from '../messenger/session.ts';
import { SessionStore } from '../messenger/sessionStore.ts';
import { BitrixAuthenticationProvider } from './auth/authenticationProvider.ts';
import { BrowserReturns } from './auth/browserReturns.ts';
import { registerGettingStartedCommand, showGettingStartedOnce } from './auth/firstStart.ts';
import { followMovedPortals } from './auth/movedPortals.ts';
import { registerAccountCommands } from './commands/accountCommands.ts';
import { CommandRegistry, showError } from './commands/commandRegistry.ts';
import { registerDemoCommands } from './commands/demoCommands.ts';
import { registerDiagnosticsCommands } from './commands/diagnosticsCommands.ts';
import { registerDialogCommands } from './commands/dialogCommands.ts';
import { registerListCommands } from './commands/listCommands.ts';
import { registerLogCommands } from './commands/logCommands.ts';
import { registerMoveCommand } from './commands/moveCommand.ts';
import { registerNoticeCommands } from './commands/noticeCommands.ts';
import { registerSendCommands } from './commands/sendCommands.ts';
import { ContextKeys } from './contextKeys.ts';
import { RecentProblems } from './diagnostics/recentProblems.ts';
import { DiskFolder } from './diskFolder.ts';
import { DialogsView } from './dialogs/dialogsView.ts';
import { channelLogger, secretStore, stateStore } from './hostPorts.ts';
import { FollowedNotices } from './notices/followedNotices.ts';
import { followNotifications } from './notifications/followNotifications.ts';
import type { OpenNews } from './notifications/messageToasts.ts';
import { createPublicApi } from './publicApi.ts';
import type { PublicApi } from './publicApiTypes.ts';
import { StatusBar } from './statusBar.ts';
import { followSyncSettings } from './syncSettings.ts';
import { ChatView } from './thread/chatView.ts';
import { ThreadPanels } from './thread/threadPanels.ts';

// `npm start` signs the demo in this way; it works for an extension under development only.
const DEVELOPMENT_WEBHOOK = 'BITRIX24_DEV_WEBHOOK';

export interface Product extends vscode.Disposable {
  readonly api: PublicApi;
  /** Keeps on disk what is worth keeping, before the window closes. */
  flush(): Promise<void>;
  /** Resolves once a disposed product has left nothing more to write. */
  readonly closed: Promise<unknown>;
}

/** Builds everything and starts what works by itself. The caller disposes it. */
export function compose(context: vscode.ExtensionContext): Product {
  const store = new DisposableStore();
  const channel = store.add(vscode.window.createOutputChannel('Bitrix24', { log: true }));
  const redactor = new Redactor();
  const problems = new RecentProblems();
  const logger = channelLogger(channel, redactor, problems);
  const state = stateStore(context.globalState);
  const folder = new DiskFolder(context.globalStorageUri.fsPath).subfolder('accounts');

  const secrets = secretStore(context.secrets);
  const accounts = store.add(new AccountStore(secrets, logger));
  const buckets = new PortalBuckets();
  const withDemo = store.add(new AccountsWithDemo(accounts));
  const sessions = store.add(
    new SessionStore(withDemo, state, folder, async (account, accountFolder) => {
      if (isDemo(account)) {
        const { createDemoSession } = await import('./demo/createDemoSession.ts');
        return createDemoSession(account, logger);
      }
      const { createSession } = await import('./createSession.ts');
      return createSession(account, { accounts, logger, state, redactor, buckets }, accountFolder);
    }),
  );
  const returns = new BrowserReturns();
  const signInFlow = async () => {
    const { createSignInFlow } = await import('./auth/createSignInFlow.ts');
    return createSignInFlow({ sessions, secrets, returns, logger, redactor });
  };

  const moveFlow = async () => {
    const { createMoveFlow } = await import('./auth/createMoveFlow.ts');
    return createMoveFlow({ sessions, accounts, folder, logger, redactor });
  };
  store.add(followMovedPortals(sessions, moveFlow));

  store.add(new BitrixAuthenticationProvider(sessions, accounts, async () => (await signInFlow()).ask()));

  const contextKeys = new ContextKeys();
  store.add(new DialogsView(sessions, contextKeys));
  store.add(new StatusBar(sessions));
  const panels = store.add(new ThreadPanels(sessions, context.extensionUri, logger));
  const chat = store.add(
    new ChatView(
      sessions,
      context.extensionUri,
      stateStore(context.workspaceState),
      logger,
      (session, dialogId, messageId) => panels.open(session, dialogId, { messageId, isBeside: false }),
    ),
  );
  store.add(followFocus(sessions));
  store.add(followSyncSettings(sessions));
  const openNews: OpenNews = (session, dialogId, messageId) =>
    openStill(sessions, session, () => panels.open(session, dialogId, { messageId, isBeside: false }));
  store.add(followNotifications(sessions, openNews));
  const notices = store.add(new FollowedNotices(sessions));

  const followLink = async (uri: vscode.Uri): Promise<void> => {
    const { followDialogLink } = await import('./followDialogLink.ts');
    await followDialogLink(sessions, uri, (session, dialogId, messageId) =>
      panels.open(session, dialogId, { messageId, isBeside: false }),
    );
  };
  store.add(
    vscode.window.registerUriHandler({
      handleUri: (uri) => (returns.handleUri(uri) ? undefined : followLink(uri)),
    }),
  );

  const { api } = store.add(createPublicApi(sessions));
  const commands = store.add(new CommandRegistry(logger));
  registerAccountCommands(commands, sessions, signInFlow);
  registerMoveCommand(commands, sessions, moveFlow);
  registerGettingStartedCommand(commands);
  store.add(
    registerDemoCommands(commands, sessions, withDemo, (session, dialogId) =>
      panels.open(session, dialogId, { messageId: undefined, isBeside: false }),
    ),
  );
  registerDialogCommands(commands, sessions, panels, chat, openNews);
  registerListCommands(commands);
  registerNoticeCommands(commands, sessions, () => notices.view(), openNews);
  registerSendCommands(commands, sessions, panels);
  registerLogCommands(commands, channel);
  const manifest: unknown = context.extension.packageJSON;
  const version = isRecord(manifest) ? String(manifest['version']) : '';
  store.add(
    registerDiagnosticsCommands(commands, sessions, { version, redactor, problems }, (session, dialogId) =>
      panels.open(session, dialogId, { messageId: undefined, isBeside: false }),
    ),
  );

  const start = async (): Promise<void> => {
    const restored = await sessions.restore();
    if (restored.length > 0) return;
    const webhook = developmentWebhook(context);
    if (webhook === undefined) return showGettingStartedOnce(state);
    const flow = await signInFlow();
    await flow.signIn({ method: 'webhook', url: webhook }).catch(showError);
  };
  start().catch((error: unknown) => {
    logger.error('The start failed', { error: error instanceof Error ? error.name : typeof error });
  });

  return {
    api,
    flush: () => sessions.flush(),
    get closed() {
      return sessions.closed;
    },
    dispose: () => store.dispose(),
  };
}

/** A toast may outlive the account that it tells of. */
async function openStill(sessions: SessionStore, session: Session, open: () => Promise<void>): Promise<void> {
  if (sessions.has(session)) await open();
}

/** Tells every account whether somebody looks at this window. */
function followFocus(sessions: SessionStore): vscode.Disposable {
  const store = new DisposableStore();
  store.add(
    vscode.window.onDidChangeWindowState(({ focused }) => {
      for (const session of sessions.all) session.setWindowFocused(focused);
    }),
  );
  store.add(followSessions(sessions, (session) => session.setWindowFocused(vscode.window.state.focused)));
  return store;
}

function developmentWebhook(context: vscode.ExtensionContext): string | undefined {
  if (context.extensionMode !== vscode.ExtensionMode.Development) return undefined;
  const url = process.env[DEVELOPMENT_WEBHOOK];
  return url === '' ? undefined : url;
}
