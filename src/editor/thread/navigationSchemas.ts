import * as v from 'valibot';
import { Dialog, fromDialog, Id } from './pageSchemas.ts';

const Nothing = v.pipe(
  v.looseObject({}),
  v.transform((): Record<string, never> => ({})),
);

// What a Date can hold.
const Moment = v.pipe(v.number(), v.integer(), v.minValue(-8.64e15), v.maxValue(8.64e15));

/** What the page posts to find its way, decoded like anything from outside. */
export const navigationSchemas = {
  requests: {
    loadNewer: Nothing,
    showNewest: Nothing,
    showAround: v.object({ messageId: Id }),
    searchMessages: v.object({
      text: v.pipe(v.string(), v.maxLength(1_000)),
      from: v.exactOptional(Moment),
      to: v.exactOptional(Moment),
      beforeId: v.exactOptional(Id),
    }),
    members: v.object({ offset: v.pipe(v.number(), v.integer(), v.minValue(0)) }),
  },
  commands: {
    act: fromDialog({
      messageId: Id,
      act: v.picklist([
        'copyLink',
        'copyId',
        'markUnread',
        'openInPortal',
        'like',
        'unlike',
        'delete',
        'forward',
        'shareAsTask',
        'shareAsPost',
        'shareAsEvent',
      ]),
    }),
    actOnDialog: fromDialog({
      act: v.picklist(['pin', 'unpin', 'mute', 'unmute', 'markUnread', 'copyLink', 'openInPortal']),
    }),
    writeTo: v.object({ dialogId: Dialog }),
  },
};
