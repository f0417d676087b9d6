import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { despiteHolds } from '../../../src/editor/despiteHolds.ts';

describe('a file that another program holds', () => {
  const failing = (code: string, times: number) => {
    let tries = 0;
    const change = async (): Promise<void> => {
      tries += 1;
      if (tries <= times) throw Object.assign(new Error('Held'), { code });
    };
    return { change, tries: () => tries };
  };

  it('is changed as soon as it is let go', async () => {
    const held = failing('EBUSY', 2);
    await despiteHolds(held.change);
    assert.equal(held.tries(), 3);
  });

  it('is given up after a moment, with the disk’s own error', async () => {
    const held = failing('EPERM', Infinity);
    await assert.rejects(despiteHolds(held.change), { code: 'EPERM' });
    assert.equal(held.tries(), 5);
  });

  it('is not waited for where something else is the matter', async () => {
    const full = failing('ENOSPC', Infinity);
    await assert.rejects(despiteHolds(full.change), { code: 'ENOSPC' });
    assert.equal(full.tries(), 1);
  });
});
