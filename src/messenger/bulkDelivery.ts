// Many messages in one request, for portals that keep uuids: there a repeat of the whole is safe.
import type { Logger } from '../base/ports.ts';
import { isPortalError } from '../bitrix24/rest/portalError.ts';
import type { Deliverer, Delivery } from './delivery.ts';
import type { Outgoing } from './outgoing.ts';
import type { Part } from './answerPart.ts';
import type { Portal } from './portal.ts';
import { MOST_IN_BULK } from './sendPlan.ts';

export class BulkDeliverer {
  readonly #portal: Portal;
  readonly #logger: Logger;
  readonly #single: Deliverer;
  #most = MOST_IN_BULK;

  constructor(portal: Portal, logger: Logger, single: Deliverer) {
    this.#portal = portal;
    this.#logger = logger;
    this.#single = single;
  }

  /** Fewer after a batch that took too long, more again after one that did not. */
  get most(): number {
    return this.#most;
  }

  /** One delivery for each, in their order; `begin` as for a single one. Rejects only when aborted. */
  async deliver(
    items: readonly Outgoing[],
    begin: () => Promise<void>,
    signal: AbortSignal,
  ): Promise<readonly Delivery[]> {
    let answers: readonly Part<number>[];
    try {
      await begin();
    } catch (error) {
      if (signal.aborted) throw error;
      return items.map(({ mayHaveArrived }) => ({ kind: 'open', error, mayHaveArrived }));
    }
    try {
      answers = await this.#portal.sendBulk(items, signal);
    } catch (error) {
      if (signal.aborted) throw error;
      if (isPortalError(error) && error.kind === 'timeout') this.#most = Math.ceil(this.#most / 2);
      return this.#deliveriesWithout(items, error, signal);
    }
    this.#most = Math.min(MOST_IN_BULK, this.#most * 2);
    return items.map((item, index) => deliveryOf(item, answers[index]));
  }

  /** The request failed as a whole: where it may have run, what of it arrived is looked for, dialog by dialog. */
  async #deliveriesWithout(
    items: readonly Outgoing[],
    error: unknown,
    signal: AbortSignal,
  ): Promise<readonly Delivery[]> {
    const mayHaveRun = !isPortalError(error) || error.outcome === 'unknown';
    const found = mayHaveRun ? await this.#find(items, signal) : new Map<string, number>();
    return items.map(({ uuid, mayHaveArrived }) => {
      const messageId = found.get(uuid);
      if (messageId !== undefined) return { kind: 'stored', messageId };
      return { kind: 'open', error, mayHaveArrived: mayHaveArrived || mayHaveRun };
    });
  }

  /** What is not seen is sent again under its uuid, so that a look that fails costs nothing. */
  async #find(items: readonly Outgoing[], signal: AbortSignal): Promise<ReadonlyMap<string, number>> {
    this.#logger.warn('The answer to a batch of messages was lost; looking what of it arrived', {
      messages: items.length,
    });
    const found = new Map<string, number>();
    const dialogIds = new Set(items.map(({ content }) => content.dialogId));
    for (const dialogId of dialogIds) {
      const ofDialog = items.filter(({ content }) => content.dialogId === dialogId);
      try {
        for (const [uuid, id] of await this.#single.findByUuid(ofDialog, signal)) found.set(uuid, id);
      } catch (error) {
        if (signal.aborted) throw error;
        return found;
      }
    }
    return found;
  }
}

function deliveryOf(item: Outgoing, answer: Part<number> | undefined): Delivery {
  if (answer?.ok) return { kind: 'stored', messageId: answer.value };
  const error = answer?.error ?? new Error('A message was left without an answer');
  const mayHaveRun = !isPortalError(error) || error.outcome === 'unknown';
  return { kind: 'open', error, mayHaveArrived: item.mayHaveArrived || mayHaveRun };
}
