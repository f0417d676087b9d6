// Which sections the list has, and in which order.
import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposable.ts';
import { isSection, type Section, SECTIONS } from '../../model/section.ts';
import { Cancelled } from '../commands/commandRegistry.ts';
import { ShownError } from '../errorText.ts';
import { readSettings } from '../settings.ts';
import { sectionName } from './sectionItem.ts';

const { t } = vscode.l10n;

interface SectionPick extends vscode.QuickPickItem {
  readonly section: Section;
}

/** `{ sections: ['pinned', ...] }`: those that are shown, in their order. */
export function readSectionsArgument(argument: unknown): readonly Section[] {
  const sections =
    typeof argument === 'object' && argument !== null && 'sections' in argument
      ? argument.sections
      : undefined;
  if (Array.isArray(sections) && sections.length > 0 && sections.every(isSection)) return sections;
  throw new ShownError(t('The argument is an object with a list of sections: {0}.', SECTIONS.join(', ')));
}

/** Rejects with Cancelled when the box is closed. */
export function askForSections(): Promise<readonly Section[]> {
  const shown = readSettings().list.sections ?? SECTIONS;
  return new Promise((resolve, reject) => {
    const store = new DisposableStore();
    const box = store.add(vscode.window.createQuickPick<SectionPick>());
    box.title = t('Sections of the list');
    box.placeholder = t('Choose what is shown; the arrows set the order');
    box.canSelectMany = true;
    box.items = [...new Set([...shown, ...SECTIONS])].map(pickOf);
    box.selectedItems = box.items.filter(({ section }) => shown.includes(section));
    store.add(
      box.onDidTriggerItemButton(({ item, button }) => {
        const chosen = new Set(box.selectedItems);
        box.items = moved(box.items, item, button.iconPath === up ? -1 : 1);
        box.selectedItems = box.items.filter((each) => chosen.has(each));
        box.activeItems = [item];
      }),
    );
    store.add(
      box.onDidAccept(() => {
        const chosen = new Set(box.selectedItems.map(({ section }) => section));
        // Nothing at all would leave an empty list.
        if (chosen.size === 0) return;
        resolve(box.items.flatMap(({ section }) => (chosen.has(section) ? section : [])));
        box.hide();
      }),
    );
    store.add(
      box.onDidHide(() => {
        reject(new Cancelled());
        store.dispose();
      }),
    );
    box.show();
  });
}

const up = new vscode.ThemeIcon('arrow-up');
const down = new vscode.ThemeIcon('arrow-down');

function pickOf(section: Section): SectionPick {
  return {
    section,
    label: sectionName(section),
    buttons: [
      { iconPath: up, tooltip: t('Move up') },
      { iconPath: down, tooltip: t('Move down') },
    ],
  };
}

function moved<T>(items: readonly T[], item: T, by: number): readonly T[] {
  const from = items.indexOf(item);
  const to = Math.min(Math.max(from + by, 0), items.length - 1);
  const rest = items.filter((each) => each !== item);
  return [...rest.slice(0, to), item, ...rest.slice(to)];
}
