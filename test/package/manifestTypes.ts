import { readJson } from './projectFiles.ts';

export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly icon: string;
  readonly main: string;
  readonly l10n: string;
  readonly engines: { readonly vscode: string };
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly contributes: {
    readonly commands: readonly Command[];
    readonly menus: Readonly<Record<string, readonly MenuItem[]>>;
    readonly keybindings?: readonly MenuItem[];
    readonly views: Readonly<Record<string, readonly View[]>>;
    readonly viewsContainers: Readonly<
      Record<string, readonly { readonly id: string; readonly icon: string }[]>
    >;
    readonly viewsWelcome: readonly { readonly view: string; readonly when?: string }[];
    readonly configuration: { readonly properties: Readonly<Record<string, Setting>> };
    readonly walkthroughs: readonly Walkthrough[];
  };
}

interface Command {
  readonly command: string;
  readonly title: string;
  readonly category?: string;
  readonly enablement?: string;
}

interface MenuItem {
  readonly command?: string;
  readonly submenu?: string;
  readonly when?: string;
}

interface View {
  readonly id: string;
  readonly name: string;
  readonly icon?: string;
  readonly when?: string;
}

interface Setting {
  readonly description?: string;
  readonly markdownDescription?: string;
  readonly default?: unknown;
}

interface Walkthrough {
  readonly id: string;
  readonly icon?: string;
  readonly when?: string;
  readonly steps: readonly {
    readonly id: string;
    readonly when?: string;
    readonly media: { readonly image?: Readonly<Record<string, string>>; readonly markdown?: string };
    readonly completionEvents?: readonly string[];
  }[];
}

export function readManifest(): Manifest {
  return readJson<Manifest>('package.json');
}
