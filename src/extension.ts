import type * as vscode from 'vscode';
import { compose, type Product } from './editor/compose.ts';
import type { PublicApi } from './editor/publicApiTypes.ts';

/** What other extensions get from `vscode.extensions.getExtension(...).exports`. */
export interface Exports {
  getApi(version: 1): PublicApi;
}

let running: Product | undefined;

export function activate(context: vscode.ExtensionContext): Exports {
  const product = compose(context);
  running = product;
  context.subscriptions.push(product);
  return {
    getApi: (version) => {
      if (version !== 1) throw new Error('This version of Bitrix24 Messenger has API 1 only');
      return product.api;
    },
  };
}

/** VS Code waits a little for what a window says at its end: that another one may take over at once. */
export async function deactivate(): Promise<void> {
  await running?.flush();
  running?.dispose();
  await running?.closed;
}
