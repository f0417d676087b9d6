import type { UserRecord } from '../records.ts';
import { toInt } from '../rest/phpValue.ts';
import { RestError } from '../rest/restError.ts';
import { isoDate } from '../wire/isoDate.ts';
import { fullName, userView } from '../wire/userView.ts';
import { cutPage, type Call, type MethodSpec, type Paged } from './call.ts';

const STATUSES = ['online', 'dnd', 'away', 'break'];

export const userMethods: readonly MethodSpec[] = [
  { name: 'im.user.get', scope: 'im', run: userGet },
  { name: 'im.user.list.get', scope: 'im', run: userListGet },
  { name: 'im.user.status.get', scope: 'im', run: ({ user }) => (user.status === '' ? false : user.status) },
  { name: 'im.user.status.set', scope: 'im', run: statusSet },
  { name: 'im.user.status.idle.start', scope: 'im', run: idleStart },
  {
    name: 'im.user.status.idle.end',
    scope: 'im',
    run: ({ user }) => {
      user.idleSinceMs = undefined;
      return true;
    },
  },
  { name: 'user.current', scope: 'user', run: (call) => staffView(call, call.user) },
  { name: 'user.get', scope: 'user', run: staffGet },
  { name: 'user.search', scope: 'user', run: staffSearch },
];

function userGet(call: Call): unknown {
  const id = call.params.has('ID') ? call.params.int('ID') : call.userId;
  if (id <= 0) throw new RestError(400, 'ID_EMPTY', "User ID can't be empty");
  const user = call.world.users.get(id);
  if (user === undefined) throw new RestError(400, 'USER_NOT_EXISTS', 'User is not exists');
  if (!mayMeet(call, user)) throw new RestError(400, 'ACCESS_DENIED', "You don't have access to this user");
  return userView(call.world, user);
}

function userListGet(call: Call): unknown {
  const ids = call.params.ints('ID');
  if (ids === undefined) {
    throw new RestError(400, 'INVALID_FORMAT', 'A wrong format for the ID field is passed');
  }
  const found = [...new Set(ids)].map((id) => ({ id, user: call.world.users.get(id) }));
  const visible = found.filter(({ user }) => user === undefined || mayMeet(call, user));
  const view = (user: UserRecord | undefined): unknown =>
    user === undefined ? null : userView(call.world, user);
  if (call.params.text('RESULT_TYPE') === 'array') {
    return visible.filter(({ user }) => user !== undefined).map(({ user }) => view(user));
  }
  return Object.fromEntries(visible.map(({ id, user }) => [String(id), view(user)]));
}

/** Guests see the people they share a chat with, and no others. */
export function mayMeet(call: Call, user: UserRecord): boolean {
  if (!call.user.isExtranet || user.id === call.userId) return true;
  for (const chat of call.world.chatsOf(call.userId)) if (chat.members.has(user.id)) return true;
  return false;
}

function statusSet(call: Call): boolean {
  const status = call.params.text('STATUS');
  if (!STATUSES.includes(status)) throw new RestError(400, 'STATUS_ERROR', 'Status is not available');
  call.user.status = status;
  return true;
}

function idleStart(call: Call): boolean {
  const minutes = call.params.has('AGO') ? Math.max(1, call.params.int('AGO')) : 10;
  call.user.idleSinceMs = call.world.clock.now() - minutes * 60_000;
  return true;
}

function staffGet(call: Call): Paged {
  const filter = call.params.structure('FILTER');
  const raw = call.params.value('ID') ?? (filter !== undefined && 'ID' in filter ? filter['ID'] : undefined);
  const asked = raw === undefined ? undefined : [raw].flat().map((id) => toInt(id));
  return staffPage(call, (user) => asked === undefined || asked.includes(user.id));
}

function staffSearch(call: Call): Paged {
  const find = (call.params.text('FIND') || call.params.text('NAME')).toLowerCase();
  return staffPage(call, (user) => fullName(user).toLowerCase().includes(find));
}

function staffPage(call: Call, isWanted: (user: UserRecord) => boolean): Paged {
  const all = [...call.world.users.values()].filter(
    (user) => !user.isBot && mayMeet(call, user) && isWanted(user),
  );
  return cutPage(all, { offset: Math.max(0, call.start), limit: 50 }, (page) =>
    page.map((user) => staffView(call, user)),
  );
}

/** Only fields the scope permits and that are filled (api-facts 2.1). */
function staffView({ world, principal }: Call, user: UserRecord): Record<string, unknown> {
  const mayContact = principal.scopes.includes('user') || principal.scopes.includes('user_basic');
  const lastSeen = isoDate(user.lastActivityMs ?? user.registeredMs, world.utcOffsetMinutes);
  return {
    ID: String(user.id),
    ACTIVE: user.isActive,
    NAME: user.firstName,
    LAST_NAME: user.lastName,
    ...(mayContact ? { EMAIL: user.email } : {}),
    DATE_REGISTER: isoDate(user.registeredMs, world.utcOffsetMinutes),
    IS_ONLINE: user.status === 'online' ? 'Y' : 'N',
    LAST_ACTIVITY_DATE: lastSeen.slice(0, 19).replace('T', ' '),
    PERSONAL_GENDER: user.gender,
    ...(user.position === '' ? {} : { WORK_POSITION: user.position }),
    UF_DEPARTMENT: user.departments,
  };
}
