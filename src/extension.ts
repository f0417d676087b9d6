import type * as vscode from 'vscode';
import { compose } from './editor/compose.ts';
import type { PublicApi } from './editor/publicApiTypes.ts';

/** What other extensions get from `vscode.extensions.getExtension(...).exports`. */
export interface Exports {
  getApi(version: 1): PublicApi;
}

export function activate(context: vscode.ExtensionContext): Exports {
  const product = compose(context);
  context.subscriptions.push(product);
  return {
    getApi: (version) => {
      if (version !== 1) throw new Error('This version of Bitrix24 Messenger has API 1 only');
      return product.api;
    },
  };
}
