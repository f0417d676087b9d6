// The page under what the extension has really said, in a real VS Code over the demo portal; `record.ts` writes it down.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { after, afterEach, before, describe, it } from 'mocha';
import type { ThreadContract } from '../../src/protocol/thread.ts';
import { PageWorkshop, type ThreadPage } from './pageHarness.ts';

type Notifications = ThreadContract['notifications'];
type Recorded = {
  [K in keyof Notifications]: { readonly name: K; readonly params: Notifications[K] };
}[keyof Notifications];

const folder = fileURLToPath(new URL('recordings/', import.meta.url));
const names = (await readdir(folder)).filter((name) => name.endsWith('.json'));

let workshop: PageWorkshop;
before(async () => {
  workshop = await PageWorkshop.start();
});
after(() => workshop.stop());
afterEach(() => workshop.closePages());

describe('what the extension has said', () => {
  it('has been written down', () => {
    assert.ok(names.length >= 3);
  });

  for (const name of names) {
    it(`is drawn to the last message: ${name}`, async () => {
      const notifications = JSON.parse(await readFile(folder + name, 'utf8')) as readonly Recorded[];
      const thread = await workshop.load({ width: 700, height: 1600 });
      // Nothing of files was written down.
      thread.onRequest('loadFile', () => ({ kind: 'gone' }));
      for (const { name: said, params } of notifications) await thread.notify(said, params);
      await thread.settle();
      const wanted = messageIds(notifications);
      assert.ok(wanted.size > 5);
      assert.deepEqual([...wanted].filter(await missingFrom(thread)), []);
      const { violations } = await thread.record();
      assert.deepEqual([violations, await thread.commands('reportFault')], [[], []]);
    });
  }
});

/** Of the rows that stand there in the end. */
function messageIds(notifications: readonly Recorded[]): ReadonlySet<number> {
  const rows = new Map<string, number | undefined>();
  for (const each of notifications) {
    if (each.name === 'open') rows.clear();
    const added =
      each.name === 'open' ? each.params.state.rows : each.name === 'patch' ? each.params.upserts : [];
    for (const { key, messageId } of added ?? []) rows.set(key, messageId);
    if (each.name === 'patch') for (const key of each.params.removedKeys ?? []) rows.delete(key);
  }
  return new Set([...rows.values()].filter((id) => id !== undefined));
}

/** From the first message to the last, by the keyboard. */
async function missingFrom(thread: ThreadPage): Promise<(id: number) => boolean> {
  const drawn = new Set<number>();
  await thread.log.focus();
  await thread.page.keyboard.press('Home');
  for (let steps = 0; steps < 100; steps++) {
    await thread.settle();
    for (const id of await thread.idsInView()) drawn.add(id);
    if ((await thread.distanceToEnd()) < 1) break;
    await thread.wheel(1300);
  }
  return (id) => !drawn.has(id);
}
