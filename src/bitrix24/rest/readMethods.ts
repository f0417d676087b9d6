// The closed list of calls that are harmless when they run twice. Whatever is not on it counts as a write.
// `im.v2.Event.get` deletes, but only what it was told is taken in; the same call again gives the same events.
const readMethods = new Set([
  'profile',
  'scope',
  'method.get',
  'server.time',
  'user.current',
  'im.recent.list',
  'im.recent.get',
  'im.counters.get',
  'im.revision.get',
  'im.dialog.get',
  'im.dialog.messages.get',
  'im.dialog.messages.search',
  'im.dialog.users.list',
  'im.chat.user.list',
  'im.user.get',
  'im.user.list.get',
  'im.v2.File.download',
  'disk.file.get',
  // Makes the folder where there is none, and answers with the same one from then on.
  'im.disk.folder.get',
  'im.search.user.list',
  'im.search.chat.list',
  'im.v2.Event.get',
  'im.v2.Event.subscribe',
  'im.user.status.get',
  'im.notify.get',
  'im.notify.history.search',
  'im.notify.schema.get',
  'im.department.get',
  'im.department.employees.get',
  'im.search.department.list',
]);

export function isReadMethod(method: string): boolean {
  return readMethods.has(method);
}
