// How the product fares, as text for a person and for whoever helps them. Carries no secret and no message.
import * as vscode from 'vscode';
import type { PortalStats } from '../../bitrix24/rest/portalClient.ts';
import type { OutgoingState } from '../../messenger/outgoing.ts';
import { portalName } from '../../messenger/account.ts';
import type { Session } from '../../messenger/session.ts';
import type { WindowLabel } from '../../messenger/windows/leaseFile.ts';
import { syncStatus } from '../../messenger/syncStatus.ts';
import { formatCount, formatDateTime, formatSize } from '../format.ts';
import { troubleText } from '../statusText.ts';
import type { Problem } from './recentProblems.ts';

const { t } = vscode.l10n;

const OPERATING_LIMIT_S = 480;
const BUCKET_CAPACITY = 50;
const MOST_METHODS = 15;

export interface DiagnosticsSources {
  readonly version: string;
  readonly sessions: readonly Session[];
  readonly problems: readonly Problem[];
}

export async function diagnosticsText({ version, sessions, problems }: DiagnosticsSources): Promise<string> {
  const sections = [
    section(t('Bitrix24 Messenger: diagnostics'), [
      fact(t('Taken'), formatDateTime(Date.now())),
      fact(t('Extension'), version),
      fact(
        'VS Code',
        `${vscode.version}, ${vscode.env.appHost}, ${vscode.env.remoteName ?? t('not remote')}`,
      ),
      fact(t('Language'), vscode.env.language),
    ]),
    ...(sessions.length === 0
      ? [section(t('Account'), [t('Nobody is signed in.')])]
      : (await Promise.all(sessions.map(sessionSections))).flat()),
    section(
      t('Latest warnings and errors of the log'),
      problems.map(({ at, line }) => `${formatClock(at)} ${line}`),
    ),
  ];
  return `${sections.join('\n\n')}\n`;
}

async function sessionSections(session: Session): Promise<readonly string[]> {
  const stats = session.portal.client.stats();
  return [
    accountSection(session),
    syncSection(session),
    requestsSection(stats),
    section(t('Operating time by method, of {0} s in ten minutes', OPERATING_LIMIT_S), budgetLines(stats)),
    section(t('Waiting to be sent'), waitingLines(session)),
    section(t('Cache'), await cacheLines(session)),
    section(
      t('Latest requests that failed'),
      stats.recentFailures.map(({ at, method, status, code, lane, ms }) =>
        [formatClock(at), method, status, code, lane, `${ms} ms`].filter(Boolean).join(' '),
      ),
    ),
  ];
}

function accountSection({ account, ownId }: Session): string {
  return section(t('Account'), [
    fact(t('Account ID'), account.id),
    fact(t('Portal'), portalName(account)),
    fact(t('User'), String(ownId)),
    fact(t('Sign-in'), account.credential.kind),
    fact(t('Permissions'), account.scopes.join(', ')),
    fact(t('Network client'), account.networkClient),
  ]);
}

function syncSection({ connection, lastSyncAt, group, dialogs }: Session): string {
  const status = syncStatus(connection);
  const { staleSince, total, hasMore } = dialogs;
  return section(t('Following the portal'), [
    fact(t('State'), [status.kind, troubleText(status)].filter(Boolean).join(': ')),
    fact(t('Last answer'), lastSyncAt === undefined ? t('none yet') : formatClock(lastSyncAt)),
    fact(
      t('This window'),
      group?.role === 'following'
        ? t('follows another window, which asks the portal')
        : t('asks the portal for all windows'),
    ),
    fact(t('Window that asks the portal'), holderText(group?.holder)),
    fact(t('Dialogs known'), `${formatCount(dialogs.dialogs.length)}${hasMore ? '+' : ''}`),
    fact(t('Unread'), formatCount(total)),
    ...(staleSince === undefined ? [] : [fact(t('List as of'), formatDateTime(staleSince))]),
  ]);
}

function holderText(holder: WindowLabel | undefined): string {
  if (holder === undefined) return t('none known');
  const openedAt = formatClock(holder.openedAt);
  return holder.name === ''
    ? t('a window without a folder, opened {0}', openedAt)
    : t('{0}, opened {1}', holder.name, openedAt);
}

function requestsSection(stats: PortalStats): string {
  const { person, visible, background } = stats.queued;
  return section(t('Requests'), [
    fact(t('In the last minute'), formatCount(stats.requestsLastMinute)),
    fact(t('Since the start'), formatCount(stats.requests)),
    fact(t('Level of the bucket'), `${stats.bucketLevel.toFixed(1)} / ${BUCKET_CAPACITY}`),
    fact(t('Held back by the portal'), stats.pausedForMs > 0 ? `${stats.pausedForMs} ms` : t('no')),
    fact(t('In the queue'), `person ${person}, visible ${visible}, background ${background}`),
  ]);
}

function budgetLines({ budgets }: PortalStats): readonly string[] {
  return budgets
    .slice(0, MOST_METHODS)
    .map(({ method, operatingS, blockedForMs }) =>
      fact(
        method,
        blockedForMs > 0
          ? t('{0} s, blocked for {1} s', operatingS.toFixed(1), Math.ceil(blockedForMs / 1000))
          : `${operatingS.toFixed(1)} s`,
      ),
    );
}

function waitingLines({ outgoing }: Session): readonly string[] {
  const counts = new Map<OutgoingState['kind'], number>();
  for (const { state } of outgoing.items) counts.set(state.kind, (counts.get(state.kind) ?? 0) + 1);
  return [...counts].map(([kind, count]) => fact(kind, formatCount(count)));
}

async function cacheLines({ cache }: Session): Promise<readonly string[]> {
  const { isEnabled, mostBytes } = cache.limits;
  return [
    fact(t('Switched on'), isEnabled ? t('yes') : t('no')),
    fact(t('On disk'), `${formatSize(await cache.size())} / ${formatSize(mostBytes)}`),
  ];
}

function section(title: string, lines: readonly string[]): string {
  return [title, ...(lines.length === 0 ? ['-'] : lines).map((line) => `  ${line}`)].join('\n');
}

function fact(name: string, value: string): string {
  return `${name}: ${value}`;
}

/** With seconds, which matter here. */
function formatClock(at: number): string {
  return new Intl.DateTimeFormat(vscode.env.language, { dateStyle: 'short', timeStyle: 'medium' }).format(at);
}
