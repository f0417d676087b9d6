import { assertNever } from '../base/assertNever.ts';
import type { DialogKind } from './dialog.ts';

/** What the list can be divided into, in the usual order. */
export const SECTIONS = [
  'pinned',
  'unread',
  'people',
  'chats',
  'channels',
  'collabs',
  'lines',
  'tasks',
  'bots',
] as const;

export type Section = (typeof SECTIONS)[number];

/** Where a dialog stands by what it is; pinned and unread ones stand elsewhere while those sections are shown. */
export function sectionOfKind(kind: DialogKind): Section {
  switch (kind) {
    case 'person':
    case 'notes':
      return 'people';
    case 'chat':
    case 'openChat':
    case 'calendar':
    case 'crm':
    case 'workgroup':
    case 'videoconf':
    case 'support':
      return 'chats';
    case 'channel':
      return 'channels';
    case 'collab':
      return 'collabs';
    case 'lines':
      return 'lines';
    case 'task':
      return 'tasks';
    case 'bot':
    case 'copilot':
      return 'bots';
    default:
      return assertNever(kind);
  }
}

export function isSection(value: unknown): value is Section {
  return SECTIONS.some((section) => section === value);
}
