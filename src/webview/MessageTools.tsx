import type { JSX } from 'preact';
import type { MessageRow } from '../protocol/thread.ts';
import { Icon } from './Icon.tsx';
import { messageMenuItems } from './messageMenu.ts';
import { usePageServices } from './pageServices.ts';

/**
 * The buttons beside a message for the mouse. The keyboard has a key for each of them and the menu key for the menu, so
 * that the way from the list to the composer stays short.
 */
export function MessageTools({ row }: { readonly row: MessageRow }): JSX.Element | null {
  const services = usePageServices();
  const { wording } = services;

  const open = (button: HTMLElement): void => {
    services.openMenu({
      label: wording.messageActions,
      items: messageMenuItems(row, services),
      anchor: button.getBoundingClientRect(),
      returnTo: button.closest<HTMLElement>('[data-key]'),
    });
  };
  return (
    <div class="message-tools">
      <button
        type="button"
        class="icon-button"
        tabIndex={-1}
        title={wording.messageActions}
        aria-label={wording.messageActions}
        aria-haspopup="menu"
        onClick={(event) => open(event.currentTarget)}
      >
        <Icon name="more" />
      </button>
    </div>
  );
}
