// A small portal for the tests of the portal itself, and a bare client for it.
import { ManualClock } from './manualClock.ts';
import { startPortal, type Portal, type PortalOptions } from './portal.ts';
import type { SeedResult } from './seed.ts';
import type { World } from './world.ts';

export const ids = {
  me: 1,
  tai: 7,
  linh: 9,
  guest: 12,
  bot: 20,
  gone: 30,
  group: 97,
  foreign: 98,
  channel: 99,
} as const;

export type Fixture = { readonly portal: Portal; readonly clock: ManualClock; readonly world: World };

/** Four people, a bot and a dismissed colleague; a group of three, a group of others, a channel. */
export async function startFixture(
  options: Partial<PortalOptions> = {},
  furnish: (world: World) => void = () => undefined,
): Promise<Fixture> {
  const clock = new ManualClock();
  const portal = await startPortal({
    clock,
    rate: 'off',
    ...options,
    seed: (world) => {
      const result = furnishOffice(world);
      furnish(world);
      return result;
    },
  });
  return { portal, clock, world: portal.world };
}

function furnishOffice(world: World): SeedResult {
  world.addUser({ id: ids.me, firstName: 'Trung', lastName: 'Nguyen', admin: true });
  world.addUser({ id: ids.tai, firstName: 'Tài', lastName: 'Lê', position: 'Designer' });
  world.addUser({ id: ids.linh, firstName: 'Linh', lastName: 'Tran', gender: 'F' });
  world.addUser({ id: ids.guest, firstName: 'Guest', lastName: 'Partner', extranet: true });
  world.addUser({ id: ids.bot, firstName: 'Deploy', lastName: 'Bot', bot: true });
  world.addUser({ id: ids.gone, firstName: 'Old', lastName: 'Colleague', active: false });
  world.addChat({ id: ids.group, title: 'Release', owner: ids.tai, members: [ids.me, ids.linh, ids.bot] });
  world.addChat({ id: ids.foreign, title: 'Not for me', owner: ids.tai, members: [ids.linh] });
  world.addChat({ id: ids.channel, title: 'News', messageType: 'N', owner: ids.tai, members: [ids.me] });
  return {
    mainUserId: ids.me,
    webhooks: [
      { userId: ids.me, code: 'secretcode', scopes: ['im', 'user'] },
      { userId: ids.guest, code: 'guestcode', scopes: ['im', 'user'] },
    ],
  };
}

export type Reply = {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
};

/** Posts JSON to a method and decodes what comes back. */
export async function post(
  portal: Portal,
  method: string,
  params: Record<string, unknown> = {},
  userId?: number,
): Promise<Reply> {
  return decode(
    await fetch(portal.webhookUrl(userId) + method, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(params),
    }),
  );
}

export async function decode(response: Response): Promise<Reply> {
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as Record<string, unknown>,
  };
}

/** The `result` of a call that must succeed. */
export async function result<T>(
  portal: Portal,
  method: string,
  params: Record<string, unknown> = {},
  userId?: number,
): Promise<T> {
  const { status, body } = await post(portal, method, params, userId);
  if (status !== 200) throw new Error(`${method} answered ${status} ${JSON.stringify(body)}`);
  return body['result'] as T;
}

/** Status and error code of a call that must fail. */
export async function failure(
  portal: Portal,
  method: string,
  params: Record<string, unknown> = {},
  userId?: number,
): Promise<string> {
  const { status, body } = await post(portal, method, params, userId);
  if (!('error' in body)) throw new Error(`${method} succeeded with ${JSON.stringify(body)}`);
  return `${status} ${String(body['error'])}`;
}
