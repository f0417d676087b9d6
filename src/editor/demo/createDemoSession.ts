// The demo as a session like any other, with nothing behind it; loaded when somebody tries it.
import type { Logger, StateStore } from '../../base/ports.ts';
import type { Account } from '../../messenger/account.ts';
import { createDemoClient } from '../../messenger/demo/demoClient.ts';
import { DemoFolder } from '../../messenger/demo/demoFolder.ts';
import { DemoPortal } from '../../messenger/demo/demoPortal.ts';
import { leadsAlone } from '../../messenger/leadership.ts';
import { Portal } from '../../messenger/portal.ts';
import { Session } from '../../messenger/session.ts';
import { systemClock } from '../hostPorts.ts';
import { demoStory } from './demoStory.ts';

export function createDemoSession(account: Account, logger: Logger): Session {
  const clock = systemClock;
  const client = createDemoClient(new DemoPortal(demoStory(account.userName), clock));
  const state = forgetful;
  const ports = { clock, logger, state, folder: new DemoFolder(), leadership: leadsAlone };
  return new Session(account, new Portal(client, account.userId, logger), ports);
}

const forgetful: StateStore = { get: () => undefined, set: async () => undefined };
