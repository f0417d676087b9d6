import { parsePhpQuery } from '../http/phpQuery.ts';
import { isMap, isTruthy, phpArray, type PhpMap, type PhpValue } from './phpValue.ts';
import { RestError } from './restError.ts';

const MAX_COMMANDS = 50;
const NOT_IN_BATCH = new Set(['batch', 'download', 'upload']);

export type BatchAnswer = {
  readonly result: unknown;
  readonly total: number | undefined;
  readonly next: number | undefined;
  readonly time: unknown;
};

export type BatchCommand = { readonly key: string; readonly method: string; readonly params: PhpMap };

/** Runs one command; rejects with RestError. */
export type RunCommand = (command: BatchCommand) => Promise<BatchAnswer>;

type Collected = Readonly<Record<'result' | 'error' | 'total' | 'next' | 'time', Map<string, unknown>>>;

/** `cmd` as it came: a list or a map of `method?query`; entries that are no strings vanish without trace. */
export function batchCommands(raw: PhpMap): readonly BatchCommand[] {
  const cmd = caseless(raw, 'cmd');
  if (!Array.isArray(cmd) && !isMap(cmd)) return [];
  return Object.entries(cmd)
    .filter((entry): entry is [string, string] => typeof entry[1] === 'string')
    .map(([key, text]) => {
      const question = text.indexOf('?');
      const method = question < 0 ? text : text.slice(0, question);
      return { key, method, params: parsePhpQuery(question < 0 ? '' : text.slice(question + 1)) };
    });
}

/** All shapes of api-facts 1.3. */
export async function runBatch(raw: PhpMap, run: RunCommand): Promise<Record<string, unknown>> {
  const isHalting = isTruthy(caseless(raw, 'halt'));
  const seen: Collected = {
    result: new Map(),
    error: new Map(),
    total: new Map(),
    next: new Map(),
    time: new Map(),
  };
  for (const [index, command] of batchCommands(raw).entries()) {
    try {
      if (index >= MAX_COMMANDS) {
        throw new RestError(400, 'ERROR_BATCH_LENGTH_EXCEEDED', 'Max batch length exceeded');
      }
      if (NOT_IN_BATCH.has(command.method.toLowerCase())) {
        throw new RestError(405, 'ERROR_BATCH_METHOD_NOT_ALLOWED', 'Method is not allowed for batch usage');
      }
      const params = Object.fromEntries(
        Object.entries(command.params).map(([name, value]) => [name, resolve(value, seen)]),
      );
      const answer = await run({ ...command, params });
      seen.result.set(command.key, answer.result);
      seen.time.set(command.key, answer.time);
      if (answer.total !== undefined) seen.total.set(command.key, answer.total);
      if (answer.next !== undefined) seen.next.set(command.key, answer.next);
    } catch (error) {
      if (!(error instanceof RestError)) throw error;
      seen.error.set(command.key, error.toBody());
      if (isHalting) break;
    }
  }
  return {
    result: phpArray(seen.result),
    result_error: phpArray(seen.error),
    result_total: phpArray(seen.total),
    result_next: phpArray(seen.next),
    result_time: phpArray(seen.time),
  };
}

const REFERENCE = /\$(result|error|total|next|time)((?:\[[^\]\s]*\])+)/gi;
const WHOLE_REFERENCE = new RegExp(`^${REFERENCE.source}$`, 'i');

/** `$result[a][b]`: alone it stands for the raw value, inside text for a string or a number only. */
function resolve(value: PhpValue, seen: Collected): PhpValue {
  if (typeof value !== 'string') {
    if (!isMap(value) && !Array.isArray(value)) return value;
    return phpArray(Object.entries(value).map(([key, item]) => [key, resolve(item as PhpValue, seen)]));
  }
  const whole = WHOLE_REFERENCE.exec(value);
  if (whole !== null) return lookUp(seen, whole[1] ?? '', whole[2] ?? '') as PhpValue;
  return value.replace(REFERENCE, (token: string, kind: string, path: string) => {
    const found = lookUp(seen, kind, path);
    return typeof found === 'string' || typeof found === 'number' ? String(found) : token;
  });
}

/** Follows a path as far as it goes: a missing step yields the deepest value found. */
function lookUp(seen: Collected, kind: string, path: string): unknown {
  let found: unknown = Object.fromEntries(collectionOf(seen, kind));
  for (const match of path.matchAll(/\[([^\]]*)\]/g)) {
    if (!isMap(found) && !Array.isArray(found)) return found;
    const next: unknown = caseless(found as PhpMap, match[1] ?? '');
    if (next === undefined) return found;
    found = next;
  }
  return found;
}

function collectionOf(seen: Collected, kind: string): Map<string, unknown> {
  switch (kind.toLowerCase()) {
    case 'error':
      return seen.error;
    case 'total':
      return seen.total;
    case 'next':
      return seen.next;
    case 'time':
      return seen.time;
    default:
      return seen.result;
  }
}

function caseless(map: PhpMap, name: string): PhpValue | undefined {
  if (Object.hasOwn(map, name)) return map[name];
  const key = Object.keys(map).find((candidate) => candidate.toLowerCase() === name.toLowerCase());
  return key === undefined ? undefined : map[key];
}
