// Turns the shorthand of a talk into Bitrix24's markup.
import type { ChatRecord, MessageRecord } from '../../records.ts';
import type { World } from '../../world.ts';
import { isHandle, mention, people } from './people.ts';

const HYPHENS = '-'.repeat(54);

/** What `{quote NAME}` may mean: a label of the talk, or a person's last message in it. */
export type Quotable = (name: string) => MessageRecord | undefined;

export function wordingOf(text: string, world: World, chat: ChatRecord, quotable: Quotable): string {
  return text
    .replace(/\{@([a-z]+)\}/g, (all, name: string) => {
      if (name === 'all') return '[USER=all]everybody[/USER]';
      return isHandle(name) ? mention(name) : all;
    })
    .replace(/\{link ([a-z]+)[ /]?([^}]*)\}/g, (_, what: string, which: string) => linkTo(what, which))
    .replace(/\{quote ([a-z0-9]+)\}/g, (_, name: string) => {
      const message = quotable(name);
      if (message === undefined) throw new Error(`Nothing to quote under ${name}`);
      return quote(world, chat, message);
    });
}

function linkTo(what: string, which: string): string {
  switch (what) {
    case 'pr':
      return `[URL=https://git.kitewind.example/kite/pulls/${which}]kite#${which}[/URL]`;
    case 'task':
      return `[URL=/company/personal/user/${people.trung.id}/tasks/task/view/${which}/]task ${which}[/URL]`;
    default:
      return `[URL]https://${what}.kitewind.example/${which}[/URL]`;
  }
}

/** The block with 54 hyphens that the messenger itself writes (api-facts 4.6). */
function quote(world: World, chat: ChatRecord, message: MessageRecord): string {
  const author = world.user(message.authorId);
  const local = new Date(message.dateMs + world.utcOffsetMinutes * 60_000).toISOString();
  const date = `${local.slice(8, 10)}.${local.slice(5, 7)}.${local.slice(0, 4)} ${local.slice(11, 16)}`;
  const [first, second] = [...chat.members.keys()];
  const source =
    chat.messageType === 'P' ? `#${first}:${second}/${message.id}` : `#chat${chat.id}/${message.id}`;
  const quoted = message.text.replace(/\[\/?[A-Z]+[^\]]*\]/gi, '').trim();
  return `${HYPHENS}\n${author.firstName} ${author.lastName} [${date}] ${source}\n${quoted}\n${HYPHENS}`;
}
