import type { JSX } from 'preact';
import type { MessageRow } from '../protocol/thread.ts';
import { answeringItems } from './answeringItems.ts';
import { fillIn } from './fillIn.ts';
import { Icon, type IconName } from './Icon.tsx';
import { keyLabel, type MenuItem } from './menuItem.ts';
import { openMessageMenu } from './openMessageMenu.ts';
import { usePageServices } from './pageServices.ts';
import { useReaders } from './readMarks.ts';

const ownButtons = new Set(['reply', 'like']);

/**
 * The buttons beside a message for the mouse. The keyboard has a key for each of them and the menu key for the menu, so
 * that the way from the list to the composer stays short.
 */
export function MessageTools({ row }: { readonly row: MessageRow }): JSX.Element {
  const services = usePageServices();
  const readers = useReaders();
  const words = services.wording.navigate;

  const open = (button: HTMLElement): void => {
    const anchor = button.getBoundingClientRect();
    openMessageMenu(row, readers, services, anchor, button.closest<HTMLElement>('[data-key]'));
  };
  const items = answeringItems(row, services).filter(({ id }) => ownButtons.has(id));
  return (
    <div class="message-tools-room">
      <div class="message-tools">
        {items.map((item) => (
          <ToolButton key={item.id} item={item} isPressed={item.id === 'like' && row.isLikedByMe} />
        ))}
        <button
          type="button"
          class="icon-button"
          tabIndex={-1}
          title={fillIn(services.wording.compose.withKeys, words.messageActions, 'Shift+F10')}
          aria-label={words.messageActions}
          aria-haspopup="menu"
          onClick={(event) => open(event.currentTarget)}
        >
          <Icon name="more" />
        </button>
      </div>
    </div>
  );
}

interface ButtonProps {
  readonly item: MenuItem<IconName>;
  readonly isPressed: boolean;
}

function ToolButton({ item, isPressed }: ButtonProps): JSX.Element {
  const { wording } = usePageServices();
  const title = item.key ? fillIn(wording.compose.withKeys, item.label, keyLabel(item.key)) : item.label;
  return (
    <button
      type="button"
      class={isPressed ? 'icon-button pressed' : 'icon-button'}
      tabIndex={-1}
      title={title}
      aria-label={item.label}
      onClick={item.run}
    >
      {item.icon && <Icon name={item.icon} />}
    </button>
  );
}
