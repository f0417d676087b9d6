// The markup parser: on messages as people write them, and on megabytes made to hurt.
import { parse as parseWithBbob } from '@bbob/parser';
import { parseMarkup } from '../../src/bitrix24/markup/parseMarkup.ts';
import { seededRandom } from '../portal/idSource.ts';
import { generatedText } from '../portal/seeds/generatedText.ts';
import {
  FRAGMENTS,
  inspectTree,
  seededRandom as fragmentRandom,
} from '../unit/bitrix24/markup/markupFragments.ts';
import { hostileTexts } from './hostileTexts.ts';
import type { Measurement } from './measurement.ts';
import { median } from './median.ts';

const RUNS = 5;
const MESSAGES = 20_000;
const LIMIT_MS = 100;
const REPEATS = 20;
const FUZZED = 1_000_000;
const PLAIN = 'plain words';

export async function measureMarkup(say: (line: string) => void): Promise<readonly Measurement[]> {
  return [...measureMessages(), ...measureHostile(say), measureFuzz()];
}

/** Against two passes over the same text that do next to nothing with it. */
function measureMessages(): readonly Measurement[] {
  const random = seededRandom(1);
  const texts = Array.from({ length: MESSAGES }, (_, index) => generatedText(random, index));
  const times = interleaved({
    parser: () => texts.forEach((text) => parseMarkup(text)),
    // The best kept parser of BBCode for others; it knows less of Bitrix24's markup, and reads no quotes and no links.
    bbob: () => texts.forEach((text) => void parseWithBbob(text)),
    replaceAll: () => repeat(() => texts.forEach((text) => void text.replaceAll('[', '('))),
  });
  const megabytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0) / 1e6;
  const rate = (ms: number): number => megabytes / (ms / 1000);
  return [
    {
      what: 'Messages parsed, by bytes',
      value: rate(times.parser),
      unit: 'MB/s',
      peer: { name: '@bbob/parser', value: rate(times.bbob) },
      runs: RUNS,
    },
    {
      what: 'Messages parsed, by bytes, against one pass',
      value: rate(times.parser),
      unit: 'MB/s',
      peer: { name: 'one replaceAll', value: rate(times.replaceAll / REPEATS) },
      runs: RUNS,
    },
    {
      what: 'Messages parsed, by number',
      value: MESSAGES / (times.parser / 1000),
      unit: 'per s',
      peer: { name: '@bbob/parser', value: MESSAGES / (times.bbob / 1000) },
      runs: RUNS,
    },
  ];
}

/** Throws where one of them gives a tree that is not safe: then nothing is measured, and the benchmark fails. */
function measureFuzz(): Measurement {
  const random = fragmentRandom(20_261_122);
  const before = process.threadCpuUsage();
  for (let run = 0; run < FUZZED; run += 1) {
    let text = '';
    for (let count = 1 + Math.floor(random() * 10); count > 0; count -= 1) {
      text += FRAGMENTS[Math.floor(random() * FRAGMENTS.length)];
    }
    inspectTree(parseMarkup(text, { ownUserId: run % 3 }));
  }
  const { user, system } = process.threadCpuUsage(before);
  return {
    what: 'A million texts made of markup, each tree looked through',
    value: (user + system) / 1e6,
    unit: 's',
    goal: { kind: 'atMost', value: 30 },
  };
}

function measureHostile(say: (line: string) => void): readonly Measurement[] {
  const times = interleaved(
    Object.fromEntries(
      Object.entries(hostileTexts).map(([name, text]) => [name, () => void parseMarkup(text)]),
    ),
  );
  const plainMs = times[PLAIN] ?? Number.NaN;
  const slowestFirst = Object.entries(times).toSorted(([, a], [, b]) => b - a);
  for (const [name, ms] of slowestFirst) {
    const mark = ms > LIMIT_MS ? '  over the limit' : '';
    say(`${name.padEnd(28)}${ms.toFixed(0).padStart(5)} ms${(ms / plainMs).toFixed(1).padStart(6)} x${mark}`);
  }
  const [slowest = 'none', slowestMs = Number.NaN] = slowestFirst[0] ?? [];
  return [
    {
      what: `Slowest of ${slowestFirst.length} hostile megabytes (${slowest})`,
      value: slowestMs,
      unit: 'ms',
      goal: { kind: 'atMost', value: LIMIT_MS },
      peer: { name: 'a megabyte of plain words', value: plainMs },
      runs: RUNS,
    },
  ];
}

/** Too short to be timed once: processors' clocks may tick every few milliseconds. */
function repeat(action: () => void): void {
  for (let count = 0; count < REPEATS; count += 1) action();
}

/** Processor time of each, in ms: what else the machine does is no part of it. The first round warms up. */
function interleaved<K extends string>(ways: Readonly<Record<K, () => void>>): Readonly<Record<K, number>> {
  const names = Object.keys(ways) as K[];
  const samples = names.map((): number[] => []);
  for (let run = 0; run <= RUNS; run += 1) {
    for (const [index, name] of names.entries()) {
      const before = process.threadCpuUsage();
      ways[name]();
      const { user, system } = process.threadCpuUsage(before);
      if (run > 0) samples[index]?.push((user + system) / 1000);
    }
  }
  return Object.fromEntries(names.map((name, index) => [name, median(samples[index] ?? [])])) as Record<
    K,
    number
  >;
}
