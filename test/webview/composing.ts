// A page with its composer, for tests that write in it.
import type { SendOutcome } from '../../src/protocol/composer.ts';
import type { MessageRow, OpenPage } from '../../src/protocol/thread.ts';
import type { PageOptions, PageWorkshop, ThreadPage } from './pageHarness.ts';
import { manyRows, samplePage, sampleThread } from './sampleRows.ts';

/** What the page opens with, how it is loaded, and what it shows. */
export type Composed = [changes?: Partial<OpenPage>, options?: PageOptions, rows?: readonly MessageRow[]];

export interface Composing {
  readonly thread: ThreadPage;
  /** Answers the send that waits. */
  readonly answer: (outcome: SendOutcome) => Promise<void>;
}

export async function openComposerIn(
  workshop: PageWorkshop,
  ...[changes = {}, options = {}, rows = manyRows(1, 3)]: Composed
): Promise<Composing> {
  const thread = await workshop.load(options);
  let asked = Promise.withResolvers<(outcome: SendOutcome) => void>();
  thread.onRequest('send', () => new Promise((resolve) => asked.resolve(resolve)));
  await thread.notify('open', samplePage(sampleThread(rows), changes));
  const answer = async (outcome: SendOutcome): Promise<void> => {
    const resolve = await asked.promise;
    asked = Promise.withResolvers();
    resolve(outcome);
  };
  return { thread, answer };
}

/** Until the field holds this. */
export async function fieldBecomes(thread: ThreadPage, value: string): Promise<void> {
  await thread.field.waitFor();
  await thread.page.waitForFunction((wanted) => document.querySelector('textarea')?.value === wanted, value);
}
