// Reads the `.talk` files, in which the demo's conversations are written down:
//
//   = chat101              the dialog: `chatN`, or the peer's short name for a private one
//   @ -2 09:15             the clock from here on: two days ago at 09:15; `@ 58m` = 58 minutes ago
//   ivan: text             a message, a few minutes after the one before; `+14 ivan: text` = exactly 14
//   | more text            its next line
//   * {@mai} invited ...   a system message
//   ! like tai linh        about the last message: like, edited, deleted, id NAME, reply NAME, attach NAME, buttons NAME,
//                          file NAME BYTES [WIDTHxHEIGHT], voice NAME BYTES
//
// A file of topics has neither dialogs nor clocks; an empty line ends a topic.
import { isHandle, type Handle } from './people.ts';

export type TalkFile = {
  readonly name: string;
  readonly size: number;
  readonly image?: { readonly width: number; readonly height: number };
  readonly isVoiceNote?: boolean;
};

export type TalkEntry = {
  /** Minutes after the entry before; undefined = a few. */
  readonly gap: number | undefined;
  readonly author: Handle | 'system';
  text: string;
  likes: readonly Handle[];
  isEdited: boolean;
  isDeleted: boolean;
  files: readonly TalkFile[];
  label: string | undefined;
  /** The label of the message that this one answers. */
  replyTo: string | undefined;
  attach: string | undefined;
  buttons: string | undefined;
};

/** `daysAgo` with minutes since midnight, or `minutesAgo`. */
export type Anchor =
  | { readonly kind: 'day'; readonly daysAgo: number; readonly minute: number }
  | { readonly kind: 'ago'; readonly minutes: number };

export type Talk = {
  readonly dialogId: string;
  readonly parts: readonly { readonly anchor: Anchor; readonly entries: readonly TalkEntry[] }[];
};

export function parseTalks(source: string): readonly Talk[] {
  return source
    .split(/^= /m)
    .slice(1)
    .map((text) => {
      const [dialogId = '', ...lines] = text.split('\n');
      const parts = lines
        .join('\n')
        .split(/^@ /m)
        .slice(1)
        .map((part) => {
          const [anchor = '', ...rest] = part.split('\n');
          return { anchor: parseAnchor(anchor), entries: parseEntries(rest) };
        });
      return { dialogId: dialogId.trim(), parts };
    });
}

export function parseTopics(source: string): readonly (readonly TalkEntry[])[] {
  return source
    .trim()
    .split(/\n{2,}/)
    .map((topic) => parseEntries(topic.split('\n')));
}

function parseAnchor(text: string): Anchor {
  const ago = /^(\d+)m\s*$/.exec(text);
  if (ago !== null) return { kind: 'ago', minutes: Number(ago[1]) };
  const day = /^-(\d+) (\d\d):(\d\d)\s*$/.exec(text);
  if (day === null) throw new Error(`Not a clock: ${text}`);
  return { kind: 'day', daysAgo: Number(day[1]), minute: Number(day[2]) * 60 + Number(day[3]) };
}

function parseEntries(lines: readonly string[]): readonly TalkEntry[] {
  const entries: TalkEntry[] = [];
  for (const line of lines) {
    const last = entries.at(-1);
    if (line.trim() === '') continue;
    if (line.startsWith('|') && last !== undefined) last.text += `\n${line.slice(2)}`;
    else if (line.startsWith('! ') && last !== undefined) annotate(last, line.slice(2));
    else entries.push(parseEntry(line));
  }
  return entries;
}

function parseEntry(line: string): TalkEntry {
  const said = /^(?:\+(\d+) )?([a-z]+): (.+)$/.exec(line);
  const text = line.startsWith('* ') ? line.slice(2) : said?.[3];
  const author = line.startsWith('* ') ? 'system' : said?.[2];
  if (text === undefined || author === undefined) throw new Error(`Not a line of a talk: ${line}`);
  if (author !== 'system' && !isHandle(author)) throw new Error(`Nobody is called ${author}`);
  return {
    gap: said?.[1] === undefined ? undefined : Number(said[1]),
    author,
    text,
    likes: [],
    isEdited: false,
    isDeleted: false,
    files: [],
    label: undefined,
    replyTo: undefined,
    attach: undefined,
    buttons: undefined,
  };
}

function annotate(entry: TalkEntry, note: string): void {
  const [word = '', ...values] = note.trim().split(' ');
  switch (word) {
    case 'like':
      entry.likes = values.map((name) => {
        if (!isHandle(name)) throw new Error(`Nobody is called ${name}`);
        return name;
      });
      return;
    case 'edited':
      entry.isEdited = true;
      return;
    case 'deleted':
      entry.isDeleted = true;
      return;
    case 'id':
      entry.label = values[0];
      return;
    case 'reply':
      entry.replyTo = values[0];
      return;
    case 'attach':
      entry.attach = values[0];
      return;
    case 'buttons':
      entry.buttons = values[0];
      return;
    case 'file':
      entry.files = [...entry.files, parseFile(values)];
      return;
    case 'voice':
      entry.files = [...entry.files, { ...parseFile(values), isVoiceNote: true }];
      return;
    default:
      throw new Error(`Not a note about a message: ${note}`);
  }
}

function parseFile([name = '', size = '', dimensions = '']: readonly string[]): TalkFile {
  const [width, height] = dimensions.split('x').map(Number);
  return {
    name,
    size: Number(size),
    ...(width !== undefined && height !== undefined && { image: { width, height } }),
  };
}
