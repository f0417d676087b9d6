import type { World } from '../world.ts';

export type Phrases = {
  readonly deleted: string;
  readonly photo: string;
  readonly video: string;
  readonly audio: string;
  readonly file: string;
  readonly attachment: string;
  readonly quote: string;
  readonly invited: (who: string, whom: string) => string;
  readonly created: (who: string) => string;
  readonly left: (who: string) => string;
  readonly excluded: (who: string, whom: string) => string;
  readonly renamed: (who: string, title: string) => string;
  readonly newAvatar: (who: string) => string;
  readonly chatTitle: (number: number) => string;
};

const EN: Phrases = {
  deleted: 'This message was deleted.',
  photo: '[Photo]',
  video: '[Video]',
  audio: '[Audio]',
  file: '[File]',
  attachment: '[Attachment]',
  quote: '[Quote]',
  invited: (who, whom) => `${who} invited ${whom} to the chat`,
  created: (who) => `${who} created a chat`,
  left: (who) => `${who} left the chat`,
  excluded: (who, whom) => `${who} removed ${whom} from the chat`,
  renamed: (who, title) => `${who} changed the chat title to "${title}"`,
  newAvatar: (who) => `${who} changed the chat icon`,
  chatTitle: (number) => `Chat No. ${number}`,
};

const DE: Phrases = {
  deleted: 'Diese Nachricht wurde gelöscht.',
  photo: '[Foto]',
  video: '[Video]',
  audio: '[Audio]',
  file: '[Datei]',
  attachment: '[Anhang]',
  quote: '[Zitat]',
  invited: (who, whom) => `${who} hat ${whom} in den Chat eingeladen`,
  created: (who) => `${who} hat einen Chat erstellt`,
  left: (who) => `${who} hat den Chat verlassen`,
  excluded: (who, whom) => `${who} hat ${whom} aus dem Chat entfernt`,
  renamed: (who, title) => `${who} hat den Chat in "${title}" umbenannt`,
  newAvatar: (who) => `${who} hat das Chatbild geändert`,
  chatTitle: (number) => `Chat Nr. ${number}`,
};

const VI: Phrases = {
  deleted: 'Tin nhắn này đã bị xóa.',
  photo: '[Ảnh]',
  video: '[Video]',
  audio: '[Âm thanh]',
  file: '[Tệp]',
  attachment: '[Đính kèm]',
  quote: '[Trích dẫn]',
  invited: (who, whom) => `${who} đã mời ${whom} vào cuộc trò chuyện`,
  created: (who) => `${who} đã tạo cuộc trò chuyện`,
  left: (who) => `${who} đã rời cuộc trò chuyện`,
  excluded: (who, whom) => `${who} đã xóa ${whom} khỏi cuộc trò chuyện`,
  renamed: (who, title) => `${who} đã đổi tên cuộc trò chuyện thành "${title}"`,
  newAvatar: (who) => `${who} đã đổi ảnh cuộc trò chuyện`,
  chatTitle: (number) => `Trò chuyện số ${number}`,
};

/** Texts the portal writes itself, in its own language. */
export function phrasesOf(world: World): Phrases {
  return { en: EN, de: DE, vi: VI }[world.language];
}
