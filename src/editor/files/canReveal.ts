import * as vscode from 'vscode';

/** Where a window runs elsewhere, its disk is not the one the person's file manager shows. */
export function canReveal(): boolean {
  return vscode.env.remoteName === undefined && vscode.env.uiKind === vscode.UIKind.Desktop;
}
