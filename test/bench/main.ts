// npm run bench [-- part ...]: measures, prints one table, and ends with a line that says how it went.
// A missed goal is news, not an error: only a part that could not be measured makes the exit code 1.
import { availableParallelism, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { isMet, type Measurement } from './measurement.ts';
import { measurementTable } from './measurementTable.ts';

interface Part {
  readonly title: string;
  /** `say` prints a line of detail that the table has no room for. */
  readonly measure: (say: (line: string) => void) => Promise<readonly Measurement[]>;
}

/** Each part loads what it needs when its turn comes. */
const parts: Readonly<Record<string, Part>> = {
  activation: {
    title: 'What VS Code pays at its start',
    measure: async (say) => (await import('./activationBench.ts')).measureActivation(say),
  },
  requests: {
    title: 'From a session to a filled list',
    measure: async () => (await import('./requestsBench.ts')).measureRequests(),
  },
  sync: {
    title: 'Following the portal',
    measure: async () => (await import('./syncBench.ts')).measureSync(),
  },
  cache: {
    title: 'A start from the cache',
    measure: async (say) => (await import('./cacheBench.ts')).measureCache(say),
  },
  queue: {
    title: "A person's send behind 80 background reads",
    measure: async (say) => (await import('./queueBench.ts')).measureQueue(say),
  },
  outbox: {
    title: 'A thousand waiting messages',
    measure: async (say) => (await import('./outboxBench.ts')).measureOutbox(say),
  },
  client: {
    title: 'A call against the bare round trip',
    measure: async () => (await import('./clientBench.ts')).measureClient(),
  },
  events: {
    title: 'What others change',
    measure: async () => (await import('./eventsBench.ts')).measureEvents(),
  },
  list: {
    title: 'The list of a big portal',
    measure: async () => (await import('./listBench.ts')).measureList(),
  },
  find: {
    title: 'Finding somebody on a big portal',
    measure: async () => (await import('./findBench.ts')).measureFind(),
  },
  markup: {
    title: 'Reading messages',
    measure: async (say) => (await import('./markupBench.ts')).measureMarkup(say),
  },
  page: {
    title: 'The thread page',
    measure: async () => (await import('./pageBench.ts')).measurePage(),
  },
};

// What was started ends with this process, if it gets the chance to say so.
process.once('SIGINT', () => process.exit(130));
process.once('SIGTERM', () => process.exit(143));

const { positionals } = parseArgs({ allowPositionals: true });
const unknown = positionals.filter((name) => !Object.hasOwn(parts, name));
if (unknown.length > 0) {
  console.error(`No such part: ${unknown.join(', ')}. There are ${Object.keys(parts).join(', ')}.`);
  process.exit(2);
}

const startedAtMs = performance.now();
const measurements: Measurement[] = [];
const failed: string[] = [];
for (const [name, { title, measure }] of Object.entries(parts)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  const partStartedAtMs = performance.now();
  console.log(`=== ${title} (${name}) ===`);
  try {
    measurements.push(...(await measure((line) => console.log(`  ${line}`))));
    console.log(`  done in ${seconds(partStartedAtMs)}`);
  } catch (error) {
    console.error(error);
    failed.push(name);
  }
}

const [load = 0] = loadavg();
console.log(`\n${measurementTable(measurements)}`);
console.log(
  `\nOn ${availableParallelism()} cores under a load of ${load.toFixed(1)}; ratios outlast a busy machine.`,
);
console.log(summary());
process.exitCode = failed.length === 0 ? 0 : 1;

function summary(): string {
  const took = `in ${seconds(startedAtMs)}`;
  if (failed.length > 0) return `Benchmark failed ${took}: could not measure ${failed.join(', ')}`;
  const withGoal = measurements.filter((each) => isMet(each) !== undefined);
  if (withGoal.length === 0) return `Benchmark done ${took}: nothing here has a goal`;
  const missed = withGoal.filter((each) => isMet(each) === false).map(({ what }) => what);
  const met = `${withGoal.length - missed.length} of ${withGoal.length} goals met`;
  return `Benchmark done ${took}: ${met}${missed.length === 0 ? '' : `; missed: ${missed.join('; ')}`}`;
}

function seconds(sinceMs: number): string {
  return `${((performance.now() - sinceMs) / 1000).toFixed(0)} s`;
}
