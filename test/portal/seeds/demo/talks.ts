// All written conversations of the demo, with their times.
import { readFileSync } from 'node:fs';
import { scheduleTalk, scheduleTopics, shuffledTopics, type DatedEntry, type Now } from './schedule.ts';
import { parseTalks, parseTopics } from './talkScript.ts';

const TALKS = ['groups', 'work', 'direct', 'backend', 'onCall', 'frontend', 'mai'] as const;

/** The dialogs whose histories reach back for weeks. */
const TOPICS = [
  { file: 'backend', dialogId: 'chat101', days: { from: 40, to: 7 }, rounds: 2 },
  { file: 'onCall', dialogId: 'chat105', days: { from: 33, to: 7 }, rounds: 3 },
  { file: 'frontend', dialogId: 'chat103', days: { from: 36, to: 7 }, rounds: 2 },
  { file: 'mai', dialogId: 'mai', days: { from: 45, to: 7 }, rounds: 2 },
  { file: 'lunch', dialogId: 'chat108', days: { from: 9, to: 1 }, rounds: 1 },
] as const;

/** Oldest first, over all dialogs, because a portal counts its messages in one sequence. */
export function datedTalks(now: Now, random: () => number): readonly DatedEntry[] {
  const talks = TALKS.flatMap((file) => parseTalks(read(`${file}.talk`)));
  const dated = [
    ...TOPICS.flatMap(({ file, dialogId, days, rounds }) =>
      scheduleTopics(
        shuffledTopics(parseTopics(read(`${file}.topics.talk`)), rounds, random),
        dialogId,
        days,
        now,
        random,
      ),
    ),
    ...talks.flatMap((talk) => scheduleTalk(talk, now, random)),
  ];
  return dated.sort((a, b) => a.dateMs - b.dateMs);
}

function read(file: string): string {
  return readFileSync(new URL(`talk/${file}`, import.meta.url), 'utf8');
}
