// The first things that can be done with a message: what the buttons beside it do, and the menu begins with.
import type { MessageAct } from '../protocol/navigation.ts';
import type { MessageRow } from '../protocol/thread.ts';
import type { IconName } from './Icon.tsx';
import type { MenuItem } from './menuItem.ts';
import type { PageServices } from './pageServices.ts';

/** The portal lets an author reword for three days (api-facts 3.4). */
const editWindowMs = 3 * 24 * 3_600_000;

export function answeringItems(row: MessageRow, services: PageServices): readonly MenuItem<IconName>[] {
  const { composer, wording } = services;
  const words = wording.navigate;
  const act = actOn(row, services);
  if (!act || row.isDeleted) return [];
  const items: MenuItem<IconName>[] = [];
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

/** `undefined` for a message that the portal does not have yet. */
export function actOn(
  row: MessageRow,
  { post, dialogId }: PageServices,
): ((act: MessageAct) => void) | undefined {
  const { messageId } = row;
  if (messageId === undefined) return undefined;
  return (act) => post('act', { messageId, act, dialogId });
}

/** As far as the page can tell; the portal has the last word. */
function canEdit(row: MessageRow): boolean {
  return row.isOwn && !row.isSystem && Date.now() - row.date < editWindowMs;
}
