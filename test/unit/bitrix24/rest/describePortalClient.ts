import { afterEach, beforeEach, describe } from 'mocha';
import { ClientHarness } from './clientHarness.ts';
import { transports } from './transports.ts';

/** Declares the tests once for each way through; every one of them has a server and a client of its own in `here`. */
export function describePortalClient(declare: (here: ClientHarness) => void): void {
  for (const { name, fetch } of transports) {
    describe(`portal client over ${name}`, () => {
      const here = new ClientHarness(fetch);
      beforeEach(() => here.start());
      afterEach(() => here.stop());
      declare(here);
    });
  }
}
