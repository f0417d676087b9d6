// What can be done with a message. The menu, the buttons beside the message and the keys all go by this one list.
import type { MessageAct, ReaderRow } from '../protocol/navigation.ts';
import type { MessageRow } from '../protocol/thread.ts';
import { fillIn } from './fillIn.ts';
import type { MenuItem } from './menuItem.ts';
import type { PageServices } from './pageServices.ts';
import { readersOf } from './readMarks.ts';

/** The portal lets an author reword for three days (api-facts 3.4). */
const editWindowMs = 3 * 24 * 3_600_000;

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

function answeringItems(row: MessageRow, services: PageServices): readonly MenuItem[] {
  const { composer, wording } = services;
  const words = wording.navigate;
  const act = actOn(row, services);
  if (!act || row.isDeleted) return [];
  const items: MenuItem[] = [];
  if (composer.canWrite) {
    items.push(
      { id: 'reply', label: words.reply, icon: 'reply', key: 'r', run: () => composer.replyTo(row) },
      { id: 'quote', label: words.quoteMessage, icon: 'quote', key: 'q', run: () => composer.quote(row) },
    );
  }
  if (composer.canWrite && canEdit(row)) {
    items.push({
      id: 'edit',
      label: words.editMessage,
      icon: 'edit',
      key: 'e',
      run: () => composer.edit(row),
    });
  }
  items.push({
    id: 'like',
    label: row.isLikedByMe ? words.unlike : words.like,
    icon: 'heart',
    key: 'l',
    run: () => act(row.isLikedByMe ? 'unlike' : 'like'),
  });
  return items;
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

/** As far as the page can tell; the portal has the last word. */
function canEdit(row: MessageRow): boolean {
  return row.isOwn && !row.isSystem && Date.now() - row.date < editWindowMs;
}

/** `undefined` for a message that the portal does not have yet. */
function actOn(row: MessageRow, { post, dialogId }: PageServices): ((act: MessageAct) => void) | undefined {
  const { messageId } = row;
  if (messageId === undefined) return undefined;
  return (act) => post('act', { messageId, act, dialogId });
}
