import type { Disposable } from '../../src/base/disposable.ts';
import type { Clock } from '../../src/base/ports.ts';
import type { World } from './world.ts';

export type WebhookGrant = {
  readonly userId: number;
  readonly code: string;
  readonly scopes: readonly string[];
};

/** Lets other people of the portal act by themselves while it runs. */
export type LiveScript = { start(world: World, clock: Clock): Disposable };

export type SeedResult = {
  readonly webhooks: readonly WebhookGrant[];
  readonly mainUserId: number;
  readonly live?: LiveScript;
};

/** A portal's content to begin with; `build` gets an empty world. */
export type Seed = { readonly name: string; build(world: World): SeedResult };
