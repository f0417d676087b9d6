import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { RowLoader, type LoadStatus } from '../../../src/webview/rowLoader.ts';

describe('RowLoader', () => {
  it('asks once at a time', async () => {
    const { loader, answers } = start();
    const first = loader.request(() => 10);
    void loader.request(() => 10);

    assert.equal(answers.length, 1);
    answers[0]!.resolve();
    await first;
  });

  it('goes on as long as answers bring rows', async () => {
    const { loader, answers, statuses } = start();
    let rows = 10;
    const asked = loader.request(() => rows);
    rows = 20;
    answers[0]!.resolve();
    await asked;
    void loader.request(() => rows);

    assert.equal(answers.length, 2);
    assert.deepEqual(
      statuses.map(({ kind }) => kind),
      ['loading', 'idle', 'loading'],
    );
  });

  it('stops after an answer without rows until the person wants more', async () => {
    const { loader, answers } = start();
    const asked = loader.request(() => 10);
    answers[0]!.resolve();
    await asked;

    void loader.request(() => 10);
    assert.equal(answers.length, 1);
    loader.allowAgain();
    void loader.request(() => 10);
    assert.equal(answers.length, 2);
  });

  it('says why it failed and tries again only for the person', async () => {
    const { loader, answers, statuses } = start();
    const asked = loader.request(() => 10);
    answers[0]!.reject(new Error('No connection.'));
    await asked;

    assert.deepEqual(statuses.at(-1), { kind: 'failed', message: 'No connection.' });
    void loader.request(() => 10);
    assert.equal(answers.length, 1);
    loader.allowAgain();
    void loader.request(() => 10);
    assert.equal(answers.length, 2);
  });
});

function start() {
  const answers: PromiseWithResolvers<void>[] = [];
  const statuses: LoadStatus[] = [];
  const load = (): Promise<void> => {
    const answer = Promise.withResolvers<void>();
    answers.push(answer);
    return answer.promise;
  };
  const loader = new RowLoader(load, (status) => statuses.push(status));
  return { loader, answers, statuses };
}
