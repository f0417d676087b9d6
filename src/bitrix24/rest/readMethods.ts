// The closed list of calls that change nothing, so that asking twice is harmless. Whatever is not on it counts as a write.
// `im.v2.Event.get` is missing on purpose: it deletes what it was asked about (api-facts 3.9).
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
  'im.search.user.list',
  'im.search.chat.list',
  'im.department.get',
  'im.search.department.list',
]);

export function isReadMethod(method: string): boolean {
  return readMethods.has(method);
}
