// What can be done with a message. The menu, the buttons beside the message and the keys all go by this one list.
import type { MessageAct, MessageRow } from '../protocol/thread.ts';
import type { MenuItem } from './menuItem.ts';
import type { PageServices } from './pageServices.ts';

/** Items for one message, in the order they are shown. Those with a key answer to it on the focused message, too. */
export function messageMenuItems(row: MessageRow, services: PageServices): readonly MenuItem[] {
  const items = [...botItems(row, services), ...passingOnItems(row, services), ...ownItems(row, services)];
  return items.map((item, index) => (index === 0 ? { ...item, startsGroup: false } : item));
}

/** What the bot that wrote the message offers there; the extension looks up what each does. */
function botItems({ key, menu }: MessageRow, { ask, fillComposer }: PageServices): readonly MenuItem[] {
  return menu.map(({ label, puts, isDisabled }, index) => ({
    id: `bot${index}`,
    label,
    isDisabled,
    run: () => {
      if (puts !== undefined) return fillComposer(puts);
      // What goes wrong the extension tells.
      ask('press', { key, part: 'menu', index }).catch(() => undefined);
    },
  }));
}

function passingOnItems(row: MessageRow, services: PageServices): readonly MenuItem[] {
  const { post, wording } = services;
  const items: MenuItem[] = [];
  if (!row.isDeleted) {
    items.push({
      id: 'copyText',
      label: wording.copyText,
      icon: 'copy',
      key: 'c',
      startsGroup: true,
      run: () => post('copyText', { key: row.key }),
    });
  }
  const act = actOn(row, services);
  if (!act) return items;
  return [
    ...items,
    { id: 'copyLink', label: wording.copyLink, icon: 'link', run: () => act('copyLink') },
    { id: 'copyId', label: wording.copyId, run: () => act('copyId') },
    {
      id: 'markUnread',
      label: wording.markUnreadFromHere,
      icon: 'unread',
      key: 'u',
      startsGroup: true,
      run: () => act('markUnread'),
    },
    { id: 'openInPortal', label: wording.openInPortal, icon: 'external', run: () => act('openInPortal') },
  ];
}

function ownItems(_row: MessageRow, _services: PageServices): readonly MenuItem[] {
  return [];
}

/** `undefined` for a message that the portal does not have yet. */
function actOn(row: MessageRow, { post, dialogId }: PageServices): ((act: MessageAct) => void) | undefined {
  const { messageId } = row;
  if (messageId === undefined) return undefined;
  return (act) => post('act', { messageId, act, dialogId });
}
