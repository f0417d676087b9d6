import type { MethodSpec } from './call.ts';
import { chatMemberMethods } from './chatMembers.ts';
import { chatMethods } from './chats.ts';
import { counterMethods } from './counters.ts';
import { dialogMethods } from './dialogs.ts';
import { diskMethods } from './disk.ts';
import { editingMethods } from './editing.ts';
import { chatFileMethods } from './chatFiles.ts';
import { fileMethods } from './files.ts';
import { eventMethods } from './events.ts';
import { finderMethods } from './finder.ts';
import { messageSearchMethods } from './messageSearch.ts';
import { messageMethods } from './messages.ts';
import { noticeMethods } from './notices.ts';
import { recentMethods } from './recents.ts';
import { sendingMethods } from './sending.ts';
import { systemMethods } from './system.ts';
import { userMethods } from './users.ts';

/** Everything this portal answers, by the name it is looked up under: classic methods lower-cased, controllers (im.v2.*) as spelled. */
export const catalogue: ReadonlyMap<string, MethodSpec> = new Map(
  [
    ...systemMethods,
    ...userMethods,
    ...recentMethods,
    ...counterMethods,
    ...dialogMethods,
    ...messageMethods,
    ...messageSearchMethods,
    ...noticeMethods,
    ...sendingMethods,
    ...editingMethods,
    ...chatMethods,
    ...chatMemberMethods,
    ...finderMethods,
    ...fileMethods,
    ...chatFileMethods,
    ...diskMethods,
    ...eventMethods,
  ].map((spec) => [spec.name.startsWith('im.v2.') ? spec.name : spec.name.toLowerCase(), spec]),
);
