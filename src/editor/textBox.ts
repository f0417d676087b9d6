import * as vscode from 'vscode';
import { Cancelled } from './commands/commandRegistry.ts';

export interface TextBoxButton {
  /** Name of a codicon. */
  readonly icon: string;
  readonly tooltip: string;
  run(): void;
}

export interface TextBoxOptions {
  readonly title: string;
  readonly prompt: string;
  readonly placeholder?: string;
  readonly value?: string;
  /** Shown until the text changes: what was wrong with it. */
  readonly trouble?: string | undefined;
  /** Dots instead of letters, for whoever looks over the shoulder. */
  readonly isSecret?: boolean;
  readonly buttons?: readonly TextBoxButton[];
  /** A sentence where the text will not do; asked when the person accepts it. */
  check?(text: string): string | undefined;
  /** The person closed it without accepting; with what stood in it. */
  onClosed?(text: string): void;
}

/** An input box with buttons that stays open while the person looks elsewhere. Rejects with Cancelled when closed. */
export function askText(options: TextBoxOptions): Promise<string> {
  return new Promise((resolve, reject) => {
    let isAccepted = false;
    const box = vscode.window.createInputBox();
    const buttons = new Map<vscode.QuickInputButton, TextBoxButton>();
    for (const button of options.buttons ?? []) {
      buttons.set({ iconPath: new vscode.ThemeIcon(button.icon), tooltip: button.tooltip }, button);
    }
    box.title = options.title;
    box.prompt = options.prompt;
    box.placeholder = options.placeholder;
    box.value = options.value ?? '';
    box.password = options.isSecret ?? false;
    box.validationMessage = options.trouble;
    box.buttons = [...buttons.keys()];
    box.ignoreFocusOut = true;
    box.onDidChangeValue(() => {
      box.validationMessage = undefined;
    });
    box.onDidTriggerButton((button) => buttons.get(button)?.run());
    box.onDidAccept(() => {
      box.validationMessage = options.check?.(box.value);
      if (box.validationMessage !== undefined) return;
      isAccepted = true;
      resolve(box.value);
      box.hide();
    });
    box.onDidHide(() => {
      if (!isAccepted) options.onClosed?.(box.value);
      box.dispose();
      reject(new Cancelled());
    });
    box.show();
  });
}
