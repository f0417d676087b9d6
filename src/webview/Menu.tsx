import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { RareIcon } from './RareIcon.tsx';
import { keyLabel, type MenuItem, type MenuRequest } from './menuItem.ts';
import { placeMenu } from './placeMenu.ts';

interface MenuProps {
  readonly menu: MenuRequest;
  readonly onClose: () => void;
}

/** A menu over the page: arrows, Home, End and first letters walk it, Escape and Tab leave it. */
export function Menu({ menu, onClose }: MenuProps): JSX.Element {
  const element = useRef<HTMLDivElement>(null);

  useLayoutEffect(() => {
    const box = element.current!;
    const page = { width: window.innerWidth, height: window.innerHeight };
    const isRightToLeft = getComputedStyle(box).direction === 'rtl';
    const { left, top } = placeMenu(menu.anchor, box.getBoundingClientRect(), page, isRightToLeft);
    box.style.setProperty('left', `${left}px`);
    box.style.setProperty('top', `${top}px`);
    itemsOf(box)[0]?.focus({ preventScroll: true });
  }, [menu]);

  useEffect(() => {
    const closeOutside = (event: Event): void => {
      if (event.target instanceof Node && element.current?.contains(event.target)) return;
      onClose();
    };
    const outside = ['pointerdown', 'wheel', 'contextmenu'] as const;
    for (const name of outside) document.addEventListener(name, closeOutside, { capture: true });
    window.addEventListener('resize', onClose);
    window.addEventListener('blur', onClose);
    return () => {
      for (const name of outside) document.removeEventListener(name, closeOutside, { capture: true });
      window.removeEventListener('resize', onClose);
      window.removeEventListener('blur', onClose);
    };
  }, [onClose]);

  const close = (): void => {
    onClose();
    const { returnTo } = menu;
    // What the menu was opened from may have been scrolled away and taken out of the page.
    if (returnTo?.isConnected) returnTo.focus({ preventScroll: true });
    else document.querySelector<HTMLElement>('[role="log"]')?.focus({ preventScroll: true });
  };
  const choose = (item: MenuItem): void => {
    if (item.isDisabled) return;
    close();
    item.run();
  };

  return (
    <div
      ref={element}
      class="menu"
      role="menu"
      tabIndex={-1}
      aria-label={menu.label}
      onKeyDown={(event) => drive(event, close)}
    >
      {menu.items.map((item, index) => (
        <MenuLine key={item.id} item={item} isFirst={index === 0} onChoose={() => choose(item)} />
      ))}
    </div>
  );
}

interface LineProps {
  readonly item: MenuItem;
  readonly isFirst: boolean;
  readonly onChoose: () => void;
}

function MenuLine({ item, isFirst, onChoose }: LineProps): JSX.Element {
  return (
    <>
      {item.startsGroup && !isFirst && <hr class="menu-line" />}
      <button
        type="button"
        class={item.isDanger ? 'menu-item danger' : 'menu-item'}
        role="menuitem"
        tabIndex={-1}
        data-item={item.id}
        aria-disabled={item.isDisabled}
        aria-keyshortcuts={item.key}
        onClick={onChoose}
        onMouseMove={(event) => event.currentTarget.focus({ preventScroll: true })}
      >
        <span class="menu-icon">{item.icon && <RareIcon name={item.icon} />}</span>
        <span class="menu-label" dir="auto">
          {item.label}
        </span>
        {item.key && (
          <kbd class="menu-key" aria-hidden="true">
            {keyLabel(item.key)}
          </kbd>
        )}
      </button>
    </>
  );
}

function drive(event: KeyboardEvent, close: () => void): void {
  if (!(event.currentTarget instanceof HTMLElement)) return;
  const items = itemsOf(event.currentTarget);
  const at = items.findIndex((item) => item === document.activeElement);
  const next = nextIndex(event, items, at);
  if (event.key === 'Escape' || event.key === 'Tab') close();
  else if (next === undefined) return;
  else items[next]?.focus();
  event.preventDefault();
  event.stopPropagation();
}

function nextIndex(event: KeyboardEvent, items: readonly HTMLElement[], at: number): number | undefined {
  const { length } = items;
  switch (event.key) {
    case 'ArrowDown':
      return (at + 1) % length;
    case 'ArrowUp':
      return (Math.max(at, 0) + length - 1) % length;
    case 'Home':
    case 'PageUp':
      return 0;
    case 'End':
    case 'PageDown':
      return length - 1;
    default:
      return byLetter(event, items, at);
  }
}

/** The next item that begins with the letter, round and round. */
function byLetter(event: KeyboardEvent, items: readonly HTMLElement[], at: number): number | undefined {
  if (event.key.length !== 1 || event.key === ' ' || event.ctrlKey || event.metaKey || event.altKey) {
    return undefined;
  }
  const letter = event.key.toLocaleLowerCase();
  const turned = items.map((_, index) => (at + 1 + index) % items.length);
  return turned.find((index) =>
    (items[index]?.querySelector('.menu-label')?.textContent ?? '').toLocaleLowerCase().startsWith(letter),
  );
}

function itemsOf(menu: HTMLElement): readonly HTMLElement[] {
  return [...menu.querySelectorAll<HTMLElement>('[role="menuitem"]')];
}
