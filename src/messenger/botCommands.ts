import { readKeyboardButtons } from '../bitrix24/markup/keyboardButtons.ts';
import type { Message } from '../model/message.ts';

const LOOKED_AT = 300;
const MOST_COMMANDS = 50;
const COMMAND = /(?:^|[\s\]=(«"'])\/([\p{L}][\p{L}\p{N}_-]{0,39})(?![\p{L}\p{N}_/-])/gu;

export interface BotCommand {
  /** Without its slash. */
  readonly name: string;
  /** What the bot itself says about it; '' where it says nothing. */
  readonly title: string;
}

/**
 * The commands that the bots of a dialog have shown: on their buttons and in their messages. There is no method that tells
 * a person's client which commands a bot has. The ones seen last come first.
 */
export function botCommands(
  messages: readonly Message[],
  isBot: (userId: number) => boolean,
): readonly BotCommand[] {
  const commands = new Map<string, BotCommand>();
  const add = (name: string, title: string): void => {
    const known = commands.get(name);
    if (known === undefined && commands.size < MOST_COMMANDS) commands.set(name, { name, title });
    else if (known?.title === '' && title !== '') commands.set(name, { name, title });
  };
  for (const message of messages.slice(-LOOKED_AT).toReversed()) {
    if (!isBot(message.authorId) || message.isDeleted) continue;
    for (const button of readKeyboardButtons(message.keyboard)) {
      if (button.kind === 'button' && button.action.kind === 'command')
        add(button.action.command, button.text);
    }
    for (const match of message.text.slice(0, 20_000).matchAll(COMMAND)) {
      const line = message.text.slice(match.index + match[0].length).split('\n', 1)[0] ?? '';
      add(match[1] ?? '', titleOf(line));
    }
  }
  return [...commands.values()];
}

/** `/help - shows this` as bots write their lists. */
function titleOf(line: string): string {
  const title = /^(?:\[\/\w+\])*\s*[-–—:]\s*(.+)$/u.exec(line.slice(0, 200))?.[1] ?? '';
  return title
    .replace(/\[\/?[a-z]+(?:=[^\]]*)?\]/gi, '')
    .trim()
    .slice(0, 80);
}
