import * as vscode from 'vscode';
import { isRecord } from '../base/isRecord.ts';
import type { NetworkClient } from '../messenger/account.ts';
import type { CacheLimits } from '../messenger/cache/sessionCache.ts';
import type { ListOptions } from '../messenger/list/arrangement.ts';
import {
  type GeneralMode,
  type NotificationRules,
  readHours,
} from '../messenger/notifications/notificationRules.ts';
import { isSection, type Section, SECTIONS } from '../model/section.ts';
import type { PastedCode } from '../protocol/composer.ts';

const USUAL_CACHE_MB = 50;
const LARGEST_CACHE_MB = 1_000;
const USUAL_SYNC_SECONDS = 2;
const FASTEST_SYNC_SECONDS = 1.5;
const SLOWEST_SYNC_SECONDS = 60;

export interface Settings {
  readonly enterSends: boolean;
  readonly readsMarkdown: boolean;
  readonly pastedCode: PastedCode;
  readonly tellsTyping: boolean;
  readonly marksReadAutomatically: boolean;
  /** Whether the portal shall record events for this person. */
  readonly readsEvents: boolean;
  /** The least time between two looks at the portal. */
  readonly fastestSyncMs: number;
  readonly networkClient: NetworkClient | 'auto';
  /** Client ids by portal host, as an administrator presets them. */
  readonly clientIds: ReadonlyMap<string, string>;
  readonly cache: CacheLimits;
  readonly notifications: NotificationSettings;
  readonly list: ListOptions;
}

export interface NotificationSettings {
  readonly rules: NotificationRules;
  /** Whether toasts keep the words of messages to themselves. */
  readonly hidesText: boolean;
}

/** Reads the settings as they are now; a value of the wrong kind counts as unset. */
export function readSettings(): Settings {
  const section = vscode.workspace.getConfiguration('bitrix24');
  const client = section.get<unknown>('network.client');
  const pasted = section.get<unknown>('composer.pastedCode');
  return {
    enterSends: section.get<unknown>('composer.enterSends') !== false,
    readsMarkdown: section.get<unknown>('composer.markdown') !== false,
    pastedCode: pasted === 'always' || pasted === 'never' ? pasted : 'ask',
    tellsTyping: section.get<unknown>('composer.tellTyping') !== false,
    marksReadAutomatically: section.get<unknown>('readMarks.automatic') !== false,
    readsEvents: section.get<unknown>('sync.events') !== false,
    fastestSyncMs: seconds(section.get<unknown>('sync.fastestInterval')) * 1_000,
    networkClient: client === 'fetch' || client === 'node-fetch' ? client : 'auto',
    clientIds: textMap(section.get<unknown>('oauth.clientIds')),
    cache: {
      isEnabled: section.get<unknown>('cache.enabled') !== false,
      mostBytes: megabytes(section.get<unknown>('cache.size')) * 1024 * 1024,
    },
    notifications: {
      rules: {
        mode: generalMode(section.get<unknown>('notifications.messages')),
        hours: readHours(textOf(section.get<unknown>('notifications.hours'))),
        keywords: textList(section.get<unknown>('notifications.keywords')),
        tellsMutedMentions: section.get<unknown>('notifications.mutedMentions') === true,
        holdsWhileDebugging: section.get<unknown>('notifications.holdWhileDebugging') !== false,
      },
      hidesText: section.get<unknown>('notifications.hideText') === true,
    },
    list: {
      sections:
        section.get<unknown>('list.layout') === 'sections'
          ? sectionList(section.get<unknown>('list.sections'))
          : undefined,
      isUnreadOnly: section.get<unknown>('list.unreadOnly') === true,
    },
  };
}

function generalMode(value: unknown): GeneralMode {
  return value === 'all' || value === 'none' ? value : 'mentionsAndDirect';
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function textList(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
}

/** While none is named, all are shown. */
function sectionList(value: unknown): readonly Section[] {
  const sections = [...new Set(Array.isArray(value) ? value.filter(isSection) : [])];
  return sections.length > 0 ? sections : SECTIONS;
}

function textMap(value: unknown): ReadonlyMap<string, string> {
  if (!isRecord(value)) return new Map();
  return new Map(
    Object.entries(value).flatMap(([host, id]) =>
      typeof id === 'string' && id !== '' ? [[host.toLowerCase(), id] as const] : [],
    ),
  );
}

function seconds(value: unknown): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) return USUAL_SYNC_SECONDS;
  return Math.min(Math.max(value, FASTEST_SYNC_SECONDS), SLOWEST_SYNC_SECONDS);
}

function megabytes(value: unknown): number {
  return typeof value === 'number' && value >= 1 ? Math.min(value, LARGEST_CACHE_MB) : USUAL_CACHE_MB;
}

/** Calls back when one of the product's settings has changed. */
export function onDidChangeSettings(listener: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration('bitrix24')) listener();
  });
}

/** Sets one of the person's settings of the list, for all windows. */
export async function writeListSetting(
  name: 'layout' | 'sections' | 'unreadOnly',
  value: string | boolean | readonly string[],
): Promise<void> {
  const section = vscode.workspace.getConfiguration('bitrix24.list');
  await section.update(name, value, vscode.ConfigurationTarget.Global);
}
