import type { JSX } from 'preact';
import type { DialogAct } from '../protocol/navigation.ts';
import type { ThreadHeader } from '../protocol/thread.ts';
import { Avatar } from './Avatar.tsx';
import { fillIn } from './fillIn.ts';
import { Icon, type IconName } from './Icon.tsx';
import type { MenuItem } from './menuItem.ts';
import { type PageServices, usePageServices } from './pageServices.ts';

interface HeaderProps {
  readonly header: ThreadHeader;
  readonly isSearching: boolean;
  readonly onSearch: () => void;
}

/** Who or what the dialog is, and what can be done with it. Wide pages show the frequent ones apart from the menu. */
export function Header({ header, isSearching, onSearch }: HeaderProps): JSX.Element {
  const services = usePageServices();
  const words = services.wording.navigate;
  const apart = frequentItems(header, services);
  const isOn = ({ id }: MenuItem): boolean =>
    (id === 'mute' && header.isMuted) || (id === 'pin' && header.isPinned);

  const openMenu = (button: HTMLElement): void => {
    services.openMenu({
      label: words.dialogActions,
      items: [...apart, ...otherItems(header, services)],
      anchor: button.getBoundingClientRect(),
      returnTo: button,
    });
  };
  return (
    <header class="header">
      <Avatar name={header.title} color={header.color} face={header.face} />
      <div class="header-text">
        <h1 class="header-title" dir="auto" title={header.title}>
          {header.title}
          {header.isMuted && <Icon name="bellOff" />}
        </h1>
        {header.subtitle && (
          <p class="header-subtitle" dir="auto" title={header.subtitle}>
            {header.subtitle}
          </p>
        )}
      </div>
      <div class="header-tools">
        <button
          type="button"
          class={isSearching ? 'icon-button pressed' : 'icon-button'}
          title={fillIn(services.wording.compose.withKeys, words.search, searchKeys)}
          aria-label={words.search}
          aria-expanded={isSearching}
          onClick={onSearch}
        >
          <Icon name="search" />
        </button>
        {apart.map((item) => (
          <button
            key={item.id}
            type="button"
            class={isOn(item) ? 'icon-button wide-only pressed' : 'icon-button wide-only'}
            title={item.label}
            aria-label={item.label}
            onClick={item.run}
          >
            {item.icon && <Icon name={item.id === 'mute' ? bellOf(header) : item.icon} />}
          </button>
        ))}
        <button
          type="button"
          class="icon-button"
          title={words.dialogActions}
          aria-label={words.dialogActions}
          aria-haspopup="menu"
          onClick={(event) => openMenu(event.currentTarget)}
        >
          <Icon name="more" />
        </button>
      </div>
    </header>
  );
}

/** Alone, without the words of the menu, a bell shows how it is and not what a press would make of it. */
function bellOf(header: ThreadHeader): IconName {
  return header.isMuted ? 'bellOff' : 'bell';
}

const searchKeys = /mac/i.test(navigator.platform) ? '⌘F' : 'Ctrl+F';

type Act = (name: DialogAct) => () => void;

function actOn(header: ThreadHeader, { post }: PageServices): Act {
  return (act) => () => post('actOnDialog', { act, dialogId: header.dialogId });
}

function frequentItems(header: ThreadHeader, services: PageServices): readonly MenuItem<IconName>[] {
  const words = services.wording.navigate;
  const act = actOn(header, services);
  const isGroup = header.kind !== 'person' && header.kind !== 'bot' && header.kind !== 'notes';
  const members: MenuItem<IconName> = {
    id: 'members',
    label: words.members,
    icon: 'people',
    run: () => services.showPeople({ kind: 'members' }),
  };
  const mute: MenuItem<IconName> = header.isMuted
    ? { id: 'mute', label: words.unmute, icon: 'bell', run: act('unmute') }
    : { id: 'mute', label: words.mute, icon: 'bellOff', run: act('mute') };
  const pin: MenuItem<IconName> = header.isPinned
    ? { id: 'pin', label: words.unpin, icon: 'pin', run: act('unpin') }
    : { id: 'pin', label: words.pin, icon: 'pin', run: act('pin') };
  return [...(isGroup ? [members] : []), mute, pin];
}

function otherItems(header: ThreadHeader, services: PageServices): readonly MenuItem[] {
  const words = services.wording.navigate;
  const act = actOn(header, services);
  return [
    { id: 'markUnread', label: words.markUnread, icon: 'unread', run: act('markUnread') },
    {
      id: 'copyLink',
      label: words.copyDialogLink,
      icon: 'link',
      startsGroup: true,
      run: act('copyLink'),
    },
    { id: 'openInPortal', label: words.openInPortal, icon: 'external', run: act('openInPortal') },
  ];
}
