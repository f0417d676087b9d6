import type { FileRecord } from '../records.ts';
import type { World } from '../world.ts';
import { isoDate } from './isoDate.ts';
import { fullName } from './userView.ts';

/** A file of a message; camelCase in every method, its links need a browser session (api-facts 3.3). */
export function fileView(world: World, file: FileRecord): Record<string, unknown> {
  const author = world.users.get(file.authorId);
  const link = (action: string): string =>
    `${world.origin}/bitrix/services/main/ajax.php?action=disk.api.file.${action}&SITE_ID=s1&humanRE=1&fileId=${file.id}&fileName=${encodeURIComponent(file.name)}`;
  const isImage = file.type === 'image';
  const preview = isImage ? link('showImage') : '';
  return {
    id: file.id,
    chatId: file.chatId,
    date: isoDate(file.dateMs, world.utcOffsetMinutes),
    type: file.type,
    name: file.name,
    extension: file.name.includes('.') ? file.name.slice(file.name.lastIndexOf('.') + 1).toLowerCase() : '',
    size: file.size,
    image: file.image === undefined ? false : { height: file.image.height, width: file.image.width },
    status: 'done',
    progress: 100,
    authorId: file.authorId,
    authorName: author === undefined ? '' : fullName(author),
    urlPreview: preview,
    urlShow: link(isImage ? 'showImage' : 'download'),
    urlDownload: link('download'),
    viewerAttrs: {
      viewer: '',
      viewerType: isImage ? 'image' : 'unknown',
      src: link('download'),
      ...(isImage ? { viewerResized: '' } : {}),
      objectId: String(file.id),
      viewerGroupBy: String(file.chatId),
      imChatId: file.chatId,
      title: file.name,
      actions: '[{"type":"download"}]',
    },
    mediaUrl: isImage ? { preview: { '250': preview } } : [],
    isTranscribable: false,
    isVideoNote: false,
    isVoiceNote: file.isVoiceNote,
  };
}
