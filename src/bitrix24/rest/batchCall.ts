import type { Clock } from '../../base/ports.ts';
import {
  BATCH_LIMIT,
  type BatchItem,
  type Command,
  type CommandAnswer,
  encodeCommand,
  readBatch,
} from './batch.ts';
import type { BatchOptions } from './callOptions.ts';
import type { CallRunner } from './callRunner.ts';
import { isPortalError, PortalError } from './portalError.ts';

type Entry = readonly [key: string, command: Command];
type Items = Readonly<Record<string, BatchItem>>;

/**
 * Runs the commands in as few requests as they need, one after another. Commands whose time budget is used up are
 * refused alone. Rejects where no request went through; a later one that fails leaves its error with its keys.
 */
export async function batchCall(
  runner: CallRunner,
  clock: Clock,
  commands: readonly Entry[],
  options: BatchOptions,
): Promise<Items> {
  const items: Record<string, BatchItem> = {};
  const halt = options.halt === true;

  let waiting: Entry[] = [];
  for (const entry of commands) {
    const error = runner.budgetError(entry[1].method);
    if (error === undefined) waiting.push(entry);
    else items[entry[0]] = { ok: false, error };
    if (error !== undefined && halt) break;
  }

  for (let isFirst = true; waiting.length > 0; isFirst = false) {
    const chunk = waiting.slice(0, BATCH_LIMIT);
    waiting = waiting.slice(BATCH_LIMIT);
    try {
      Object.assign(items, await sendChunk(runner, clock, chunk, options));
    } catch (error) {
      if (isFirst || !isPortalError(error)) throw error;
      for (const [key] of chunk) items[key] = { ok: false, error };
      break;
    }
    if (halt && chunk.some(([key]) => items[key]?.ok === false)) break;
  }

  for (const [key, { method }] of commands) items[key] ??= notExecuted(method);
  return items;
}

async function sendChunk(
  runner: CallRunner,
  clock: Clock,
  chunk: readonly Entry[],
  options: BatchOptions,
): Promise<Items> {
  const halt = options.halt === true;
  const cmd = Object.fromEntries(chunk.map(([key, command]) => [key, encodeCommand(command)]));
  const inner = chunk.map(([, command]) => command.method);
  const answer = await runner.run({ method: 'batch', params: { halt: halt ? 1 : 0, cmd }, inner }, options);
  const read = readBatch(answer.result);
  if (read === undefined) {
    throw new PortalError({
      kind: 'malformed',
      code: 'BAD_BATCH',
      outcome: 'unknown',
      method: 'batch',
      status: 200,
    });
  }

  const items: Record<string, BatchItem> = {};
  let hasStopped = false;
  for (const [key, { method }] of chunk) {
    const found = read(key);
    const item: BatchItem =
      found.kind === 'missing' && hasStopped ? notExecuted(method) : toItem(runner, clock, found, method);
    items[key] = item;
    hasStopped ||= halt && !item.ok;
  }
  return items;
}

function toItem(runner: CallRunner, clock: Clock, answer: CommandAnswer, method: string): BatchItem {
  switch (answer.kind) {
    case 'result':
      runner.budget.learn(method, answer.time, clock.monotonic());
      return { ok: true, result: answer.result, next: answer.next, total: answer.total };
    case 'error':
      return { ok: false, error: runner.refusal(answer, method, 200) };
    case 'missing':
      return failed({ kind: 'malformed', code: 'NO_RESULT', outcome: 'unknown', method, status: 200 });
  }
}

/** A command behind the one that stopped the batch. */
function notExecuted(method: string): BatchItem {
  return failed({ kind: 'rejected', code: 'NOT_EXECUTED', outcome: 'not-executed', method });
}

function failed(failure: ConstructorParameters<typeof PortalError>[0]): BatchItem {
  return { ok: false, error: new PortalError(failure) };
}
