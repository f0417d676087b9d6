// What the core asks of its host, as VS Code gives it.
import type * as vscode from 'vscode';
import type { Disposable } from '../base/disposable.ts';
import type { Clock, LogDetails, Logger, SecretStore, StateStore } from '../base/ports.ts';
import type { Redactor } from '../bitrix24/rest/redaction.ts';
import type { RecentProblems } from './diagnostics/recentProblems.ts';

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  schedule: (action, delayMs) => {
    const timer = setTimeout(action, delayMs);
    return { dispose: () => clearTimeout(timer) };
  },
};

/** Writes to the log channel; every line passes the redactor, whoever wrote it. `problems` gets a copy of the serious ones. */
export function channelLogger(
  channel: vscode.LogOutputChannel,
  redactor: Redactor,
  problems: RecentProblems,
): Logger {
  const line = (message: string, details: LogDetails | undefined): string =>
    [
      redactor.redact(message),
      // The value alone: a detail called "code" is no secret because of its name.
      ...Object.entries(details ?? {}).map(([name, value]) => `${name}=${redactor.redact(String(value))}`),
    ].join(' ');
  return {
    trace: (message, details) => channel.trace(line(message, details)),
    debug: (message, details) => channel.debug(line(message, details)),
    info: (message, details) => channel.info(line(message, details)),
    warn: (message, details) => {
      channel.warn(line(message, details));
      problems.note(line(message, details));
    },
    error: (message, details) => {
      channel.error(line(message, details));
      problems.note(line(message, details));
    },
  };
}

export function secretStore(secrets: vscode.SecretStorage): SecretStore {
  return {
    get: async (key) => secrets.get(key),
    set: async (key, value) => secrets.store(key, value),
    delete: async (key) => secrets.delete(key),
    onDidChange: (listener): Disposable => secrets.onDidChange((event) => listener(event.key)),
  };
}

export function stateStore(memento: vscode.Memento): StateStore {
  return {
    get: (key) => memento.get<unknown>(key),
    set: async (key, value) => memento.update(key, value),
  };
}
