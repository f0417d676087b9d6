import type { MessageRecord } from '../records.ts';
import type { World } from '../world.ts';
import { phrasesOf } from './phrases.ts';
import { fullName } from './userView.ts';

const BARE_URL = String.raw`(?<![\w/@=])(?:(?:https?|ftp):\/\/|www\.|(?:mailto|tel|callto):)[^\s\[\]<>"]+`;
const TOKENS = new RegExp(
  [
    String.raw`\[code\][\s\S]*?\[\/code\]`,
    String.raw`\[url(?:=[^\]]*)?\][\s\S]*?\[\/url\]`,
    String.raw`\[img[^\]]*\][\s\S]*?\[\/img\]`,
    String.raw`\[[^\]\n]*\]`,
    BARE_URL,
  ].join('|'),
  'gi',
);

/** A message without content is shown as a deleted one, whatever emptied it (api-facts 3.3). */
export function isShownDeleted(message: MessageRecord): boolean {
  const { text, fileIds, params } = message;
  if (message.isDeleted) return true;
  return (
    text === '' && fileIds.length === 0 && params['KEYBOARD'] === undefined && params['ATTACH'] === undefined
  );
}

/** Text as the reading methods deliver it: mentions filled in, bare addresses wrapped, no HTML entities. */
export function messageText(world: World, message: MessageRecord): string {
  if (isShownDeleted(message)) return phrasesOf(world).deleted;
  return wrapUrls(fillMentions(world, message.text));
}

export function mention(world: World, userId: number): string {
  const user = world.users.get(userId);
  return `[USER=${userId} REPLACE]${user === undefined ? '' : fullName(user)}[/USER]`;
}

function fillMentions(world: World, text: string): string {
  return text.replace(/\[user=(\d+)(?: replace)?\]\[\/user\]/gi, (_, id: string) =>
    mention(world, Number(id)),
  );
}

function wrapUrls(text: string): string {
  return text.replace(TOKENS, (token) => {
    if (/^\[url/i.test(token)) {
      return token.replace(/^\[url/i, '[URL').replace(/\[\/url\]$/i, '[/URL]');
    }
    if (token.startsWith('[')) return token;
    const url = token.replace(/[.,;:!?)]+$/, '');
    const target = /^www\./i.test(url) ? `http://${url}` : url;
    return `[URL]${target}[/URL]${token.slice(url.length)}`;
  });
}
