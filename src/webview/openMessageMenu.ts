import type { ReaderRow } from '../protocol/navigation.ts';
import type { MessageRow } from '../protocol/thread.ts';
import { overlays } from './pageParts.ts';
import type { PageServices } from './pageServices.ts';

/** Shows what can be done with a message; `returnTo` gets the focus when the menu closes. */
export function openMessageMenu(
  row: MessageRow,
  readers: readonly ReaderRow[],
  services: PageServices,
  anchor: DOMRectReadOnly,
  returnTo: HTMLElement | null,
): void {
  overlays.messageMenu.whenLoaded(
    ({ messageMenuItems }) =>
      services.openMenu({
        label: services.wording.navigate.messageActions,
        items: messageMenuItems(row, readers, services),
        anchor,
        returnTo,
      }),
    services.onMissing,
  );
}
