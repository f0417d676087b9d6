import * as fc from 'fast-check';
import type { Dialog } from '../../../src/model/dialog.ts';

/** A row with nothing special about it. */
export function dialogOf(given: Partial<Dialog> & { readonly id: string }): Dialog {
  return {
    chatId: Number(given.id.replace(/\D/g, '')),
    kind: 'chat',
    title: given.id,
    color: undefined,
    unread: 0,
    isMarkedUnread: false,
    isPinned: false,
    isMuted: false,
    canWrite: true,
    lastReadId: 0,
    lastMessage: undefined,
    lastActivityAt: 0,
    memberCount: undefined,
    peerStatus: undefined,
    ...given,
  };
}

/** The ids of a list, for messages that can be read. */
export function idsOf(dialogs: readonly Dialog[]): readonly string[] {
  return dialogs.map((dialog) => dialog.id);
}

/** What a portal's recent list does over time; `row` picks one of whatever is there. */
export type ListEvent =
  | { readonly kind: 'message'; readonly row: number }
  | { readonly kind: 'newDialog' }
  | { readonly kind: 'hide'; readonly row: number }
  | { readonly kind: 'pin'; readonly row: number }
  | { readonly kind: 'rename'; readonly row: number };

const row = fc.nat({ max: 60 });

export const listEvent: fc.Arbitrary<ListEvent> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('message' as const), row }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('newDialog' as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('hide' as const), row }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('pin' as const), row }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('rename' as const), row }) },
);

interface Place {
  readonly dialog: Dialog;
  /** The portal counts the row and then drops it. */
  readonly isDropped: boolean;
}

/** The portal's list as api-facts 3.2 tells it: rows are dropped after a page was cut; a full page promises more. */
export class PortalList {
  #places: Place[];
  #now = 1_000;
  #nextChat = 1_000;

  constructor(size: number, droppedEvery: number) {
    this.#places = Array.from({ length: size }, (_, index) => ({
      dialog: dialogOf({ id: `chat${index + 1}`, lastActivityAt: this.#now++ }),
      isDropped: droppedEvery > 0 && index % droppedEvery === droppedEvery - 1,
    }));
  }

  get dialogs(): readonly Dialog[] {
    return this.#sorted().flatMap((place) => (place.isDropped ? [] : place.dialog));
  }

  page(
    offset: number,
    limit: number,
  ): {
    readonly dialogs: readonly Dialog[];
    readonly hasMore: boolean;
    readonly nextOffset: number;
  } {
    const cut = this.#sorted().slice(offset, offset + limit);
    return {
      dialogs: cut.flatMap((place) => (place.isDropped ? [] : { ...place.dialog })),
      hasMore: cut.length === limit,
      nextOffset: offset + limit,
    };
  }

  apply(event: ListEvent): void {
    if (event.kind === 'newDialog') {
      const dialog = dialogOf({ id: `chat${this.#nextChat++}`, lastActivityAt: this.#now++ });
      this.#places = [...this.#places, { dialog, isDropped: false }];
      return;
    }
    const present = this.#sorted().filter((place) => !place.isDropped);
    const place = present[event.row % Math.max(1, present.length)];
    if (place !== undefined) this.#change(place, event.kind);
  }

  #change(place: Place, kind: Exclude<ListEvent['kind'], 'newDialog'>): void {
    const { dialog } = place;
    const others = this.#places.filter((other) => other !== place);
    const change = (changed: Partial<Dialog>): void => {
      this.#places = [...others, { ...place, dialog: { ...dialog, ...changed } }];
    };
    switch (kind) {
      case 'message':
        return change({ lastActivityAt: this.#now++, unread: dialog.unread + 1 });
      case 'hide':
        this.#places = others;
        return;
      case 'pin':
        return change({ isPinned: !dialog.isPinned });
      case 'rename':
        return change({ title: `${dialog.title}!` });
    }
  }

  #sorted(): readonly Place[] {
    return [...this.#places].sort(
      (a, b) =>
        Number(b.dialog.isPinned) - Number(a.dialog.isPinned) ||
        b.dialog.lastActivityAt - a.dialog.lastActivityAt,
    );
  }
}
