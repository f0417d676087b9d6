import { useCallback, useLayoutEffect, useState } from 'preact/hooks';
import { isFindKey } from './menuItem.ts';
import type { MenuRequest } from './menuItem.ts';
import type { PeopleRequest } from './People.tsx';

export interface Navigation {
  readonly menu: MenuRequest | undefined;
  readonly openMenu: (menu: MenuRequest) => void;
  readonly closeMenu: () => void;
  readonly people: PeopleRequest | undefined;
  readonly showPeople: (people: PeopleRequest | undefined) => void;
  /** 0 while nobody searches; grows with every wish to. */
  readonly searchSerial: number;
  readonly openSearch: () => void;
  readonly closeSearch: () => void;
}

/** What stands over or beside the messages at the moment. */
export function useNavigation(): Navigation {
  const [menu, setMenu] = useState<MenuRequest>();
  const [people, setPeople] = useState<PeopleRequest>();
  const [searchSerial, setSearchSerial] = useState(0);
  const openSearch = useCallback(() => setSearchSerial((serial) => serial + 1), []);

  useLayoutEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (!isFindKey(event)) return;
      event.preventDefault();
      openSearch();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [openSearch]);

  return {
    menu,
    openMenu: setMenu,
    closeMenu: useCallback(() => setMenu(undefined), []),
    people,
    showPeople: setPeople,
    searchSerial,
    openSearch,
    closeSearch: useCallback(() => {
      setSearchSerial(0);
      document.querySelector<HTMLElement>('[role="log"]')?.focus({ preventScroll: true });
    }, []),
  };
}
