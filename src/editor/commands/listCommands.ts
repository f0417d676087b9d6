import { writeListSetting } from '../settings.ts';
import type { CommandRegistry } from './commandRegistry.ts';

/** What the list of dialogs shows, and how: they set the settings of the same meaning. */
export function registerListCommands(registry: CommandRegistry): void {
  registry.register('bitrix24.viewAsSections', () => writeListSetting('layout', 'sections'));
  registry.register('bitrix24.viewAsFlatList', () => writeListSetting('layout', 'flat'));
  registry.register('bitrix24.showUnreadOnly', () => writeListSetting('unreadOnly', true));
  registry.register('bitrix24.showAllDialogs', () => writeListSetting('unreadOnly', false));

  registry.register('bitrix24.chooseSections', async (argument) => {
    const { askForSections, readSectionsArgument } = await import('../dialogs/chooseSections.ts');
    const sections = argument === undefined ? await askForSections() : readSectionsArgument(argument);
    await writeListSetting('sections', sections);
    await writeListSetting('layout', 'sections');
  });
}
