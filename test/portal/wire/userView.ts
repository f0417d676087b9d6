import type { UserRecord } from '../records.ts';
import type { World } from '../world.ts';
import { isoDate } from './isoDate.ts';

export function fullName(user: UserRecord): string {
  return `${user.firstName} ${user.lastName}`.trim();
}

/** The snake_case user of the classic methods (api-facts 3.1). */
export function userView(world: World, user: UserRecord): Record<string, unknown> {
  const date = (ms: number | undefined): string | false =>
    ms === undefined ? false : isoDate(ms, world.utcOffsetMinutes);
  return {
    id: user.id,
    active: user.isActive,
    name: fullName(user),
    first_name: user.firstName,
    last_name: user.lastName,
    work_position: user.position,
    color: user.color,
    avatar: absolute(world, user.avatar),
    avatar_hr: absolute(world, user.avatar),
    gender: user.gender,
    birthday: user.birthday,
    extranet: user.isExtranet,
    network: false,
    bot: user.isBot,
    connector: user.isConnector,
    external_auth_id: user.externalAuthId,
    status: user.status,
    idle: date(user.idleSinceMs),
    last_activity_date: date(user.lastActivityMs),
    mobile_last_date: false,
    desktop_last_date: false,
    absent: date(user.absentUntilMs),
    departments: user.departments,
    phones: user.phones ?? false,
    bot_data: botData(user),
    type: userType(user),
    website: user.website,
    email: user.email,
  };
}

/** In recent lists a missing picture is a relative blank image. */
export function recentUserView(world: World, user: UserRecord): Record<string, unknown> {
  return {
    ...userView(world, user),
    ...(user.avatar === '' ? { avatar_hr: '/bitrix/js/im/images/blank.gif' } : {}),
  };
}

/** The camelCase variant of searches, birthdays and events. */
export function camelUserView(world: World, user: UserRecord): Record<string, unknown> {
  return camelCased(userView(world, user));
}

/** As the controllers spell the keys of classic objects. */
export function camelCased(view: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(view).map(([key, value]) => [
      key.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()),
      value,
    ]),
  );
}

/** im.search.user.list: fewer fields, `birthday` false, and two dates swapped (api-facts 3.6). */
export function searchUserView(world: World, user: UserRecord): Record<string, unknown> {
  const { active, bot_data, type, email, website, avatar_hr, desktop_last_date, ...view } = userView(
    world,
    user,
  );
  return {
    ...view,
    birthday: user.birthday === '' ? false : user.birthday,
    last_activity_date: view['mobile_last_date'],
    mobile_last_date: view['last_activity_date'],
  };
}

/** Portal paths become URLs of this portal. */
export function absolute(world: World, path: string): string {
  return path.startsWith('/') ? world.origin + path : path;
}

function userType(user: UserRecord): string {
  if (user.isBot) return 'bot';
  if (user.isExtranet) return 'extranet';
  return user.externalAuthId === 'email' ? 'email' : 'user';
}

function botData(user: UserRecord): Record<string, unknown> | null {
  if (!user.isBot) return null;
  return {
    code: `bot_${user.id}`,
    type: 'bot',
    app_id: '',
    is_hidden: false,
    is_support_openline: false,
    is_human: false,
    background_id: null,
  };
}
