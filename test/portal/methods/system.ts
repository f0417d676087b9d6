import { isoDate } from '../wire/isoDate.ts';
import { absolute } from '../wire/userView.ts';
import { hasScope } from '../rest/authenticate.ts';
import { isTruthy } from '../rest/phpValue.ts';
import { RestError } from '../rest/restError.ts';
import type { Call, MethodSpec } from './call.ts';

/** Every scope this portal knows. */
const ALL_SCOPES = ['im', 'imbot', 'disk', 'user', 'user_basic', 'user_brief', 'department', 'pull', 'basic'];

export const systemMethods: readonly MethodSpec[] = [
  {
    name: 'scope',
    scope: 'basic',
    run: (call) => (isTruthy(call.params.value('FULL')) ? ALL_SCOPES : call.principal.scopes),
  },
  { name: 'methods', scope: 'basic', run: methodNames },
  { name: 'method.get', scope: 'basic', readsExactNames: true, run: methodGet },
  {
    name: 'server.time',
    scope: 'basic',
    run: ({ world }) => isoDate(world.clock.now(), world.utcOffsetMinutes),
  },
  { name: 'profile', scope: 'basic', run: profile },
  { name: 'user.admin', scope: 'basic', run: ({ user }) => user.isAdmin },
  { name: 'app.info', scope: 'basic', run: appInfo },
  {
    name: 'im.revision.get',
    scope: 'im',
    run: () => ({ rest: 32, web: 130, mobile: 22, desktop: 6, im_revision_mobile: 22 }),
  },
  { name: 'im.message.user.get', scope: 'im', run: applicationOnly },
  { name: 'pull.application.config.get', scope: 'pull', run: applicationOnly },
];

function methodNames(call: Call): readonly string[] {
  const isFull = isTruthy(call.params.value('FULL'));
  const asked = call.params.text('SCOPE');
  return [...call.catalogue.values()]
    .filter((spec) => spec.isPrivate !== true && !call.features.missingMethods.includes(spec.name))
    .filter((spec) =>
      asked === '' ? isFull || hasScope(call.principal.scopes, spec.scope) : spec.scope === asked,
    )
    .map((spec) => spec.name.toLowerCase());
}

function methodGet(call: Call): Record<string, boolean> {
  const name = call.params.text('name');
  if (name === '') {
    throw new RestError(400, 'ERROR_ARGUMENT', "Argument 'name' is null or empty", { argument: 'name' });
  }
  const spec = call.catalogue.get(name.toLowerCase()) ?? call.catalogue.get(name);
  const isExisting = spec !== undefined && !call.features.missingMethods.includes(spec.name);
  return { isExisting, isAvailable: isExisting && hasScope(call.principal.scopes, spec.scope) };
}

function profile({ user, world }: Call): Record<string, unknown> {
  return {
    ID: String(user.id),
    ADMIN: user.isAdmin,
    NAME: user.firstName,
    LAST_NAME: user.lastName,
    PERSONAL_GENDER: user.gender,
    TIME_ZONE: user.timeZone,
    ...(user.avatar === '' ? {} : { PERSONAL_PHOTO: absolute(world, user.avatar) }),
  };
}

function appInfo({ principal }: Call): Record<string, unknown> {
  if (principal.kind === 'webhook') {
    throw new RestError(403, 'ACCESS_DENIED', 'Access denied! Application context required');
  }
  return {
    ID: 5,
    CODE: 'local.simulated',
    VERSION: 1,
    STATUS: 'L',
    INSTALLED: true,
    PAYMENT_EXPIRED: 'N',
    DAYS: null,
    LANGUAGE_ID: 'en',
    LICENSE: 'en_ent10000',
    LICENSE_TYPE: 'ent10000',
    LICENSE_FAMILY: 'ent',
  };
}

function applicationOnly({ principal }: Call): never {
  if (principal.kind === 'webhook') {
    throw new RestError(403, 'WRONG_AUTH_TYPE', 'Current authorization type is denied for this method');
  }
  throw new RestError(403, 'ACCESS_DENIED', 'Access denied!');
}
