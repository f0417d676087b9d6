import { fullName } from '../wire/userView.ts';
import type { Call } from './call.ts';
import { mayMeet } from './users.ts';

const MAX_LENGTH = 20_000;

/** A text the way the portal stores it: line breaks, trimmed, cut, mentions of invisible people without their tag (api-facts 3.4). */
export function outgoingText(call: Call, raw: string): string {
  const text = raw
    .replace(/\[br\]|#br#/gi, '\n')
    .replaceAll('\r\n', '\n')
    .trim();
  const mentioned = text.replace(
    /\[user=(\d+)(?: replace)?\]([\s\S]*?)\[\/user\]/gi,
    (tag: string, id: string, name: string) => {
      const user = call.world.users.get(Number(id));
      if (user !== undefined && mayMeet(call, user)) return tag;
      return name !== '' || user === undefined ? name : fullName(user);
    },
  );
  if (mentioned.length <= MAX_LENGTH) return mentioned;
  const characters = [...mentioned];
  return characters.length <= MAX_LENGTH ? mentioned : `${characters.slice(0, MAX_LENGTH).join('')} (...)`;
}
