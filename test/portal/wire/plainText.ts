import type { MessageRecord } from '../records.ts';
import type { World } from '../world.ts';
import { phrasesOf } from './phrases.ts';

/** The text of a recent row: no BBCode, one line, a word in brackets for what is not text (api-facts 3.2). */
export function plainText(world: World, message: MessageRecord): string {
  const phrases = phrasesOf(world);
  if (message.isDeleted) return phrases.deleted;
  const text = stripMarkup(message.text, phrases.quote);
  const words = message.fileIds.map((id) => {
    const kind = world.files.get(id)?.type ?? 'file';
    return kind === 'image' ? phrases.photo : phrases[kind];
  });
  if (message.params['ATTACH'] !== undefined) words.push(phrases.attachment);
  return [text, ...words].filter((part) => part !== '').join(' ');
}

function stripMarkup(text: string, quote: string): string {
  return text
    .replace(/-{54,}\n[\s\S]*?\n-{54,}/g, `${quote} `)
    .replace(/^>>.*$/gm, quote)
    .replace(/\[(?:br|\/?attach[^\]]*)\]|#br#/gi, ' ')
    .replace(
      /\[(\/?)(?:b|i|u|s|code|quote|url|user|chat|context|dialog|send|put|call|pch|size|color|img|disk|rating|timestamp|icon)(?:[= ][^\]]*)?\]/gi,
      '',
    )
    .replace(/\s+/g, ' ')
    .trim();
}
