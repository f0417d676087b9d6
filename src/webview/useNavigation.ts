import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { LazyPart } from './lazyPart.ts';
import { isFindKey } from './menuItem.ts';
import type { MenuRequest } from './menuItem.ts';
import { overlays } from './pageParts.ts';
import type { PeopleRequest } from './People.tsx';

interface PersonRequest {
  readonly userId: number;
  readonly anchor: HTMLElement;
}

export interface Navigation {
  readonly menu: MenuRequest | undefined;
  readonly openMenu: (menu: MenuRequest) => void;
  readonly closeMenu: () => void;
  readonly people: PeopleRequest | undefined;
  readonly showPeople: (people: PeopleRequest | undefined) => void;
  readonly person: PersonRequest | undefined;
  readonly showPerson: (userId: number, anchor: HTMLElement) => void;
  readonly closePerson: () => void;
  /** 0 while nobody searches; grows with every wish to. */
  readonly searchSerial: number;
  readonly openSearch: () => void;
  readonly closeSearch: () => void;
  /** What was wanted last could not be loaded. */
  readonly isMissing: boolean;
  readonly onMissing: () => void;
}

/** What stands over or beside the messages at the moment. What is set here has been loaded before. */
export function useNavigation(): Navigation {
  const [menu, setMenu] = useState<MenuRequest>();
  const [people, setPeople] = useState<PeopleRequest>();
  const [person, setPerson] = useState<PersonRequest>();
  const [searchSerial, setSearchSerial] = useState(0);
  const [isMissing, setIsMissing] = useState(false);
  /** Grows with every wish: what was wanted before the last one does not come late. */
  const wishes = useRef(0);

  const acts = useMemo(() => {
    const show = (part: LazyPart<unknown>, act: () => void): void => {
      const wish = ++wishes.current;
      const isLast = (): boolean => wish === wishes.current;
      part.whenLoaded(
        () => {
          if (!isLast()) return;
          setIsMissing(false);
          act();
        },
        () => isLast() && setIsMissing(true),
      );
    };
    return {
      openMenu: (wanted: MenuRequest) => show(overlays.menu, () => setMenu(wanted)),
      showPeople: (wanted: PeopleRequest | undefined) => show(overlays.people, () => setPeople(wanted)),
      showPerson: (userId: number, anchor: HTMLElement) =>
        show(overlays.person, () => {
          // What was pressed may be gone by now.
          if (anchor.isConnected) setPerson({ userId, anchor });
        }),
      openSearch: () => show(overlays.search, () => setSearchSerial((serial) => serial + 1)),
    };
  }, []);

  useLayoutEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (!isFindKey(event)) return;
      event.preventDefault();
      acts.openSearch();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [acts]);

  return {
    ...acts,
    menu,
    closeMenu: useCallback(() => setMenu(undefined), []),
    people,
    person,
    closePerson: useCallback(() => setPerson(undefined), []),
    searchSerial,
    closeSearch: useCallback(() => {
      setSearchSerial(0);
      document.querySelector<HTMLElement>('[role="log"]')?.focus({ preventScroll: true });
    }, []),
    isMissing,
    onMissing: useCallback(() => setIsMissing(true), []),
  };
}
