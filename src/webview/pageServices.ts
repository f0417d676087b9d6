import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { DialogId } from '../model/dialogId.ts';
import type { ThreadWording } from '../protocol/threadWording.ts';
import type { AskRequest, PostCommand } from './channel.ts';
import type { ComposerIntent } from './composerIntent.ts';
import type { DateFormats } from './dateFormats.ts';
import type { PeopleRequest } from './People.tsx';
import type { MenuRequest } from './menuItem.ts';
import type { ThemeColors } from './themeColors.ts';

/** What the small parts of the page need of the whole. */
export interface PageServices {
  readonly dialogId: DialogId;
  readonly post: PostCommand;
  /** Rejects with the extension's sentence, or '' where no answer came. */
  readonly ask: AskRequest;
  readonly wording: ThreadWording;
  readonly formats: DateFormats;
  /** Any moment of today; changes when the day does. */
  readonly today: number;
  /** Answers, rewords, quotes and writes on behalf of the rest of the page. */
  readonly composer: ComposerIntent;
  /** Puts text where the composer's cursor is. */
  readonly fillComposer: (text: string) => void;
  /** Shows who is in the dialog, or who has seen a message. */
  readonly showPeople: (people: PeopleRequest) => void;
  /** Brings a message into view, however far back it is. */
  readonly jumpTo: (messageId: number) => void;
  /** Shows a menu over the page, in the place of any other. */
  readonly openMenu: (menu: MenuRequest) => void;
  /** Says that what was wanted could not be loaded. */
  readonly onMissing: () => void;
  readonly ownUserId: number;
  readonly colors: ThemeColors;
  /** Shows the card of a person beside what was pressed. */
  readonly showPerson: (userId: number, anchor: HTMLElement) => void;
}

export const PageServicesContext = createContext<PageServices | undefined>(undefined);

export function usePageServices(): PageServices {
  const services = useContext(PageServicesContext);
  if (!services) throw new Error('No page services around this component');
  return services;
}
