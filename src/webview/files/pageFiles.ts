import type { FileNotifications, UploadProgress } from '../../protocol/threadFiles.ts';
import type { ThreadChannel } from '../channel.ts';
import { FileUrls } from './fileUrls.ts';
import { ValueStore } from './valueStore.ts';

/** What the page knows of files beside its messages; lives as long as the page. */
export class PageFiles {
  readonly urls: FileUrls;
  readonly tray = new ValueStore<FileNotifications['tray']>({ files: [] });
  readonly uploads = new ValueStore<ReadonlyMap<string, UploadProgress>>(new Map());

  constructor(channel: ThreadChannel) {
    this.urls = new FileUrls(channel.request, channel.post);
  }

  noteProgress(progress: UploadProgress): void {
    const uploads = new Map(this.uploads.value);
    if (progress.sent >= progress.total) uploads.delete(progress.key);
    else uploads.set(progress.key, progress);
    this.uploads.set(uploads);
  }

  /** Another dialog, or the same one anew: nothing of before stands. */
  clear(): void {
    this.urls.clear();
    this.tray.set({ files: [] });
    this.uploads.set(new Map());
  }
}
