import type { SuggestionSource } from '../protocol/composer.ts';

/** A word at the cursor that can be completed. */
export interface Trigger {
  readonly source: Exclude<SuggestionSource, 'portal'>;
  /** Without its sign. */
  readonly query: string;
  /** Where the sign stands. */
  readonly from: number;
  readonly to: number;
}

const LONGEST = 60;
const PERSON = /(?:^|[\s([{"'«„“>*_~])@([\p{L}\p{N}\p{M}_.'’-]*(?: [\p{L}\p{N}\p{M}_.'’-]+){0,3})$/u;
const EMOJI = /(?:^|[\s([{"'«„“>*_~]|\p{Extended_Pictographic}):([\p{L}\p{N}+][\p{L}\p{N}\p{M}_+-]+)$/u;
const COMMAND = /^\/([\p{L}\p{N}_-]*)$/u;

/** What stands before the cursor, where it asks to be completed: `@name`, `:emoji`, `/command` as the first word. */
export function triggerAt(text: string, cursor: number): Trigger | undefined {
  if (isInCode(text, cursor)) return undefined;
  const before = text.slice(Math.max(0, cursor - LONGEST), cursor);
  const command = cursor <= LONGEST ? COMMAND.exec(before) : null;
  if (command) return triggerOf('commands', command[1], cursor);
  const person = PERSON.exec(before);
  if (person) return triggerOf('people', person[1], cursor);
  const emoji = EMOJI.exec(before);
  return emoji ? triggerOf('emoji', emoji[1], cursor) : undefined;
}

function triggerOf(source: Trigger['source'], query: string | undefined, cursor: number): Trigger {
  const word = query ?? '';
  return { source, query: word, from: cursor - word.length - 1, to: cursor };
}

/** Within a fence, or behind an odd backtick of the line, everything is meant as it stands. */
function isInCode(text: string, cursor: number): boolean {
  const before = text.slice(0, cursor);
  const fences = before.match(/^ {0,3}```/gm)?.length ?? 0;
  const line = before.slice(before.lastIndexOf('\n') + 1);
  const ticks = line.match(/`/g)?.length ?? 0;
  return fences % 2 === 1 || (ticks % 2 === 1 && !/^ {0,3}```/.test(line));
}
