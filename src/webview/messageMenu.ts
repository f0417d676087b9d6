// What can be done with a message. The menu and the keys go by this one list.
import type { ReaderRow } from '../protocol/navigation.ts';
import type { MessageRow } from '../protocol/thread.ts';
import { actOn, answeringItems } from './answeringItems.ts';
import { fillIn } from './fillIn.ts';
import type { MenuItem } from './menuItem.ts';
import type { PageServices } from './pageServices.ts';
import { readersOf } from './readMarks.ts';

/** Items for one message, in the order they are shown. Those with a key answer to it on the focused message, too. */
export function messageMenuItems(
  row: MessageRow,
  readers: readonly ReaderRow[],
  services: PageServices,
): readonly MenuItem[] {
  const groups = [
    botItems(row, services),
    answeringItems(row, services),
    copyingItems(row, services),
    passingOnItems(row, services),
    placeItems(row, readers, services),
    deletingItems(row, services),
  ];
  return groups.flatMap((items) => items.map((item, index) => ({ ...item, startsGroup: index === 0 })));
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

function copyingItems(row: MessageRow, services: PageServices): readonly MenuItem[] {
  const { post, wording } = services;
  const act = actOn(row, services);
  const items: MenuItem[] = [];
  if (!row.isDeleted) {
    items.push({
      id: 'copyText',
      label: wording.copyText,
      icon: 'copy',
      key: 'c',
      run: () => post('copyText', { key: row.key }),
    });
  }
  if (!act) return items;
  return [
    ...items,
    { id: 'copyLink', label: wording.navigate.copyLink, icon: 'link', run: () => act('copyLink') },
    { id: 'copyId', label: wording.navigate.copyId, icon: 'number', run: () => act('copyId') },
  ];
}

function passingOnItems(row: MessageRow, services: PageServices): readonly MenuItem[] {
  const words = services.wording.navigate;
  const act = actOn(row, services);
  if (!act || row.isDeleted || row.isSystem) return [];
  return [
    { id: 'forward', label: words.forward, icon: 'forward', key: 'f', run: () => act('forward') },
    { id: 'task', label: words.shareAsTask, icon: 'task', run: () => act('shareAsTask') },
    { id: 'post', label: words.shareAsPost, icon: 'post', run: () => act('shareAsPost') },
    { id: 'event', label: words.shareAsEvent, icon: 'event', run: () => act('shareAsEvent') },
  ];
}

function placeItems(
  row: MessageRow,
  readers: readonly ReaderRow[],
  services: PageServices,
): readonly MenuItem[] {
  const words = services.wording.navigate;
  const act = actOn(row, services);
  const { messageId } = row;
  if (!act || messageId === undefined) return [];
  const seen = readersOf(readers, row).length;
  return [
    {
      id: 'seenBy',
      label: fillIn(words.seenByCount, services.formats.count(seen)),
      icon: 'eye',
      isDisabled: seen === 0,
      run: () => services.showPeople({ kind: 'seenBy', messageId }),
    },
    {
      id: 'markUnread',
      label: words.markUnreadFromHere,
      icon: 'unread',
      key: 'u',
      run: () => act('markUnread'),
    },
    { id: 'openInPortal', label: words.openInPortal, icon: 'external', run: () => act('openInPortal') },
  ];
}

function deletingItems(row: MessageRow, services: PageServices): readonly MenuItem[] {
  const act = actOn(row, services);
  if (!act || !row.isOwn || row.isSystem || row.isDeleted) return [];
  const label = services.wording.navigate.deleteMessage;
  return [{ id: 'delete', label, icon: 'trash', key: 'Delete', isDanger: true, run: () => act('delete') }];
}
