import type { FileRecord } from './records.ts';

/** The wire's file type, by the name's extension. */
export function fileTypeOf(name: string): FileRecord['type'] {
  const extension = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  if (['png', 'jpg', 'jpeg', 'gif', 'webp', 'bmp'].includes(extension)) return 'image';
  if (['mp4', 'webm', 'mov', 'avi'].includes(extension)) return 'video';
  if (['mp3', 'ogg', 'wav', 'm4a'].includes(extension)) return 'audio';
  return 'file';
}
