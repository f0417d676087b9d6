import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { fresh, type Outgoing, textContent } from '../../../src/messenger/outgoing.ts';
import { nextShipment } from '../../../src/messenger/sendPlan.ts';

function waiting(order: number, dialogId: string, change: Partial<Outgoing['content']> = {}): Outgoing {
  return {
    uuid: crypto.randomUUID(),
    order,
    content: { ...textContent(dialogId, `#${order}`), ...change },
    createdAt: order,
    keepFailed: true,
    attempts: 0,
    mayHaveArrived: false,
    baselineId: 0,
    othersIds: [],
    state: fresh,
  };
}

const ordersOf = (shipment: ReturnType<typeof nextShipment>): readonly number[] => {
  if (shipment === undefined) return [];
  return shipment.kind === 'single' ? [shipment.item.order] : shipment.items.map(({ order }) => order);
};

describe('messenger: what goes next', () => {
  it('is the oldest, alone, where few wait or a batch is out of the question', () => {
    const two = [waiting(1, '7'), waiting(2, '9')];
    assert.deepEqual(ordersOf(nextShipment({ ready: two, mostInBulk: 50 })), [1]);
    const many = Array.from({ length: 10 }, (_, index) => waiting(index, '7'));
    assert.deepEqual(ordersOf(nextShipment({ ready: many, mostInBulk: 1 })), [0]);
    assert.equal(nextShipment({ ready: [], mostInBulk: 50 }), undefined);
  });

  it('stops in a dialog at what has to go alone, and goes on with the others', () => {
    const ready = [
      waiting(1, '7'),
      waiting(2, '7', { attach: [{ MESSAGE: 'card' }] }),
      waiting(3, '7'),
      waiting(4, '9'),
      waiting(5, '9', { text: 'see $result[m0]' }),
      waiting(6, '11'),
    ];
    assert.deepEqual(ordersOf(nextShipment({ ready, mostInBulk: 50 })), [1, 4, 6]);
  });

  it('is no more than a request can carry', () => {
    const ready = Array.from({ length: 20 }, (_, index) => waiting(index, '7', { text: 'ж'.repeat(15_000) }));
    assert.equal(ordersOf(nextShipment({ ready, mostInBulk: 50 })).length, 4);
  });

  it('lets nothing in a dialog pass what was written before it', () => {
    const dialogs = fc.array(fc.tuple(fc.constantFrom('7', '9', '11', '12'), fc.boolean()), {
      maxLength: 120,
    });
    fc.assert(
      fc.property(dialogs, fc.integer({ min: 1, max: 50 }), (given, mostInBulk) => {
        const ready = given.map(([dialogId, isOdd], order) =>
          waiting(order, dialogId, isOdd ? { text: '$result[a]' } : {}),
        );
        const taken = new Set(ordersOf(nextShipment({ ready, mostInBulk })));
        assert.ok(taken.size <= Math.max(1, mostInBulk) && (ready.length === 0 || taken.size > 0));
        for (const { order, content } of ready.filter((item) => taken.has(item.order))) {
          const before = ready.filter(
            (item) => item.content.dialogId === content.dialogId && item.order < order,
          );
          assert.ok(before.every((item) => taken.has(item.order)));
        }
      }),
    );
  });
});
