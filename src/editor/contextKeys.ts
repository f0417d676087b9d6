import * as vscode from 'vscode';

export type ContextKey =
  | 'bitrix24.signedIn'
  | 'bitrix24.hasUnread'
  /** True while the demo runs in this window. */
  | 'bitrix24.demo'
  | 'bitrix24.severalAccounts'
  /** True once it is known whether somebody is signed in, so that the welcome content does not flash. */
  | 'bitrix24.ready'
  /** True once the portal has answered with the list, be it empty. */
  | 'bitrix24.listLoaded'
  /** True while the list is shown in sections. */
  | 'bitrix24.listSections'
  | 'bitrix24.listUnreadOnly';

/** Sets context keys, and only where they change. */
export class ContextKeys {
  readonly #known = new Map<ContextKey, boolean>();

  set(key: ContextKey, value: boolean): void {
    if (this.#known.get(key) === value) return;
    this.#known.set(key, value);
    void vscode.commands.executeCommand('setContext', key, value);
  }
}
